/** The optimisers in compiled code, on vectors in one memory. Same bits, except for NaN payloads. */
import { type AdamScalars, type AdamState, nextScalars } from '../../gradient/optimisers/adam.ts'
import { optimisers } from '../../gradient/optimisers/index.ts'

type StepFunction = (...numbers: readonly number[]) => void

/** One step of each: byte addresses of vectors, their length, then scalars (the call rounds them). */
export type CompiledSteps = Readonly<
  Record<'sgd' | 'momentum' | 'nesterov' | 'rmsprop' | 'adam', StepFunction>
>

/**
 * The registry of optimisers for vectors in a shared memory: parameters, gradient, and the vectors for `init`.
 * A `step` throws RangeError if a vector is in other memory or differs in length from the parameters.
 */
export function compiledOptimisers(memory: WebAssembly.Memory, compiled: CompiledSteps): typeof optimisers {
  /** The addresses of vectors (P) in the order given, then P. */
  const place = (vectors: {
    readonly parameters: Float32Array
    readonly [name: string]: Float32Array
  }): number[] => {
    const { length } = vectors.parameters
    const addresses = Object.entries(vectors).map(([name, vector]) => {
      if (vector.buffer !== memory.buffer)
        throw new RangeError(`${name}: expected a view on the memory of the optimisers, found one on another`)
      if (vector.length !== length)
        throw new RangeError(`${name}: expected ${length} numbers, found ${vector.length}`)
      return vector.byteOffset
    })
    return [...addresses, length]
  }

  const velocityStep =
    (name: 'momentum' | 'nesterov'): typeof optimisers.momentum.step =>
    ({ velocity }, parameters, gradient, learningRate, options) =>
      compiled[name](...place({ parameters, gradient, velocity }), learningRate, options.momentum)

  const adamStep = (
    { first, second }: AdamState,
    parameters: Float32Array,
    gradient: Float32Array,
    { rate, beta1, fresh1, beta2, fresh2, correction, epsilon }: AdamScalars,
    decay: number,
  ): void => {
    const places = place({ parameters, gradient, first, second })
    compiled.adam(...places, rate, beta1, fresh1, beta2, fresh2, correction, epsilon, decay)
  }

  return {
    sgd: {
      ...optimisers.sgd,
      step(_state, parameters, gradient, learningRate) {
        compiled.sgd(...place({ parameters, gradient }), learningRate)
      },
    },
    momentum: { ...optimisers.momentum, step: velocityStep('momentum') },
    nesterov: { ...optimisers.nesterov, step: velocityStep('nesterov') },
    rmsprop: {
      ...optimisers.rmsprop,
      step({ square }, parameters, gradient, learningRate, { decay, epsilon }) {
        const places = place({ parameters, gradient, square })
        compiled.rmsprop(...places, learningRate, decay, 1 - decay, epsilon)
      },
    },
    adam: {
      ...optimisers.adam,
      step(state, parameters, gradient, learningRate, options) {
        adamStep(state, parameters, gradient, nextScalars(state, learningRate, options), 0)
      },
    },
    adamw: {
      ...optimisers.adamw,
      step(state, parameters, gradient, learningRate, options) {
        const scalars = nextScalars(state, learningRate, options)
        adamStep(state, parameters, gradient, scalars, learningRate * options.weightDecay)
      },
    },
  }
}
