import type { GenerationEvent } from '../../run/events.ts'
import type { ContestantPoint } from './figures.ts'

/** The champion's fitness over a training: a point for each change of the champion, and one for the latest generation. */
export class ContestantCurve {
  private readonly unit: number
  private readonly kept: ContestantPoint[] = []
  private last: ContestantPoint | null = null

  /** @param unit how many evaluations of the comparison one evaluation of the training counts as */
  constructor(unit: number) {
    this.unit = unit
  }

  add({ champion, timing, ...event }: GenerationEvent): void {
    const evaluations = event.evaluations * this.unit
    const point = { evaluations, seconds: timing.elapsedMs / 1000, fitness: champion ?? Number.NaN }
    const changed = !Object.is(point.fitness, this.last?.fitness)
    // Of a level stretch only the two ends are kept.
    if (changed && this.last !== null && this.kept.at(-1) !== this.last) this.kept.push(this.last)
    if (changed) this.kept.push(point)
    this.last = point
  }

  /** Ascending in evaluations; the last one is the latest generation. */
  get points(): ContestantPoint[] {
    return this.last === null || this.kept.at(-1) === this.last ? [...this.kept] : [...this.kept, this.last]
  }
}
