import type { GenerationEvent } from '../run/events.ts'
import { fractionDone, type StopCriteria } from '../run/stop.ts'
import { LiveLine } from './live-output.ts'

/** What a training shows of itself while it goes on: the live line, and notices between. Silent if quiet. */
export class Progress {
  private readonly line: LiveLine | null
  private readonly stop: StopCriteria
  private readonly label: string | undefined
  private championGeneration = 0
  private championFitness: number | null = null

  /** @param label what tells this run from others */
  constructor(stop: StopCriteria, quiet: boolean, label?: string) {
    this.stop = stop
    this.label = label
    this.line = quiet
      ? null
      : new LiveLine(process.stderr, { clock: () => performance.now(), environment: process.env })
  }

  generation(event: GenerationEvent): void {
    if (this.line === null) return
    const { generation, evaluations, champion, validation, timing } = event
    if (champion !== this.championFitness) {
      this.championFitness = champion
      this.championGeneration = generation
    }
    this.line.update({
      label: this.label,
      generation,
      generations: this.stop.generations,
      evaluations,
      best: champion ?? Number.NaN,
      validation: validation ?? undefined,
      elapsedMs: timing.elapsedMs,
      fractionDone: fractionDone(this.stop, {
        generations: generation,
        evaluations,
        elapsedMs: timing.elapsedMs,
        stale: generation - this.championGeneration,
      }),
    })
  }

  /** Something worth knowing that is no error; the line comes back with the next generation. */
  notice(text: string): void {
    if (this.line === null) return
    this.line.clear()
    process.stderr.write(`${text}\n`)
  }

  /** Leaves the last state on the screen. */
  end(): void {
    this.line?.finish()
  }
}
