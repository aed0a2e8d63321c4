import type { Issue } from '../../errors.ts'
import type { OptimiserName } from '../../gradient/options.ts'
import type { ScheduleOptions } from '../../gradient/schedules/index.ts'
import type { TrainingOptions } from '../schema/gradient.ts'
import { isGradient } from '../schema/strategy.ts'
import type { Config } from '../schema.ts'
import { unless } from './unless.ts'

/** Whether what descends a gradient goes together with the rest. */
export function checkGradient(config: Omit<Config, 'name'>): Issue | undefined {
  const { strategy, finetune, memetic, task, stop } = config
  return (
    (finetune && checkDecay('finetune', finetune.optimizer.kind, finetune)) ??
    (isGradient(strategy)
      ? (checkDecay('strategy', strategy.kind, strategy) ??
        unless(
          !needsEnd(strategy.schedule) || (stop.generations ?? stop.evaluations) !== undefined,
          'stop.generations',
          'a number of epochs or evaluations, since the schedule runs from the first to the last',
          undefined,
        ) ??
        unless(
          task.batch === undefined,
          'task.batch',
          `nothing with the strategy ${strategy.kind}, which has a batchSize of its own`,
          task.batch,
        ) ??
        unless(
          memetic === undefined,
          'memetic',
          `nothing with the strategy ${strategy.kind}, which has no individuals`,
          memetic,
        ))
      : undefined)
  )
}

function checkDecay(field: string, optimizer: OptimiserName, { l2 }: TrainingOptions): Issue | undefined {
  const expected = '0 with adamw, whose weightDecay it is'
  return unless(optimizer !== 'adamw' || l2 === 0, `${field}.l2`, expected, l2)
}

/** Whether a schedule has to know how long the training is. */
function needsEnd(schedule: ScheduleOptions): boolean {
  const { kind } = schedule
  return kind === 'warm-up' ? needsEnd(schedule.next) : kind === 'cosine' && schedule.period === null
}
