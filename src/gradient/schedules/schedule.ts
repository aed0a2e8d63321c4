/**
 * How the learning rate changes during training, as a factor on the configured rate.
 * Time is in epochs and may be fractional (epoch 2.5: half of the third epoch's batches are done). Like an
 * optimiser's state, its state is plain, so that training can continue from a `structuredClone` of it.
 */
export interface Schedule<Options extends object, State extends object> {
  readonly defaults: Options
  init(options: Options): State
  /**
   * The factor, ≥ 0, with the same bits on every JavaScript engine.
   * @param epoch in [0, epochs]
   * @param epochs number of epochs of the whole training
   */
  factor(state: State, epoch: number, epochs: number, options: Options): number
  /**
   * Updates the state with the loss at the end of an epoch.
   * @param epoch number of epochs done, ≥ 1
   * @param loss lower is better; NaN is worse than any number
   */
  tell(state: State, epoch: number, loss: number, options: Options): void
}

/** The state of a schedule that depends only on time. */
export type NoState = Record<string, never>

/** A schedule that depends only on time. */
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
