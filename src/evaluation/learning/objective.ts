import type { Objective } from '../../gradient/objective.ts'
import type { Kernel } from '../../kernels/kernel.ts'
import type { Arena } from '../../memory/arena.ts'
import type { Region } from '../../memory/dataset.ts'
import type { LossName } from '../../model/losses.ts'

/** The loss over the training part as the objective of a descent, with the learner of one slot of the arena. */
export class SampleObjective implements Objective {
  readonly samples: number
  readonly parameters: Float32Array
  readonly gradient: Float32Array
  readonly optimisers: Objective['optimisers']
  /** The address of the parameters in the arena. */
  readonly parametersAt: number
  private readonly arena: Arena
  private readonly slot: number
  private readonly kernel: Kernel
  private readonly loss: LossName
  private readonly train: Region

  /**
   * @param kernel a kernel that may write to the slot's scratch
   * @param optimisers the optimisers of the same engine
   */
  constructor(
    arena: Arena,
    slot: number,
    kernel: Kernel,
    loss: LossName,
    optimisers: Objective['optimisers'],
  ) {
    this.arena = arena
    this.slot = slot
    this.kernel = kernel
    this.loss = loss
    this.train = arena.dataset.regions.train
    this.samples = this.train.count
    this.parameters = arena.workspace.learner(slot, 0)
    this.parametersAt = this.parameters.byteOffset
    this.gradient = arena.floats(arena.workspace.gradientAt(slot), arena.population.length)
    this.optimisers = optimisers
  }

  allocator(): () => Float32Array {
    let taken = 0
    return () => this.arena.workspace.learner(this.slot, ++taken).fill(0)
  }

  differentiate(indices: Uint32Array | null): number {
    return this.kernel.gradient(
      this.parametersAt,
      this.regionOf(indices),
      this.loss,
      this.gradient.byteOffset,
    )
  }

  private regionOf(indices: Uint32Array | null): Region {
    if (indices === null) return this.train
    const region = { ...this.arena.dataset.minibatch(this.slot), count: indices.length }
    const own = this.arena.dataset.minibatchIndices(this.slot)
    own.set(indices)
    this.kernel.gather(this.arena.dataset.sampleRows, own, region)
    return region
  }
}
