import type { z } from 'zod'
import { optimisers } from '../../gradient/optimisers/index.ts'
import {
  type ClipOptions,
  type DescentOptions,
  descentDefaults,
  type OptimiserName,
  type OptimiserOptions,
} from '../../gradient/options.ts'
import { type ScheduleOptions, schedules } from '../../gradient/schedules/index.ts'
import { type PlainScheduleOptions, plainSchedules } from '../../gradient/schedules/plain.ts'
import { integer, kinds, number, type Shape, type Shapes } from './field.ts'
import { type MonitorChoice, monitorSchema } from './monitor.ts'
import { type Defaults, defaultsOf, registered, shapesOf } from './registry.ts'

/** The options of a gradient descent phase, without its optimiser. */
export interface TrainingOptions extends Omit<DescentOptions, 'optimizer'> {
  /** The part that decides which weights are the best; `auto`: the validation part if there is one. */
  readonly monitor: MonitorChoice
}

const LARGEST = 1e6
const LARGEST_BATCH = 1e9
const kept = (of: string): z.ZodType<number> =>
  number({ min: 0, below: 1 }).describe(`share of ${of} that a step keeps`)

const withKind = Object.entries(optimisers).map(([kind, { defaults }]) => [kind, { kind, ...defaults }])
const optimiserDefaults = Object.fromEntries(withKind) as Defaults<OptimiserOptions>
const optimiserFields: Parameters<typeof shapesOf<OptimiserOptions>>[1] = {
  momentum: kept('the velocity'),
  decay: kept('the mean square'),
  beta1: kept('the first moment'),
  beta2: kept('the second moment'),
  // Large enough that float32 does not round it to 0.
  epsilon: number({ min: 1e-38, max: 1 }).describe('added to the root by which the step is divided'),
  weightDecay: number({ min: 0, max: LARGEST }).describe(
    'decoupled: each step shrinks every parameter by the learning rate times this',
  ),
}

/** The keys of each optimiser. */
export const optimiserShapes: Shapes<OptimiserOptions, 'kind'> = shapesOf<OptimiserOptions>(
  optimiserDefaults,
  optimiserFields,
)

export function optimizerSchema(fallback: OptimiserName): z.ZodType<OptimiserOptions> {
  return kinds<OptimiserOptions>(optimiserShapes, fallback)
}

const factor = number({ above: 0, max: 1 }).describe('factor on the learning rate')
/** Shorter times would be far below a single step, and a schedule counts how many of them are over. */
const SHORTEST = 1e-3
const epochs = (meaning: string): z.ZodType<number> =>
  number({ min: SHORTEST, max: LARGEST }).describe(meaning)

const plainFields: Parameters<typeof shapesOf<PlainScheduleOptions>>[1] = {
  every: epochs('step: epochs between two drops'),
  factor,
  minimum: number({ min: 0, max: 1 }).describe('the factor on the learning rate never falls below'),
  period: number({ min: SHORTEST, max: LARGEST })
    .nullable()
    .describe('epochs of the first period, after which it restarts; null: one period for the whole training'),
  growth: number({ min: 1, max: LARGEST }).describe(
    'each period is this many times as long as the one before',
  ),
  patience: integer({ min: 0, max: LARGEST }).describe(
    'consecutive epochs without improvement that are allowed',
  ),
  threshold: number({ min: 0, below: 1 }).describe(
    'share of the best loss by which a loss must be lower to count as better',
  ),
}

const scheduleSchema: z.ZodType<ScheduleOptions> = registered<ScheduleOptions>(
  defaultsOf<ScheduleOptions>(schedules),
  {
    ...plainFields,
    epochs: epochs('epochs of the warm-up'),
    start: number({ min: 0, max: 1 }).describe('the factor at the start of the warm-up'),
    next: registered<PlainScheduleOptions>(
      defaultsOf<PlainScheduleOptions>(plainSchedules),
      plainFields,
      'constant',
    ).describe('the schedule after the warm-up'),
  },
  'constant',
)

const clipSchema: z.ZodType<ClipOptions> = registered<ClipOptions>(
  { none: { kind: 'none' }, norm: { kind: 'norm', maximum: 1 }, value: { kind: 'value', maximum: 1 } },
  {
    maximum: number({ above: 0, max: LARGEST }).describe(
      'norm: the largest norm; value: the largest absolute value of an entry',
    ),
  },
  'none',
)

export const batchSizeSchema: z.ZodType<number> = integer({ min: 1, max: LARGEST_BATCH })
  .default(descentDefaults.batchSize)
  .describe('samples per gradient step; all in one step if the training part is smaller')

export function learningRateSchema(): z.ZodType<number> {
  return number({ above: 0, max: LARGEST }).describe('learning rate of the gradient steps')
}

const { l1, l2, schedule, clip } = descentDefaults

/** The keys of a gradient descent phase, without the learning rate. */
export const trainingShape: Shape<Omit<TrainingOptions, 'learningRate'>> = {
  batchSize: batchSizeSchema,
  schedule: scheduleSchema.prefault(schedule).describe('how the learning rate changes during training'),
  l1: number({ min: 0, max: LARGEST }).default(l1).describe('penalty: l1 times the sum of |weight|'),
  l2: number({ min: 0, max: LARGEST }).default(l2).describe('penalty: l2/2 times the sum of weight²'),
  clip: clipSchema.prefault(clip).describe('how gradients that are too long are cut'),
  monitor: monitorSchema('auto'),
}
