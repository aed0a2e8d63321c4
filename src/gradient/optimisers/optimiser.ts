/** Gives (length) zeros for a state to keep. */
export type Allocate = (length: number) => Float32Array

export const zeros: Allocate = (length) => new Float32Array(length)

/**
 * One rule by which gradients move parameters, over plain state. The state holds numbers and at most two
 * vectors (P) alone, so that `structuredClone` copies it whole and training can go on from the copy, bit for bit;
 * vectors that lie in shared memory it shares instead, and they have to be copied by hand.
 *
 * Arithmetic is in float32 as in PyTorch, every operation rounded once, by + - × ÷ and sqrt alone: the same bits on
 * every engine, and of the compiled twin (kernels/wasm/optimisers.ts), but for which NaN a NaN is. Scalars that a step has one of
 * (rates, 1 - β, bias corrections) are found in float64 and rounded once; powers of a decay rate are products kept in
 * the state. Tiny numbers underflow gradually, none is flushed to zero. So a mean square loses gradients below 1e-20
 * or so, far below any sensible ε, and is Infinity from 1e21 on, which holds that parameter for good; an ε below 2⁻¹⁵⁰
 * rounds to 0, and then 0/0 is NaN.
 */
export interface Optimiser<Options extends object, State extends object> {
  readonly name: string
  readonly defaults: Options
  /**
   * The state before the first step, for `length` parameters.
   * @param allocate gives its vectors, in this order; default: new arrays
   */
  init(length: number, allocate?: Allocate): State
  /**
   * Moves `parameters` one step against `gradient`, in place, and the state with them.
   * @param parameters (P), P the length that `init` was given
   * @param gradient (P) left as it is; nothing in it is checked, so NaN and ±Infinity reach the parameters
   * @param learningRate ≥ 0
   */
  step(
    state: State,
    parameters: Float32Array,
    gradient: Float32Array,
    learningRate: number,
    options: Options,
  ): void
}
