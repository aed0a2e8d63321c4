import { join } from 'node:path'
import type { GenerationEvent } from '../run/events.ts'
import { metricsIn } from '../run/folder/read-metrics.ts'
import { metricsName } from '../run/folder/run-folder.ts'
import type { Observer } from './run-state.ts'

/** The champion's fitness at some time of a training. */
export interface TrainingPoint {
  readonly evaluations: number
  readonly seconds: number
  /** NaN while there is no champion. */
  readonly fitness: number
}

/** With more points, every other one is left out: a gap then is at most about 1/4096 of the training. */
const mostPoints = 16_384

/** Plain data: each point as evaluations, seconds and fitness. */
interface CurveState {
  /** (K, 3) */
  readonly kept: Float64Array
  readonly stride: number
  readonly changes: number
  /** (3), or (0) while there is none; whether it is the last of `kept` too. */
  readonly last: Float64Array
  readonly lastIsKept: boolean
}

/**
 * The champion's fitness over a training, in bounded memory: a point for each change of the champion, and one for the
 * latest generation.
 */
export class TrainingCurve implements Observer {
  private kept: TrainingPoint[] = []
  /** Of so many changes of the champion one is kept. */
  private stride = 1
  private changes = 0
  private last: TrainingPoint | null = null

  add({ champion, timing, evaluations }: Pick<GenerationEvent, 'champion' | 'timing' | 'evaluations'>): void {
    const point = { evaluations, seconds: timing.elapsedMs / 1000, fitness: champion ?? Number.NaN }
    const changed = !Object.is(point.fitness, this.last?.fitness)
    if (changed && this.changes++ % this.stride === 0) this.keep(point)
    this.last = point
  }

  /** Ascending in evaluations; the last one is the latest generation. */
  get points(): TrainingPoint[] {
    return this.last === null || this.kept.at(-1) === this.last ? [...this.kept] : [...this.kept, this.last]
  }

  snapshot(): CurveState {
    const { kept, stride, changes, last } = this
    const lastIsKept = last !== null && kept.at(-1) === last
    return { kept: flat(kept), stride, changes, last: flat(last === null ? [] : [last]), lastIsKept }
  }

  restore(snapshot: object): void {
    const { kept, stride, changes, last, lastIsKept } = snapshot as CurveState
    this.kept = pointsIn(kept)
    this.stride = stride
    this.changes = changes
    this.last = (lastIsKept ? this.kept.at(-1) : pointsIn(last)[0]) ?? null
  }

  /** Of a level stretch only the two ends are kept. */
  private keep(point: TrainingPoint): void {
    if (this.last !== null && this.kept.at(-1) !== this.last) this.kept.push(this.last)
    this.kept.push(point)
    if (this.kept.length <= mostPoints) return
    this.kept = this.kept.filter((_, index) => index % 2 === 0)
    this.stride *= 2
  }
}

/**
 * The generations that the metrics of a run have, up to one of them; a long run has not all of them there.
 * @throws InputError for a line that is no generation
 */
export function* recordedEvents(folder: string, most: number): Generator<GenerationEvent> {
  for (const line of metricsIn(join(folder, metricsName))) if (line.generation <= most) yield line
}

function flat(points: readonly TrainingPoint[]): Float64Array {
  return Float64Array.from(
    points.flatMap(({ evaluations, seconds, fitness }) => [evaluations, seconds, fitness]),
  )
}

function pointsIn(numbers: Float64Array): TrainingPoint[] {
  return Array.from({ length: numbers.length / 3 }, (_, k) => {
    const [evaluations, seconds, fitness] = numbers.subarray(3 * k, 3 * k + 3)
    return { evaluations: evaluations!, seconds: seconds!, fitness: fitness! }
  })
}
