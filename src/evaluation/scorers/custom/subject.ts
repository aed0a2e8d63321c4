import type { SampleNetwork } from '../../../kernels/sample-network.ts'
import type { Topology } from '../../../model/topology.ts'
import type { Genome } from '../../../random/genome.ts'
import type { FitnessNetwork, FitnessOutputs } from '../../../tasks/custom/fitness.ts'

/** An individual as the user's code sees it. */
export interface Subject {
  /** What is passed to `evaluate`. */
  readonly value: FitnessNetwork | Float64Array
  /** Whether the code changed the genes that it was given. */
  changed(): boolean
  /** Ends its use: code that goes on after its evaluation would disturb those that follow. */
  end(): void
}

/** The network of an individual, asked on the kernel of one slot. */
export class NetworkSubject implements Subject, FitnessNetwork {
  readonly topology: Topology
  private readonly network: SampleNetwork
  private readonly genome: Float32Array
  private bound = false
  private ended = false
  private copy: Float32Array | null = null

  /** @param genome (P) a view of the arena */
  constructor(topology: Topology, network: SampleNetwork, genome: Float32Array) {
    this.topology = topology
    this.network = network
    this.genome = genome
  }

  get value(): FitnessNetwork {
    return this
  }

  /** A copy, made only for code that asks for it: the view would let it change the population. */
  get parameters(): Float32Array {
    this.copy ??= this.genome.slice()
    return this.copy
  }

  forward(inputs: ArrayLike<number>): Float32Array
  forward<Outputs extends FitnessOutputs>(inputs: ArrayLike<number>, outputs: Outputs): Outputs
  forward(inputs: ArrayLike<number>, outputs?: FitnessOutputs): FitnessOutputs {
    if (!this.bound) this.bind()
    return outputs === undefined ? this.network.forward(inputs) : this.network.forward(inputs, outputs)
  }

  reset(): void {
    if (this.bound) this.network.reset()
  }

  changed(): boolean {
    return this.copy !== null && differ(this.copy, this.genome)
  }

  end(): void {
    this.bound = false
    this.ended = true
  }

  private bind(): void {
    if (this.ended)
      throw new RangeError('forward: expected a network whose evaluation goes on, found one whose has ended')
    this.network.bind(this.genome.byteOffset)
    this.bound = true
  }
}

/** A vector of numbers. */
export class VectorSubject implements Subject {
  readonly value: Float64Array
  private readonly genome: Genome

  /**
   * @param genome (P) a view of the arena
   * @param value (P) gets a copy of it
   */
  constructor(genome: Genome, value: Float64Array) {
    this.genome = genome
    this.value = value
    value.set(genome)
  }

  changed(): boolean {
    return differ(this.value, this.genome)
  }

  end(): void {}
}

/** Whether a gene is another number. Two NaN are the same; comparing with === first is faster than Object.is. */
function differ(one: Genome, other: Genome): boolean {
  for (let p = 0; p < other.length; p++) if (one[p] !== other[p] && !Object.is(one[p], other[p])) return true
  return false
}
