import { Descent } from '../../gradient/descent.ts'
import { costOf, type Direction } from '../../math/direction.ts'
import type { Arena } from '../../memory/arena.ts'
import { purpose } from '../../random/purpose.ts'
import type { SupervisedScorer } from '../scorers/supervised.ts'
import type { SampleObjective } from './objective.ts'
import type { LearningOptions } from './options.ts'

/** The parts of a run that a learner needs. */
export interface LearnerSetup {
  readonly learning: LearningOptions
  readonly direction: Direction
  readonly seed: number
}

/** Lets individuals learn, with the learner memory of the scorer's slot. */
export class Learner {
  private readonly memory: Arena
  private readonly scorer: SupervisedScorer
  private readonly setup: LearnerSetup
  private readonly objective: SampleObjective

  /** @param scorer a scorer that may write to the slot's scratch */
  constructor(memory: Arena, scorer: SupervisedScorer, setup: LearnerSetup) {
    this.memory = memory
    this.scorer = scorer
    this.setup = setup
    this.objective = scorer.objective()
  }

  /**
   * Lets row `row` learn. If the loss improves, this writes the new fitness, and writes the learned parameters to place
   * `place` of the learned. The genome stays unchanged. The bits are the same on any thread and at any time.
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
    // The parameters come first: when another thread reads the new fitness, they are already there.
    population.learned(place).set(objective.parameters)
    population.fitness[row] = learned
  }
}
