import type { GenerationEvent } from '../../run/events.ts'

/** When workers and coordinator were busy, as shares of the time. */
export interface Shifts {
  /** Milliseconds since the start of the run. */
  readonly toMs: number
  /** (W + 1) one for each worker, then one for the coordinator; `busy` has a share in [0, 1] for each span of time. */
  readonly lanes: readonly { readonly name: string; readonly busy: Float64Array; readonly share: number }[]
}

/**
 * Spreads the busy times from one event to the next over equal spans of time. Undefined if no worker was measured.
 * @param spans number of spans
 */
export function shifts(events: readonly GenerationEvent[], spans: number): Shifts | undefined {
  const workers = events.reduce((most, { timing }) => Math.max(most, timing.busyMs?.length ?? 0), 0)
  const toMs = events.at(-1)?.timing.elapsedMs ?? 0
  if (workers === 0 || !(toMs > 0)) return undefined
  const lanes = Array.from({ length: workers + 1 }, () => new Float64Array(spans))
  let before = 0
  for (const { timing } of events) {
    const { askMs, evaluateMs, tellMs, busyMs, elapsedMs } = timing
    const took = elapsedMs - before
    if (took > 0) {
      const coordinator = askMs + tellMs + (busyMs === undefined ? evaluateMs : 0)
      lanes.forEach((lane, index) => {
        const worked = index === workers ? coordinator : (busyMs?.[index] ?? 0)
        spread(lane, worked / took, (before / toMs) * spans, (elapsedMs / toMs) * spans)
      })
    }
    before = elapsedMs
  }
  return {
    toMs,
    lanes: lanes.map((lane, index) => {
      const busy = lane.map((share) => Math.min(1, share))
      const share = busy.reduce((sum, value) => sum + value, 0) / spans
      return { name: index === workers ? 'coordinator' : `worker ${index + 1}`, busy, share }
    }),
  }
}

/** Adds a share to all spans between two places, partly to those at the ends. */
function spread(lane: Float64Array, share: number, from: number, to: number): void {
  for (let span = Math.max(0, Math.floor(from)); span < to && span < lane.length; span++) {
    lane[span]! += share * (Math.min(to, span + 1) - Math.max(from, span))
  }
}
