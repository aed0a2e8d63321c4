import { Descent } from '../../gradient/descent.ts'
import type { Arena } from '../../memory/arena.ts'
import { purpose } from '../../random/purpose.ts'
import type { Direction } from '../../tasks/task.ts'
import { costOf } from '../costs.ts'
import type { SupervisedScorer } from '../scorers/supervised.ts'
import type { SampleObjective } from './objective.ts'
import type { LearningOptions } from './options.ts'

/** What a learner has to know of the run. */
export interface LearnerSetup {
  readonly learning: LearningOptions
  readonly direction: Direction
  readonly seed: number
}

/** Lets individuals learn, with the learner of the scorer's slot. */
export class Learner {
  private readonly memory: Arena
  private readonly scorer: SupervisedScorer
  private readonly setup: LearnerSetup
  private readonly objective: SampleObjective

  /** @param scorer one that may write to the slot's scratch */
  constructor(memory: Arena, scorer: SupervisedScorer, setup: LearnerSetup) {
    this.memory = memory
    this.scorer = scorer
    this.setup = setup
    this.objective = scorer.objective()
  }

  /**
   * Lets row `row` learn. If that made it better, its fitness is the new one, and what it became lies in place `place`
   * of the learned; its genome stays as it is. The same bits, whoever does it and whenever.
   */
  learn(row: number, place: number, generation: number): void {
    const { objective, scorer } = this
    const { population } = this.memory
    const { learning, direction, seed } = this.setup
    objective.parameters.set(population.genome(row))
    const id = { seed, purpose: purpose.learning, generation, individual: row + 1 }
    const descent = new Descent(objective, learning.descent, id, Number.POSITIVE_INFINITY)
    for (let step = 0; step < learning.steps; step++) if (!Number.isFinite(descent.step())) return
    const learned = scorer.lossAt(objective.parametersAt)
    if (!(costOf(learned, direction) < costOf(population.fitness[row]!, direction))) return
    // In this order: whoever finds a new fitness finds what earned it.
    population.learned(place).set(objective.parameters)
    population.fitness[row] = learned
  }
}
