import { parameterCount } from '../model/topology.ts'
import { type Addresses, wholeLines } from './addresses.ts'
import type { NetworkPlan } from './descriptor.ts'
import { planSampleNetwork, type SampleNetworkPlan } from './sample-networks.ts'

/** The most inputs that a compiled gradient packs at a time: PANEL of kernels/native/core/accumulate.h. */
const panel = 64

/** Genes per window: three windows fit in the L1 cache. */
const windowGenes = 1024

/** The addresses of one thread's scratch, in bytes. */
export interface SlotPlan {
  /** (2, widest layer, T) float32 */
  readonly scratchAt: number
  /** (4) float64: partial sums over samples, from one call of a kernel to the next. */
  readonly sumsAt: number
  /** (3, 1024) float32: room for pieces of vectors outside the arena. */
  readonly windowsAt: number
  /** Null without gradients. */
  readonly gradient: GradientPlan | null
  /** One a place: as many networks compute sample by sample side by side. */
  readonly sampleNetworks: readonly SampleNetworkPlan[]
}

interface GradientPlan {
  /** The backward pass's data of a tile: a panel (T, 64), then for each layer z and y (2, O, T), float32. */
  readonly traceAt: number
  /** (P) float32 */
  readonly gradientAt: number
  /** Each (P) float32: the learning parameters, and two vectors of an optimiser's state. */
  readonly learnerAt: readonly [parameters: number, first: number, second: number]
}

/** The scratch of every thread, with the coordinator's last. Plain data. */
export interface WorkspacePlan {
  /** P */
  readonly length: number
  /** Bytes of one of the two buffers of a scratch. */
  readonly scratchHalf: number
  readonly slots: readonly SlotPlan[]
}

/** The sizes that a workspace is planned from. */
export interface WorkspaceSize {
  readonly slots: number
  /** Make room for `Kernel.gradient` and a learner in every slot. */
  readonly gradient: boolean
  /** The number of networks that compute sample by sample in every slot. */
  readonly sampleNetworks: number
}

export function planWorkspace(
  { slots, gradient, sampleNetworks }: WorkspaceSize,
  { topology, tile }: NetworkPlan,
  addresses: Addresses,
): WorkspacePlan {
  const length = parameterCount(topology)
  const widths = topology.layers.map(({ outputs }) => outputs)
  const units = widths.reduce((sum, width) => sum + width, 0)
  const scratchHalf = wholeLines(Math.max(...widths) * tile * 4)
  const vector = (): number => addresses.take(length * 4)
  const planGradient = (): GradientPlan => ({
    traceAt: addresses.take((panel + 2 * units) * tile * 4),
    gradientAt: vector(),
    learnerAt: [vector(), vector(), vector()],
  })
  return {
    length,
    scratchHalf,
    slots: Array.from({ length: slots }, () => ({
      scratchAt: addresses.take(2 * scratchHalf),
      sumsAt: addresses.take(4 * 8),
      windowsAt: addresses.take(3 * windowGenes * 4),
      gradient: gradient ? planGradient() : null,
      sampleNetworks: Array.from({ length: sampleNetworks }, () => planSampleNetwork(topology, addresses)),
    })),
  }
}

/** The scratch of all threads. No two threads may use the same slot at once. */
export class WorkspaceArea {
  /** Bytes of one of the two buffers of a slot's scratch. */
  readonly scratchHalf: number
  private readonly plan: WorkspacePlan
  private readonly buffer: ArrayBufferLike

  constructor(plan: WorkspacePlan, buffer: ArrayBufferLike) {
    this.scratchHalf = plan.scratchHalf
    this.plan = plan
    this.buffer = buffer
  }

  /** The address of a slot's two adjacent scratch buffers. */
  scratchAt(slot: number): number {
    return this.slotPlan(slot).scratchAt
  }

  /** The address of a slot's four partial sums, float64. */
  sumsAt(slot: number): number {
    return this.slotPlan(slot).sumsAt
  }

  /** A slot's three windows, (1024) each: room for pieces of vectors outside the arena. */
  windows(slot: number): readonly [Float32Array, Float32Array, Float32Array] {
    const { windowsAt } = this.slotPlan(slot)
    const window = (index: number): Float32Array =>
      new Float32Array(this.buffer, windowsAt + index * windowGenes * 4, windowGenes)
    return [window(0), window(1), window(2)]
  }

  /** The address of a slot's forward pass data, for the backward pass. */
  traceAt(slot: number): number {
    return this.gradientPlan(slot).traceAt
  }

  /** The address of a slot's gradient, (P) float32. */
  gradientAt(slot: number): number {
    return this.gradientPlan(slot).gradientAt
  }

  /**
   * (P) one of the three vectors of a slot's learner: 0 its parameters, 1 and 2 the state of an optimiser.
   * @throws RangeError for any other vector
   */
  learner(slot: number, vector: number): Float32Array {
    const at = this.gradientPlan(slot).learnerAt[vector]
    if (at === undefined) throw new RangeError(`learner: expected vector 0, 1 or 2, found ${vector}`)
    return new Float32Array(this.buffer, at, this.plan.length)
  }

  /** The addresses of the network that computes sample by sample at a place of a slot. */
  sampleNetwork(slot: number, place: number): SampleNetworkPlan {
    const { sampleNetworks } = this.slotPlan(slot)
    if (sampleNetworks.length === 0)
      throw new RangeError('sampleNetwork: expected an arena planned with room for it, found one without')
    const found = sampleNetworks[place]
    if (found === undefined)
      throw new RangeError(`place: expected one below ${sampleNetworks.length}, found ${place}`)
    return found
  }

  private slotPlan(slot: number): SlotPlan {
    const found = this.plan.slots[slot]
    if (found === undefined)
      throw new RangeError(`slot: expected one below ${this.plan.slots.length}, found ${slot}`)
    return found
  }

  private gradientPlan(slot: number): GradientPlan {
    const { gradient } = this.slotPlan(slot)
    if (gradient === null)
      throw new RangeError('gradient: expected an arena planned with room for it, found one without')
    return gradient
  }
}
