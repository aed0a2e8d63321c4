/** Allocates (length) zeros for an optimiser's state. */
export type Allocate = (length: number) => Float32Array

export const zeros: Allocate = (length) => new Float32Array(length)

/**
 * A rule that moves parameters by gradients, over plain state. The state holds only numbers and at most two
 * vectors (P), so that `structuredClone` copies it and training continues from the copy, bit for bit. Exception:
 * `structuredClone` shares vectors in shared memory instead of copying them. Copy those explicitly.
 *
 * Arithmetic is float32 as in PyTorch. It uses only + - × ÷ and sqrt, each rounded once: the same bits on every
 * JavaScript engine and in the compiled version (kernels/wasm/optimisers.ts), except for NaN payloads. Scalars of a
 * step (rates, 1 - β, bias corrections) are computed in float64 and rounded once; powers of a decay rate are products
 * in the state. Tiny numbers underflow gradually and are not flushed to zero. A mean square loses gradients below about
 * 1e-20, far below any sensible ε. From 1e21 on it is Infinity, and that parameter never moves again. An ε below 2⁻¹⁵⁰
 * rounds to 0, and then 0/0 gives NaN.
 */
export interface Optimiser<Options extends object, State extends object> {
  readonly name: string
  readonly defaults: Options
  /**
   * Creates the state before the first step, for `length` parameters.
   * @param allocate called once per vector of the state, in the order of the state's fields; default: new arrays
   */
  init(length: number, allocate?: Allocate): State
  /**
   * Moves `parameters` one step against `gradient` and updates the state, both in place.
   * @param parameters (P) with the length P that `init` got
   * @param gradient (P) unchanged and unchecked: NaN and ±Infinity reach the parameters
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
