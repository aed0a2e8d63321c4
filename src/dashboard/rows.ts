import type { GenerationEvent } from '../run/events.ts'
import type { Point } from './messages.ts'

/** Numbers that a generation takes on its way to the dashboard's thread. */
const width = 13

/** What the dashboard keeps of a generation. */
export interface Row {
  readonly phase: 'train' | 'finetune'
  readonly failures: number
  readonly elapsedMs: number
  /** Of all workers together; null in process. */
  readonly busyMs: number | null
  /** How much of the phase is over, in [0, 1]; null where none can tell. */
  readonly done: number | null
  readonly point: Point
}

/**
 * Appends a generation to what is to be sent. NaN stands for null.
 * @param done how much of the phase is over
 * @param hasPopulation false for a gradient descent from the start
 */
export function pack(
  event: GenerationEvent,
  done: number | undefined,
  hasPopulation: boolean,
  rows: number[],
): void {
  const { phase, spread, timing } = event
  const population = hasPopulation && phase === 'train'
  const [one, other] = population && spread !== null ? spread : [Number.NaN, Number.NaN]
  rows.push(
    phase === 'train' ? 0 : 1,
    event.failures,
    timing.elapsedMs,
    timing.busyMs?.reduce((sum, busyMs) => sum + busyMs, 0) ?? Number.NaN,
    done ?? Number.NaN,
    event.evaluations,
    event.generation,
    event.champion ?? Number.NaN,
    event.median ?? Number.NaN,
    Math.min(one, other),
    Math.max(one, other),
    event.validation ?? Number.NaN,
    population ? event.diversity : Number.NaN,
  )
}

/** @param rows (rows, 13) what `pack` made */
export function unpack(rows: Float64Array): Row[] {
  return Array.from({ length: rows.length / width }, (_, index) => {
    const [phase, failures, elapsedMs, busyMs, done, evaluations, generation, ...figures] = rows.subarray(
      index * width,
      (index + 1) * width,
    ) as unknown as [number, number, number, number, number, number, number, ...number[]]
    const [best, median, low, high, validation, diversity] = figures.map(short)
    return {
      phase: phase === 0 ? 'train' : 'finetune',
      failures,
      elapsedMs,
      busyMs: Number.isNaN(busyMs) ? null : busyMs,
      done: Number.isNaN(done) ? null : done,
      point: [Math.round(evaluations), generation, best!, median!, low!, high!, validation!, diversity!],
    }
  })
}

/** Six digits are more than a screen shows. */
function short(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null
}
