// A fitness that takes its time without a core, so that more workers than cores can be timed.
import { setTimeout as sleep } from 'node:timers/promises'

export default {
  genome: { length: 10, initial: 1 },
  direction: 'minimize',
  options: { ms: 5 },
  async evaluate(genome, { options }) {
    await sleep(options.ms)
    return genome.reduce((sum, gene) => sum + gene * gene, 0)
  },
}
