import type { Schedule } from './schedule.ts'

export interface PlateauOptions {
  readonly kind: 'plateau'
  /** What a drop multiplies the learning rate with, in (0, 1). */
  readonly factor: number
  /** How many epochs in a row may bring nothing, ≥ 0; the next one drops the rate. */
  readonly patience: number
  /** The share of the best loss by which a better one must be lower, in [0, 1). */
  readonly threshold: number
  /** The factor never falls below, in [0, 1]. */
  readonly minimum: number
}

export interface PlateauState {
  factor: number
  /** The best loss so far, null before the first finite one. */
  best: number | null
  /** Epochs in a row without a better loss, since the last drop at most. */
  stale: number
}

/** The learning rate drops when the loss has stopped falling, as PyTorch's `ReduceLROnPlateau` does. */
export const plateau: Schedule<PlateauOptions, PlateauState> = {
  defaults: { kind: 'plateau', factor: 0.1, patience: 10, threshold: 1e-4, minimum: 0 },
  init: () => ({ factor: 1, best: null, stale: 0 }),
  factor: (state) => state.factor,
  tell(state, _epoch, loss, { factor, patience, threshold, minimum }) {
    if (isBetter(loss, state.best, threshold)) {
      state.best = loss
      state.stale = 0
      return
    }
    state.stale++
    if (state.stale <= patience) return
    state.factor = Math.max(state.factor * factor, minimum)
    state.stale = 0
  },
}

function isBetter(loss: number, best: number | null, threshold: number): boolean {
  return Number.isFinite(loss) && (best === null || loss < best - threshold * Math.abs(best))
}
