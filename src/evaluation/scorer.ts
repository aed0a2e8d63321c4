import type { optimisers } from '../gradient/optimisers/index.ts'
import type { Computation } from '../kernels/computation.ts'
import { engines } from '../kernels/index.ts'
import type { Kernel } from '../kernels/kernel.ts'
import type { Arena } from '../memory/arena.ts'
import type { Region } from '../memory/dataset.ts'
import type { LossName } from '../model/losses.ts'
import type { LearningOptions } from './learning.ts'

/** How genomes are scored: plain data, the same for every thread. */
export interface Scoring extends Computation {
  readonly loss: LossName
  /** Absent where individuals do not learn. */
  readonly learning?: LearningOptions | undefined
  /** The run's: what shuffles the samples that individuals learn from. */
  readonly seed: number
}

/** Scores genomes that lie in an arena: the one code path of coordinator and workers. */
export class Scorer {
  private readonly arena: Arena
  private readonly scoring: Scoring
  readonly kernel: Kernel

  /** @param slot the scratch area that this scorer alone writes to */
  constructor(arena: Arena, scoring: Scoring, slot: number) {
    this.arena = arena
    this.scoring = scoring
    this.kernel = engines[scoring.engine].kernel(arena, scoring.arithmetic, slot)
  }

  get loss(): LossName {
    return this.scoring.loss
  }

  /** The optimisers of the kernel's engine, for vectors of the arena. */
  optimisers(): typeof optimisers {
    return engines[this.scoring.engine].optimisers(this.arena)
  }

  /** Fitness of row `index` of the population. */
  score(index: number, region: Region): number {
    return this.scoreAt(this.arena.population.genomeAt(index), region)
  }

  /** Fitness of the genome that lies at an address. */
  scoreAt(parametersAt: number, region: Region): number {
    return this.kernel.loss(parametersAt, region, this.scoring.loss)
  }
}
