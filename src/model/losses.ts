import type { ActivationName } from './activations.ts'

/**
 * A loss: the mean of its formula, for an output y and its target t, over samples (and over outputs, unless the
 * formula says otherwise). Lower is better.
 */
export interface LossTraits {
  /** Its number in the compiled kernel. */
  readonly code: number
  /** The output activations it fits; null fits every one. */
  readonly fits: readonly ActivationName[] | null
  /** Why it fits no others. */
  readonly reason: string
  /** Whether the kernel computes it from the last layer's values before their activation. */
  readonly fromLogits: boolean
  readonly formula: string
}

export type LossName =
  | 'mse'
  | 'mae'
  | 'euclidean'
  | 'cross-entropy'
  | 'binary-cross-entropy'
  | 'huber'
  | 'hinge'

export const losses: Readonly<Record<LossName, LossTraits>> = {
  mse: { code: 0, fits: null, reason: '', fromLogits: false, formula: '(y - t)²' },
  mae: { code: 1, fits: null, reason: '', fromLogits: false, formula: '|y - t|' },
  euclidean: { code: 2, fits: null, reason: '', fromLogits: false, formula: '√ Σ (y - t)², per sample' },
  'cross-entropy': {
    code: 3,
    fits: ['softmax'],
    reason: 'it treats the outputs as probabilities of exclusive classes',
    fromLogits: true,
    formula: '-Σ t ln y, per sample',
  },
  'binary-cross-entropy': {
    code: 4,
    fits: ['sigmoid'],
    reason: 'it treats each output as a probability',
    fromLogits: true,
    formula: '-t ln y - (1 - t) ln(1 - y)',
  },
  huber: {
    code: 5,
    fits: null,
    reason: '',
    fromLogits: false,
    formula: '|y - t| < 1 ? (y - t)²/2 : |y - t| - 1/2',
  },
  hinge: {
    code: 6,
    fits: ['linear', 'tanh', 'softsign'],
    reason: 'its targets are -1 and +1',
    fromLogits: false,
    formula: 'max(0, 1 - t y)',
  },
}
