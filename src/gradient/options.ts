import type { AdamOptions } from './optimisers/adam.ts'
import type { AdamWOptions } from './optimisers/adamw.ts'
import type { MomentumOptions } from './optimisers/momentum.ts'
import type { RmspropOptions } from './optimisers/rmsprop.ts'
import type { ScheduleOptions } from './schedules/index.ts'

type WithKind<Kind, Options> = { readonly kind: Kind } & Options

/** An optimiser and its own options. */
export type OptimiserOptions =
  | { readonly kind: 'sgd' }
  | WithKind<'momentum', MomentumOptions>
  | WithKind<'nesterov', MomentumOptions>
  | WithKind<'rmsprop', RmspropOptions>
  | WithKind<'adam', AdamOptions>
  | WithKind<'adamw', AdamWOptions>

export type OptimiserName = OptimiserOptions['kind']

/** How gradients are kept from growing too long: the norm, or the size of an entry, is at most `maximum` > 0. */
export type ClipOptions =
  | { readonly kind: 'none' }
  | { readonly kind: 'norm'; readonly maximum: number }
  | { readonly kind: 'value'; readonly maximum: number }

/** How parameters follow the gradient. */
export interface DescentOptions {
  readonly optimizer: OptimiserOptions
  /** η > 0, times the factor of the schedule. */
  readonly learningRate: number
  /** B ≥ 1: samples a step; from S on all samples in one. */
  readonly batchSize: number
  readonly schedule: ScheduleOptions
  readonly l1: number
  /** Coupled: it is part of the gradient; adamw has a `weightDecay` of its own instead. */
  readonly l2: number
  readonly clip: ClipOptions
}

/** The learning rates that the optimisers are commonly begun with. */
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
