import { createKernel } from '../../kernels/arithmetic.ts'
import type { Arithmetic, Kernel } from '../../kernels/kernel.ts'
import type { Arena } from '../../memory/arena.ts'
import type { Region } from '../../memory/plan.ts'
import type { LossName } from '../../model/losses.ts'
import type { Genome } from '../../random/genome.ts'
import type { Score, Scorer } from '../scorer.ts'

/** The loss of a network over samples. */
export interface SupervisedScorerSpec {
  readonly kind: 'supervised'
  readonly loss: LossName
  /** What a generation is scored on: the whole training part, or a batch that is drawn for it. */
  readonly part: 'train' | 'batch'
}

/** Scores networks that lie in the memory, on samples that lie there too. */
export class SupervisedScorer implements Scorer {
  readonly kernel: Kernel
  private readonly spec: SupervisedScorerSpec
  private readonly region: Region

  /** @param slot the scratch area that this scorer alone writes to */
  constructor(memory: Arena, spec: SupervisedScorerSpec, arithmetic: Arithmetic, slot: number) {
    this.kernel = createKernel(arithmetic, memory, slot)
    this.spec = spec
    this.region = memory.plan.regions[spec.part]
  }

  get loss(): LossName {
    return this.spec.loss
  }

  score(genome: Genome): Score {
    return { fitness: this.lossAt(genome.byteOffset, this.region), violation: 0 }
  }

  /** The loss of the network whose parameters lie at an address, over the samples that a generation is scored on. */
  lossAt(parametersAt: number, region: Region = this.region): number {
    return this.kernel.loss(parametersAt, region, this.spec.loss)
  }
}
