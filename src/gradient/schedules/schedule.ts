/**
 * How the learning rate changes in the course of training: as a factor on the one that was asked for.
 * Time is in epochs and may stand within one (epoch 2.5: half the batches of the third are done). Like an
 * optimiser's, the state is plain, so that training can go on from a `structuredClone` of it.
 */
export interface Schedule<Options extends object, State extends object> {
  readonly defaults: Options
  init(options: Options): State
  /**
   * The factor, ≥ 0; the same on every engine.
   * @param epoch in [0, epochs]
   * @param epochs how many the whole training has
   */
  factor(state: State, epoch: number, epochs: number, options: Options): number
  /**
   * Takes the loss at the end of an epoch.
   * @param epoch how many are done, ≥ 1
   * @param loss lower is better; NaN is worse than any number
   */
  tell(state: State, epoch: number, loss: number, options: Options): void
}

/** The state of a schedule that looks at the time alone. */
export type NoState = Record<string, never>

/** A schedule that looks at the time alone. */
export function timed<Options extends object>(
  defaults: Options,
  factor: (epoch: number, epochs: number, options: Options) => number,
): Schedule<Options, NoState> {
  return {
    defaults,
    init: () => ({}),
    factor: (_state, epoch, epochs, options) => factor(epoch, epochs, options),
    tell() {},
  }
}
