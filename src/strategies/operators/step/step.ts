import type { RandomStream } from '../../../random/stream.ts'

/** How the step size of mutation changes during a run. */
export interface Step<Options> {
  readonly defaults: Options
  /**
   * The step size that the next generation shares.
   * @param sigma the current step size
   * @param success in [0, 1]: the share of the children that are better than their first parent
   * @param own (M) the step sizes of the next parents
   */
  shared(sigma: number, success: number, own: Float64Array, options: Options): number
  /**
   * A child's own step size; null if the generation shares one.
   * @param inherited the parent's step size; after crossover the geometric mean of both parents
   * @param length how many genes a mutation changes on average
   */
  readonly own: ((inherited: number, length: number, options: Options, stream: RandomStream) => number) | null
}

export function clamp(sigma: number, minimum: number, maximum: number): number {
  return Math.min(Math.max(sigma, minimum), maximum)
}
