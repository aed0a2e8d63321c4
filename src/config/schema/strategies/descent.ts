import type { Issue } from '../../../errors.ts'
import { commonLearningRate, type OptimiserName, type OptimiserOptions } from '../../../gradient/options.ts'
import type { ScheduleOptions } from '../../../gradient/schedules/index.ts'
import { found, unless } from '../../unless.ts'
import type { Shape } from '../field.ts'
import { learningRateSchema, optimiserShapes, type TrainingOptions, trainingShape } from '../gradient.ts'
import type { StrategyEntry, StrategySurroundings } from './entry.ts'

/** Gradient descent from random weights: the baseline. */
export type DescentConfig = OptimiserOptions & TrainingOptions

type DescentEntries = {
  readonly [Kind in OptimiserName]: StrategyEntry<Extract<DescentConfig, { readonly kind: Kind }>>
}

/** One entry for each optimiser. */
export const descentEntries: DescentEntries = Object.fromEntries(
  (Object.keys(optimiserShapes) as OptimiserName[]).map((kind) => [kind, entryOf(kind)]),
) as unknown as DescentEntries

function entryOf(kind: OptimiserName): StrategyEntry<DescentConfig> {
  const shape = {
    ...optimiserShapes[kind],
    learningRate: learningRateSchema().default(commonLearningRate[kind]),
    ...trainingShape,
  }
  return { family: 'gradient', shape: shape as unknown as Shape<Omit<DescentConfig, 'kind'>>, check }
}

function check(strategy: DescentConfig, { stop, task, memetic }: StrategySurroundings): readonly Issue[] {
  return found(
    checkDecay('strategy', strategy.kind, strategy),
    unless(
      !needsEnd(strategy.schedule) || (stop.generations ?? stop.evaluations) !== undefined,
      'stop.generations',
      'a number of epochs or evaluations, since the schedule runs from the first to the last',
      undefined,
    ),
    unless(
      task.batch === undefined,
      'task.batch',
      `nothing with the strategy ${strategy.kind}, which uses batchSize instead`,
      task.batch,
    ),
    unless(
      memetic === undefined,
      'memetic',
      `nothing with the strategy ${strategy.kind}, which has no individuals`,
      memetic,
    ),
  )
}

/** Checks that weight decay is given only once. */
export function checkDecay(
  field: string,
  optimizer: OptimiserName,
  { l2 }: Pick<TrainingOptions, 'l2'>,
): Issue | undefined {
  const expected = '0 with adamw, which has weightDecay instead'
  return unless(optimizer !== 'adamw' || l2 === 0, `${field}.l2`, expected, l2)
}

/** Whether a schedule needs to know the length of the training. */
function needsEnd(schedule: ScheduleOptions): boolean {
  const { kind } = schedule
  return kind === 'warm-up' ? needsEnd(schedule.next) : kind === 'cosine' && schedule.period === null
}
