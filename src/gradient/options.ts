import type { AdamOptions } from './optimisers/adam.ts'
import type { AdamWOptions } from './optimisers/adamw.ts'
import type { MomentumOptions } from './optimisers/momentum.ts'
import type { RmspropOptions } from './optimisers/rmsprop.ts'
import type { ScheduleOptions } from './schedules/index.ts'

type WithKind<Kind, Options> = { readonly kind: Kind } & Options

/** The kind of an optimiser and its options. */
export type OptimiserOptions =
  | { readonly kind: 'sgd' }
  | WithKind<'momentum', MomentumOptions>
  | WithKind<'nesterov', MomentumOptions>
  | WithKind<'rmsprop', RmspropOptions>
  | WithKind<'adam', AdamOptions>
  | WithKind<'adamw', AdamWOptions>

export type OptimiserName = OptimiserOptions['kind']

/** How gradients are clipped: the norm, or the absolute value of each entry, is at most `maximum` > 0. */
export type ClipOptions =
  | { readonly kind: 'none' }
  | { readonly kind: 'norm'; readonly maximum: number }
  | { readonly kind: 'value'; readonly maximum: number }

/** The options of gradient descent. */
export interface DescentOptions {
  readonly optimizer: OptimiserOptions
  /** η > 0; the schedule's factor multiplies it. */
  readonly learningRate: number
  /** B ≥ 1: samples per step; with B ≥ S a step uses all samples. */
  readonly batchSize: number
  readonly schedule: ScheduleOptions
  readonly l1: number
  /** Coupled: the penalty is part of the gradient. adamw has its own `weightDecay` instead. */
  readonly l2: number
  readonly clip: ClipOptions
}

/** Common initial learning rates of the optimisers. */
export const commonLearningRate: Readonly<Record<OptimiserName, number>> = {
  sgd: 0.01,
  momentum: 0.01,
  nesterov: 0.01,
  rmsprop: 0.001,
  adam: 0.001,
  adamw: 0.001,
}

export const descentDefaults: Omit<DescentOptions, 'optimizer' | 'learningRate'> = {
  batchSize: 32,
  schedule: { kind: 'constant' },
  l1: 0,
  l2: 0,
  clip: { kind: 'none' },
}
