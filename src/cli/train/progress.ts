import type { Config } from '../../config/schema.ts'
import { firstLines } from '../../library/logged-lines.ts'
import type { GenerationEvent } from '../../run/events.ts'
import { type PhaseStops, phaseState } from '../../run/phase-state.ts'
import type { Host } from '../host.ts'
import { LiveLine, type LiveStream } from '../terminal/live-output.ts'
import { paintFor } from '../terminal/paint.ts'

/** Shows the progress of a training: a live line, with notices in between. Silent if quiet. */
export class TrainingProgress {
  private readonly stream: LiveStream
  private readonly line: LiveLine | null
  private readonly stops: PhaseStops
  private readonly label: string | undefined
  /** Shows a line that the user's code logs, above the live line. */
  readonly log: (line: string) => void

  /** @param label the name of this run among others */
  constructor(config: Config, { stderr, environment }: Host, quiet: boolean, label?: string) {
    this.stream = stderr
    this.stops = stopsOf(config)
    this.label = label
    const { rest } = paintFor(stderr, environment)
    this.log = firstLines((line) => this.notice(rest(`│ ${line}`)))
    this.line = quiet ? null : new LiveLine(stderr, { clock: () => performance.now(), environment })
  }

  generation(event: GenerationEvent): void {
    if (this.line === null) return
    const { phase, unit, champion, validation } = event
    const { generations, evaluations, elapsedMs, done } = phaseState(event, this.stops)
    const label = phase === 'finetune' ? [this.label, 'fine-tuning'].filter(Boolean).join(', ') : this.label
    this.line.update({
      label,
      unit,
      generation: generations,
      generations: this.stops[phase]?.generations,
      evaluations,
      best: champion ?? Number.NaN,
      validation: validation ?? undefined,
      elapsedMs,
      fractionDone: done,
    })
  }

  /** Shows a notice that is not an error. The line comes back with the next generation. */
  notice(text: string): void {
    if (this.line !== null) this.error(text)
  }

  /** Shows an error, also in quiet mode. */
  error(text: string): void {
    this.line?.clear()
    this.stream.write(`${text}\n`)
  }

  /** Leaves the last state on the screen. */
  end(): void {
    this.line?.finish()
  }
}

/** The stop criteria of each phase of a config. */
export function stopsOf({ stop, finetune }: Config): PhaseStops {
  return { train: stop, finetune: finetune && { ...finetune, generations: finetune.epochs } }
}
