import type { Computation } from '../../kernels/computation.ts'
import type { Engine } from '../../kernels/engine.ts'
import { engines } from '../../kernels/index.ts'
import type { Kernel } from '../../kernels/kernel.ts'
import type { Arena } from '../../memory/arena.ts'
import type { Region } from '../../memory/dataset.ts'
import type { LossName } from '../../model/losses.ts'
import type { Genome } from '../../random/genome.ts'
import { SampleObjective } from '../learning/objective.ts'
import type { Score, Scorer } from '../scorer.ts'

/** The loss of a network over samples. */
export interface SupervisedScorerSpec {
  readonly kind: 'supervised'
  readonly loss: LossName
  /** The samples that score a generation: the whole training part, or a batch drawn for the generation. */
  readonly part: 'train' | 'batch'
}

/** Scores networks in memory on samples in memory. */
export class SupervisedScorer implements Scorer {
  readonly together = 1
  readonly noisy = false
  readonly kernel: Kernel
  private readonly spec: SupervisedScorerSpec
  private readonly region: Region
  private readonly memory: Arena
  private readonly engine: Engine
  private readonly slot: number

  /** @param slot the scratch area that only this scorer writes to */
  constructor(memory: Arena, spec: SupervisedScorerSpec, { engine, arithmetic }: Computation, slot: number) {
    this.kernel = engines[engine].kernel(memory, arithmetic, slot)
    this.memory = memory
    this.slot = slot
    this.engine = engines[engine]
    this.spec = spec
    this.region = memory.dataset.regions[spec.part]
  }

  /** The loss over the training part for a descent, with the learner of this slot. */
  objective(): SampleObjective {
    const { memory, slot, kernel, spec, engine } = this
    return new SampleObjective(memory, slot, kernel, spec.loss, engine.optimisers(memory))
  }

  async ready(): Promise<void> {}

  score(genome: Genome): Score {
    return { fitness: this.lossAt(genome.byteOffset, this.region), violation: 0 }
  }

  /** The loss of the network with parameters at an address, over the samples that score a generation. */
  lossAt(parametersAt: number, region: Region = this.region): number {
    return this.kernel.loss(parametersAt, region, this.spec.loss)
  }
}
