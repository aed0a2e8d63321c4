import { bestOf } from '../../../math/direction.ts'
import { quantile } from '../../../math/quantile.ts'
import type { GroupFacts, GroupUpdate, MemberCurve, MemberProgress } from '../../group/messages.ts'

/** What the page knows of several trainings. */
export class Members {
  readonly facts: GroupFacts
  private readonly progress: Map<number, MemberProgress> = new Map()
  private readonly lines: Map<number, MemberCurve> = new Map()

  constructor(facts: GroupFacts) {
    this.facts = facts
  }

  take({ progress, curves }: GroupUpdate): void {
    for (const one of progress) this.progress.set(one.training, one)
    for (const curve of curves) this.lines.set(curve.training, curve)
  }

  /** Null for a training that has not begun. */
  progressOf(training: number): MemberProgress | null {
    return this.progress.get(training) ?? null
  }

  get curves(): readonly MemberCurve[] {
    return [...this.lines.values()]
  }

  /** How many have come to an end, well or not. */
  get ended(): number {
    return this.all.filter(({ state }) => state === 'ended' || state === 'failed').length
  }

  get training(): number {
    return this.all.filter(({ state }) => state === 'training').length
  }

  get failed(): number {
    return this.all.filter(({ state }) => state === 'failed').length
  }

  /** The share of all trainings that is over, in [0, 1]. */
  get done(): number {
    return this.all.reduce((sum, { done }) => sum + (done ?? 0), 0) / this.facts.trainings.length
  }

  get evaluations(): number {
    return this.all.reduce((sum, { evaluations }) => sum + evaluations, 0)
  }

  /** The best champion; null before there is one. */
  get best(): MemberProgress | null {
    const known = this.all.filter(({ best }) => best !== null)
    const best = bestOf(
      known.map(({ best }) => best!),
      this.facts.direction,
    )
    return known.find((one) => one.best === best) ?? null
  }

  /** The median of the champions, of a contestant or of all; null before there is one. */
  median(contestant?: number): number | null {
    const { trainings } = this.facts
    const values = this.all
      .filter(({ training }) => contestant === undefined || trainings[training]?.contestant === contestant)
      .flatMap(({ best }) => best ?? [])
    return values.length === 0 ? null : quantile(values, 0.5)
  }

  private get all(): readonly MemberProgress[] {
    return [...this.progress.values()]
  }
}
