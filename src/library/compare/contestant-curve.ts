import type { GenerationEvent } from '../../run/events.ts'
import type { ContestantPoint } from './figures.ts'

/** With more points, every other one is left out: a gap then is at most about 1/4096 of the training. */
const mostPoints = 16_384

/**
 * The champion's fitness over a training, in bounded memory: a point for each change of the champion, and one for the
 * latest generation.
 */
export class ContestantCurve {
  private readonly unit: number
  private kept: ContestantPoint[] = []
  /** Of so many changes of the champion one is kept. */
  private stride = 1
  private changes = 0
  private last: ContestantPoint | null = null

  /** @param unit how many evaluations of the comparison one evaluation of the training counts as */
  constructor(unit: number) {
    this.unit = unit
  }

  add({ champion, timing, ...event }: GenerationEvent): void {
    const evaluations = event.evaluations * this.unit
    const point = { evaluations, seconds: timing.elapsedMs / 1000, fitness: champion ?? Number.NaN }
    const changed = !Object.is(point.fitness, this.last?.fitness)
    if (changed && this.changes++ % this.stride === 0) this.keep(point)
    this.last = point
  }

  /** Of a level stretch only the two ends are kept. */
  private keep(point: ContestantPoint): void {
    if (this.last !== null && this.kept.at(-1) !== this.last) this.kept.push(this.last)
    this.kept.push(point)
    if (this.kept.length <= mostPoints) return
    this.kept = this.kept.filter((_, index) => index % 2 === 0)
    this.stride *= 2
  }

  /** Ascending in evaluations; the last one is the latest generation. */
  get points(): ContestantPoint[] {
    return this.last === null || this.kept.at(-1) === this.last ? [...this.kept] : [...this.kept, this.last]
  }
}
