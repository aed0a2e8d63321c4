/**
 * One rule by which gradients move parameters, over plain state. The state holds numbers and typed arrays
 * alone, so that `structuredClone` copies it whole and training can go on from the copy, bit for bit.
 *
 * Arithmetic is in float64 on float32 arrays, each array rounded once where it is written, by + - × ÷ and
 * sqrt alone: the same bits on every engine. Powers of a decay rate are products kept in the state.
 */
export interface Optimiser<Options extends object, State extends object> {
  readonly name: string
  readonly defaults: Options
  /** The state before the first step, for `length` parameters. */
  init(length: number): State
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
