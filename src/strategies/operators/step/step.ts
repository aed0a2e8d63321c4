import type { RandomStream } from '../../../random/stream.ts'

/** How the step size of mutation changes in the course of a run. */
export interface Step<Options> {
  readonly defaults: Options
  /**
   * The step size that the next generation shares.
   * @param sigma the present one
   * @param success in [0, 1]: the share of the children that are better than their first parent
   * @param own (M) the step sizes of the next breeders
   */
  shared(sigma: number, success: number, own: Float64Array, options: Options): number
  /**
   * A child's own step size; null where all have the one that the generation shares.
   * @param inherited its parent's; the geometric mean of the two where they were crossed
   * @param length how many genes a mutation changes on average
   */
  readonly own: ((inherited: number, length: number, options: Options, stream: RandomStream) => number) | null
}

export function clamp(sigma: number, minimum: number, maximum: number): number {
  return Math.min(Math.max(sigma, minimum), maximum)
}
