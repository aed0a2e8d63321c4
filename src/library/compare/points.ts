import type { GenerationEvent } from '../../run/events.ts'
import type { ContestantPoint } from './figures.ts'

/** Keeps of a training's curve what tells its course: where the champion changed, and where the run stands. */
export class Points {
  private readonly unit: number
  private readonly kept: ContestantPoint[] = []
  private last: ContestantPoint | null = null

  /** @param unit what an evaluation of the training counts */
  constructor(unit: number) {
    this.unit = unit
  }

  add({ champion, timing, ...event }: GenerationEvent): void {
    const evaluations = event.evaluations * this.unit
    const point = { evaluations, seconds: timing.elapsedMs / 1000, fitness: champion ?? Number.NaN }
    const changed = !Object.is(point.fitness, this.last?.fitness)
    // A level stretch is kept by its ends.
    if (changed && this.last !== null && this.kept.at(-1) !== this.last) this.kept.push(this.last)
    if (changed) this.kept.push(point)
    this.last = point
  }

  /** Ascending; the last stands at the run's end. */
  get all(): ContestantPoint[] {
    return this.last === null || this.kept.at(-1) === this.last ? [...this.kept] : [...this.kept, this.last]
  }
}
