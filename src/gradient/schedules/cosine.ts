import { cos } from '../../math/elementary.ts'
import { type NoState, type Schedule, timed } from './schedule.ts'

export interface CosineOptions {
  readonly kind: 'cosine'
  /** The factor at the end of a period, in [0, 1]. */
  readonly minimum: number
  /** Epochs of the first period, > 0; then the learning rate restarts. null: the whole training is one period. */
  readonly period: number | null
  /** The length of each period relative to the previous one, ≥ 1. */
  readonly growth: number
}

/**
 * Cosine annealing, with warm restarts if a period is set
 * (Loshchilov & Hutter 2017, https://arxiv.org/abs/1608.03983, eq. 5).
 */
export const cosine: Schedule<CosineOptions, NoState> = timed<CosineOptions>(
  { kind: 'cosine', minimum: 0, period: null, growth: 1 },
  (epoch, epochs, { minimum, period, growth }) => {
    const share = period === null ? shareOfAll(epoch, epochs) : shareOfPeriod(epoch, period, growth)
    return minimum + 0.5 * (1 - minimum) * (1 + cos(Math.fround(Math.PI * share)))
  },
)

/** The share of the training that is over, in [0, 1]; 0 for a training of 0 epochs. */
function shareOfAll(epoch: number, epochs: number): number {
  return epochs > 0 ? Math.min(epoch / epochs, 1) : 0
}

/** Periods that are counted one by one. With a growth next to 1, later ones are taken as equal: nobody sees a difference. */
const manyPeriods = 2 ** 20

/** The share of the current period that is over, in [0, 1). */
function shareOfPeriod(epoch: number, first: number, growth: number): number {
  let [since, period] = [epoch, first]
  // Many equal periods at once. The remainder of a division is exact; a few differences are kept for their rounding.
  if (growth === 1 && epoch / first > manyPeriods) since = epoch % first
  for (let counted = 0; since >= period && counted < manyPeriods; counted++) {
    since -= period
    period *= growth
  }
  return (since < period ? since : since % period) / period
}
