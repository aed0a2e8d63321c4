import { Descent } from '../gradient/descent.ts'
import type { Arena } from '../memory/arena.ts'
import type { Region } from '../memory/dataset.ts'
import { purpose } from '../random/purpose.ts'
import type { LearningOptions } from './learning.ts'
import { DataObjective } from './objective.ts'
import type { Scorer } from './scorer.ts'

/** Lets individuals learn, with the learner of one slot. */
export class Learner {
  private readonly arena: Arena
  private readonly scorer: Scorer
  private readonly options: LearningOptions
  private readonly seed: number
  private readonly objective: DataObjective

  constructor(arena: Arena, slot: number, scorer: Scorer, options: LearningOptions, seed: number) {
    this.arena = arena
    this.scorer = scorer
    this.options = options
    this.seed = seed
    this.objective = new DataObjective(arena, slot, scorer.kernel, scorer.loss, scorer.optimisers())
  }

  /**
   * Lets row `row` learn. If that made it better, its fitness is the new one, and what it became lies in place `place`
   * of the learned; its genome stays as it is. The same bits, whoever does it and whenever.
   */
  learn(row: number, place: number, generation: number, region: Region): void {
    const { objective, options } = this
    const { population } = this.arena
    objective.parameters.set(population.genome(row))
    const id = { seed: this.seed, purpose: purpose.learning, generation, individual: row + 1 }
    const descent = new Descent(objective, options.descent, id, Number.POSITIVE_INFINITY)
    for (let step = 0; step < options.steps; step++) if (!Number.isFinite(descent.step())) return
    const learned = this.scorer.scoreAt(objective.parametersAt, region)
    if (!(learned < population.fitness[row]!)) return
    // In this order: whoever finds a new fitness finds what earned it.
    population.learned(place).set(objective.parameters)
    population.fitness[row] = learned
  }
}
