import type { GenerationEvent, Timing } from '../events.ts'
import { type DigestState, EventDigest } from './event-digest.ts'
import { isKept, type KeptEvery } from './kept-generations.ts'
import { joinedTimes, type MetricsLine } from './metrics-line.ts'

/** What is known of the generations since the last line: plain data. */
export interface MetricsLinesState {
  /** The latest generation, if it has no line yet. */
  readonly waiting: Waiting | null
  readonly failures: number
  /** The times of these generations; null if there are none. */
  readonly times: Timing | null
  readonly digest: DigestState
}

interface Waiting {
  readonly event: GenerationEvent
  readonly championGeneration: number | null
}

/**
 * Turns generations into the lines of `metrics.jsonl`: which of them get one depends on their number in their phase
 * alone, and the last one of a phase gets one too.
 */
export class MetricsLines {
  private readonly every: KeptEvery
  private readonly digest: EventDigest = new EventDigest()
  private waiting: Waiting | null = null
  private failures = 0
  private times: Timing | null = null

  constructor(every: KeptEvery) {
    this.every = every
  }

  /**
   * @param championGeneration the generation that the champion is of
   * @returns the lines that are to be written now, in their order
   */
  take(event: GenerationEvent, championGeneration: number | null): readonly MetricsLine[] {
    const before = this.waiting?.event.phase === event.phase ? [] : this.end()
    this.failures += event.failures
    this.times = this.times === null ? event.timing : joinedTimes(this.times, event.timing)
    this.digest.add(event)
    this.waiting = { event, championGeneration }
    const number = event.generation - event.phaseStart.generation
    return isKept(number, this.every) ? [...before, ...this.end()] : before
  }

  /** The line of the last generation, if it has none yet. */
  end(): readonly MetricsLine[] {
    const { waiting, failures, times } = this
    if (waiting === null || times === null) return []
    const { event, championGeneration } = waiting
    this.waiting = null
    this.failures = 0
    this.times = null
    const digest = this.digest.take()
    const since = { timing: times, championGeneration, failuresSince: failures, digest }
    // Several times faster than a literal with keys after those of the event.
    return [Object.assign({}, event, since)]
  }

  snapshot(): MetricsLinesState {
    const { waiting, failures, times, digest } = this
    return { ...structuredClone({ waiting, failures, times }), digest: digest.snapshot() }
  }

  restore({ digest, ...state }: MetricsLinesState): void {
    const { waiting, failures, times } = structuredClone(state)
    this.waiting = waiting
    this.failures = failures
    this.times = times
    this.digest.restore(digest)
  }
}
