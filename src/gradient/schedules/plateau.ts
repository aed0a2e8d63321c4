import type { Schedule } from './schedule.ts'

export interface PlateauOptions {
  readonly kind: 'plateau'
  /** A drop multiplies the learning rate by this, in (0, 1). */
  readonly factor: number
  /** Epochs in a row without improvement that are tolerated, ≥ 0; the next one drops the rate. */
  readonly patience: number
  /** The share of the best loss by which the loss must fall to count as better, in [0, 1). */
  readonly threshold: number
  /** Lower bound of the factor, in [0, 1]. */
  readonly minimum: number
}

export interface PlateauState {
  factor: number
  /** The best loss so far, null before the first finite one. */
  best: number | null
  /** Epochs in a row without a better loss; a drop resets the count. */
  stale: number
}

/** Drops the learning rate when the loss stops falling, like PyTorch's `ReduceLROnPlateau`. */
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
