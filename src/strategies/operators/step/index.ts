import { type ConstantOptions, constant } from './constant.ts'
import { type DecayOptions, decay } from './decay.ts'
import { type OneFifthOptions, oneFifth } from './one-fifth.ts'
import { type SelfAdaptiveOptions, selfAdaptive } from './self-adaptive.ts'
import type { Step } from './step.ts'

export type StepOptions = ConstantOptions | DecayOptions | OneFifthOptions | SelfAdaptiveOptions

export type StepKind = StepOptions['kind']

/** Every rule for the step size, by name. */
export const steps: { readonly [Kind in StepKind]: Step<Extract<StepOptions, { kind: Kind }>> } = {
  constant,
  decay,
  'one-fifth': oneFifth,
  'self-adaptive': selfAdaptive,
}

/** The rule that `options` name. */
export function stepRule(options: StepOptions): Step<StepOptions> {
  return steps[options.kind] as Step<StepOptions>
}
