import type { GenerationEvent, Timing } from '../events.ts'
import { joinedFleet } from './joined-fleet.ts'

/**
 * A line of `metrics.jsonl`: a generation, and what happened in those without a line since the line before. The figures
 * are the generation's own, and so are elapsedMs and phaseMs; the other times are those of all generations since the
 * line before. Folders from before lines were left out lack the three keys.
 */
export interface MetricsLine extends GenerationEvent {
  /** The generation that the champion is of; null while there is none. */
  readonly championGeneration?: number | null
  /** Failures of all generations since the line before, this one included. */
  readonly failuresSince?: number
  /** Of all events since the line before, this one included: see `EventDigest`. */
  readonly digest?: string
}

/** The failures of all generations since the line before; of its own generation where no line was left out. */
export function failuresSince({ failuresSince, failures }: MetricsLine): number {
  return failuresSince ?? failures
}

/** The later of two timings, with the work of both. */
export function joinedTimes(before: Timing, after: Timing): Timing {
  const sum = {
    askMs: before.askMs + after.askMs,
    evaluateMs: before.evaluateMs + after.evaluateMs,
    tellMs: before.tellMs + after.tellMs,
    elapsedMs: after.elapsedMs,
    phaseMs: after.phaseMs,
    ...fleetOf(before, after),
  }
  const [one, other] = [before.busyMs, after.busyMs]
  if (one === undefined && other === undefined) return sum
  const workers = Math.max(one?.length ?? 0, other?.length ?? 0)
  const busyMs = Array.from({ length: workers }, (_, slot) => (one?.[slot] ?? 0) + (other?.[slot] ?? 0))
  return { ...sum, busyMs }
}

function fleetOf({ fleet: before }: Timing, { fleet: after }: Timing): Pick<Timing, 'fleet'> {
  if (before !== undefined && after !== undefined) return { fleet: joinedFleet(before, after) }
  const fleet = before ?? after
  return fleet === undefined ? {} : { fleet }
}
