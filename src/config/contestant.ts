import type { Contestant } from './schema/compare.ts'
import { isOf } from './schema/strategy.ts'
import type { Config } from './schema.ts'

/** A config with the options of one contestant. */
export function withContestant<C extends Omit<Config, 'name'>>(config: C, contestant: Contestant): C {
  const { compare: _, ...rest } = config
  const { network, strategy = config.strategy, finetune, memetic } = contestant
  // A gradient descent has its own batchSize, and is scored on all samples.
  const { batch: __, ...task } = config.task
  return {
    ...rest,
    task: isOf('gradient', strategy) ? task : config.task,
    network: network ?? config.network,
    strategy,
    finetune: finetune === undefined ? config.finetune : (finetune ?? undefined),
    memetic: memetic === undefined ? config.memetic : (memetic ?? undefined),
  } as unknown as C
}
