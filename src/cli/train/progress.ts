import type { Config } from '../../config/schema.ts'
import { firstLines } from '../../library/logged-lines.ts'
import type { GenerationEvent } from '../../run/events.ts'
import { type PhaseStops, phaseState } from '../../run/phase-state.ts'
import type { Host } from '../host.ts'
import type { LiveState, UnderWay } from '../terminal/live-line.ts'
import { LiveLine, type LiveStream } from '../terminal/live-output.ts'
import { paintFor } from '../terminal/paint.ts'
import { TimeLeft } from '../terminal/time-left.ts'

/** A generation that takes longer than this is shown before it is over, and then this often. */
const longMs = 1000
const tickMs = 500

/** Shows the progress of a training: a live line, with notices in between. If quiet, it shows only warnings. */
export class TrainingProgress {
  private readonly stream: LiveStream
  private readonly clock: () => number
  private readonly line: LiveLine | null
  private readonly stops: PhaseStops
  private readonly label: string | undefined
  private left: TimeLeft = new TimeLeft()
  private state: LiveState
  private phase: GenerationEvent['phase'] = 'train'
  /** Since when the generation under way is waited for; null while none is. */
  private waitingSince: number | null = null
  private scored: () => UnderWay['scored'] = () => null
  private timer: NodeJS.Timeout | null = null
  /** Shows a line that the user's code logs, above the live line. */
  readonly log: (line: string) => void

  /**
   * @param label the name of this run among others
   * @param clock milliseconds of a monotonic clock
   */
  constructor(
    config: Config,
    { stderr, environment }: Host,
    quiet: boolean,
    label?: string,
    clock: () => number = () => performance.now(),
  ) {
    this.stream = stderr
    this.clock = clock
    this.stops = stopsOf(config)
    this.label = label
    this.state = {
      ...{ label, generation: 0, generations: config.stop.generations, evaluations: 0 },
      ...{ best: Number.NaN, elapsedMs: 0 },
    }
    const { rest } = paintFor(stderr, environment)
    this.log = firstLines((line) => this.notice(rest(`│ ${line}`)))
    this.line = quiet ? null : new LiveLine(stderr, { clock, environment })
  }

  /**
   * The training begins. From now on a generation that takes long is shown before it is over.
   * @param scored how many individuals of the generation under way are scored; null if that is not known
   */
  begin(scored: () => UnderWay['scored']): void {
    if (this.line === null) return
    this.scored = scored
    this.resume()
    // In process it ticks between two individuals, or between two steps of a descent.
    this.timer = setInterval(() => this.tick(), tickMs).unref()
  }

  generation(event: GenerationEvent): void {
    if (this.line === null) return
    const { phase, unit, champion, validation } = event
    if (phase !== this.phase) this.left = new TimeLeft()
    this.phase = phase
    const { generations, evaluations, elapsedMs, done } = phaseState(event, this.stops)
    const label = phase === 'finetune' ? [this.label, 'fine-tuning'].filter(Boolean).join(', ') : this.label
    this.state = {
      label,
      unit,
      generation: generations,
      generations: this.stops[phase]?.generations,
      evaluations,
      best: champion ?? Number.NaN,
      validation: validation ?? undefined,
      elapsedMs,
      leftMs: this.left.update(elapsedMs, done ?? 0),
      fractionDone: done,
    }
    this.line.update(this.state)
    this.resume()
  }

  /** The training is held between two generations, until `resume`. */
  hold(): void {
    this.waitingSince = null
  }

  resume(): void {
    this.waitingSince = this.clock()
  }

  /** Shows the generation under way if it takes long. */
  tick(): void {
    if (this.waitingSince === null) return
    const waitedMs = this.clock() - this.waitingSince
    if (waitedMs < longMs) return
    const scored = this.scored()
    const { state } = this
    this.line?.wait(
      {
        ...state,
        evaluations: state.evaluations + (scored?.count ?? 0),
        elapsedMs: state.elapsedMs + waitedMs,
        leftMs: state.leftMs && Math.max(0, state.leftMs - waitedMs),
        underWay: { scored },
      },
      waitedMs,
    )
  }

  /** Shows a notice that is neither an error nor a warning. The line comes back with the next generation. */
  notice(text: string): void {
    if (this.line !== null) this.warning(text)
  }

  /** Shows a warning, also in quiet mode. */
  warning(text: string): void {
    this.line?.clear()
    this.stream.write(`${text}\n`)
  }

  /** Leaves the last state on the screen. */
  end(): void {
    if (this.timer !== null) clearInterval(this.timer)
    this.waitingSince = null
    this.line?.finish()
  }
}

/** The stop criteria of each phase of a config. */
export function stopsOf({ stop, finetune }: Config): PhaseStops {
  return { train: stop, finetune: finetune && { ...finetune, generations: finetune.epochs } }
}
