/**
 * What the program must know about an activation function. The kernels compute its values and derivatives in float32.
 */
export interface ActivationTraits {
  /** Its number in the compiled kernel. */
  readonly code: number
  /** The initialiser that keeps the variance of the signal constant through the layer. */
  readonly initialiser: 'xavier' | 'he' | 'lecun'
  /** Whether only the last layer may have it. */
  readonly outputOnly: boolean
  /** Its values lie in this interval, which may be a little wide. */
  readonly range: Range
  readonly formula: string
}

type Range = readonly [low: number, high: number]

export type ActivationName =
  | 'linear'
  | 'sigmoid'
  | 'relu'
  | 'leaky-relu'
  | 'tanh'
  | 'softsign'
  | 'elu'
  | 'gelu'
  | 'silu'
  | 'softplus'
  | 'sine'
  | 'gaussian'
  | 'softmax'

const any: Range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
const unit: Range = [0, 1]
const signed: Range = [-1, 1]

function from(lowest: number): Range {
  return [lowest, Number.POSITIVE_INFINITY]
}

export const activations: Readonly<Record<ActivationName, ActivationTraits>> = {
  linear: { code: 0, initialiser: 'xavier', outputOnly: false, range: any, formula: 'x' },
  sigmoid: { code: 1, initialiser: 'xavier', outputOnly: false, range: unit, formula: '1 / (1 + e^-x)' },
  relu: { code: 2, initialiser: 'he', outputOnly: false, range: from(0), formula: 'max(0, x)' },
  'leaky-relu': { code: 3, initialiser: 'he', outputOnly: false, range: any, formula: 'x > 0 ? x : slope x' },
  tanh: { code: 4, initialiser: 'xavier', outputOnly: false, range: signed, formula: 'tanh x' },
  softsign: { code: 5, initialiser: 'xavier', outputOnly: false, range: signed, formula: 'x / (1 + |x|)' },
  elu: { code: 6, initialiser: 'he', outputOnly: false, range: from(-1), formula: 'x > 0 ? x : e^x - 1' },
  gelu: {
    code: 7,
    initialiser: 'he',
    outputOnly: false,
    range: from(-0.171),
    formula: 'x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))',
  },
  silu: { code: 8, initialiser: 'he', outputOnly: false, range: from(-0.279), formula: 'x / (1 + e^-x)' },
  softplus: { code: 9, initialiser: 'he', outputOnly: false, range: from(0), formula: 'ln(1 + e^x)' },
  sine: { code: 10, initialiser: 'lecun', outputOnly: false, range: signed, formula: 'sin x' },
  gaussian: { code: 11, initialiser: 'lecun', outputOnly: false, range: unit, formula: 'e^(-x²)' },
  softmax: { code: 12, initialiser: 'xavier', outputOnly: true, range: unit, formula: 'e^xᵢ / Σ e^xⱼ' },
}

/** An activation with its parameter. */
export interface Activation {
  readonly kind: ActivationName
  /** The slope of leaky-relu left of zero; 0 for every other kind. */
  readonly slope: number
}
