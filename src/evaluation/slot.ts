import type { Arena } from '../memory/arena.ts'
import type { Region } from '../memory/dataset.ts'
import { Learner } from './learner.ts'
import { Scorer, type Scoring } from './scorer.ts'

/** What is done with individuals, on the samples of a region. */
export type Work =
  | { readonly kind: 'score'; readonly region: Region }
  | {
      readonly kind: 'learn'
      readonly region: Region
      readonly generation: number
      /** The rows that learn; an individual is then a place in this list. */
      readonly rows: Uint32Array
    }

/** One slot of the arena at work: the one code path of coordinator and workers. */
export class Slot {
  readonly scorer: Scorer
  private readonly arena: Arena
  private readonly scoring: Scoring
  private readonly index: number
  private learner: Learner | null = null

  /** @param index the slot whose scratch and learner this alone writes to */
  constructor(arena: Arena, scoring: Scoring, index: number) {
    this.arena = arena
    this.scoring = scoring
    this.index = index
    this.scorer = new Scorer(arena, scoring, index)
  }

  do(work: Work, individual: number): void {
    if (work.kind === 'score') {
      this.arena.population.fitness[individual] = this.scorer.score(individual, work.region)
      return
    }
    this.learner ??= this.createLearner()
    this.learner.learn(work.rows[individual]!, individual, work.generation, work.region)
  }

  private createLearner(): Learner {
    const { learning, seed } = this.scoring
    if (learning === undefined) throw new RangeError('learn: nothing says how')
    return new Learner(this.arena, this.index, this.scorer, learning, seed)
  }
}
