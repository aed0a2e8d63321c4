import type { Step } from './step.ts'

export interface ConstantOptions {
  readonly kind: 'constant'
}

export const constant: Step<ConstantOptions> = {
  defaults: { kind: 'constant' },
  shared: (sigma) => sigma,
  own: null,
}
