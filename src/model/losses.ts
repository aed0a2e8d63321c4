import type { ActivationName } from './activations.ts'

/**
 * The losses by name: the mean over samples (and over outputs, unless the formula says otherwise) of what
 * the formula gives for an output y and its target t. Lower is better for all.
 */
export interface LossTraits {
  /** What the compiled kernel calls it. */
  readonly code: number
  /** The output activations it fits; null fits every one. */
  readonly fits: readonly ActivationName[] | null
  /** Why it fits no other. */
  readonly reason: string
  /** True if the kernel computes it from what the last layer yields before its activation. */
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
  euclidean: { code: 2, fits: null, reason: '', fromLogits: false, formula: '√ Σ (y - t)², a sample' },
  'cross-entropy': {
    code: 3,
    fits: ['softmax'],
    reason: 'it takes the outputs for the probabilities of classes that exclude each other',
    fromLogits: true,
    formula: '-Σ t ln y, a sample',
  },
  'binary-cross-entropy': {
    code: 4,
    fits: ['sigmoid'],
    reason: 'it takes each output for a probability',
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
