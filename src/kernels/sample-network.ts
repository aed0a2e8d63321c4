import { inputWidth, outputLayer, type Topology } from '../model/topology.ts'

/** An array that a network can write its outputs to. */
export type OutputArray = Float32Array | Float64Array | number[]

/**
 * One network that computes sample by sample, for code that asks a network a question at a time: a simulation, a game.
 * Its outputs have the bits of `Kernel.forward` in the same arithmetic.
 *
 * A recurrent network remembers from call to call what its recurrent layers put out. The samples of a call then are rows,
 * each an episode of its own: row k goes on from row k of the call before, and from 0 where there was none since the last
 * `reset`. A call with fewer rows leaves the others as they are. There may be any number of rows. A call that is refused
 * changes nothing.
 */
export interface SampleNetwork {
  /**
   * Takes over the parameters of a network, and resets it. Call it again whenever they have changed.
   * @param parametersAt the address of (P) float32 in the arena
   */
  bind(parametersAt: number): void
  /** Lets a recurrent network forget all rows: the next call is the first step of their episodes. */
  reset(): void
  /**
   * Computes the outputs for one sample, or for several in a row.
   * @param inputs (I) or (S, I), rounded to float32
   * @returns (O) or (S, O) in a buffer of this network: the next call overwrites it
   * @throws RangeError before the first `bind`, or if the length of the inputs is not a multiple of I
   */
  forward(inputs: ArrayLike<number>): Float32Array
  /**
   * The same into an array of the caller. The engine `wasm` then allocates nothing, whatever the number of samples.
   * @param outputs (O) or (S, O) out, or longer; for several samples not in the memory of `inputs`
   * @returns `outputs`
   * @throws RangeError also if the outputs do not fit
   */
  forward<T extends OutputArray>(inputs: ArrayLike<number>, outputs: T): T
}

/** The widths that the arrays of a sample network are checked against. */
export class SampleShape {
  /** I */
  readonly inputs: number
  /** O */
  readonly outputs: number

  constructor(topology: Topology) {
    this.inputs = inputWidth(topology)
    this.outputs = outputLayer(topology).outputs
  }

  /**
   * S, the number of samples in an array.
   * @throws RangeError if its length is not a multiple of I
   */
  samples(inputs: ArrayLike<number>): number {
    const samples = inputs.length / this.inputs
    if (!Number.isInteger(samples))
      throw new RangeError(`inputs: expected ${this.inputs} numbers a sample, found ${inputs.length} numbers`)
    return samples
  }

  /** @throws RangeError if the outputs of S samples do not fit in an array */
  checkOutputs(outputs: OutputArray, samples: number): void {
    const length = samples * this.outputs
    if (outputs.length < length)
      throw new RangeError(`outputs: expected room for ${length} numbers, found ${outputs.length}`)
  }
}

/** The refusal of a network that was never bound. */
export function unbound(): RangeError {
  return new RangeError('forward: expected a network with parameters, found one before its first bind')
}
