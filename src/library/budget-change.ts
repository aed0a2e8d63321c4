import { isDeepStrictEqual } from 'node:util'
import type { TrainingOptions } from '../config/schema/gradient.ts'
import { isOf, useOfBudget } from '../config/schema/strategy.ts'
import type { Config } from '../config/schema.ts'
import { InputError, quote } from '../errors.ts'
import type { Json } from '../plain-data.ts'
import { configName } from './run-config.ts'
import type { RunState } from './run-state.ts'

/** The keys from which a descent knows how many epochs it has. */
const lengths: readonly ('generations' | 'evaluations')[] = ['generations', 'evaluations']

/**
 * Checks that a run may have another budget than at its start.
 * @param before the config at its start
 * @throws InputError for a phase that has ended, and for a schedule that depends on the budget
 */
export function checkBudget(before: Json, config: Config, { trainer }: RunState, folder: string): void {
  const old = before as Partial<Pick<Config, 'stop' | 'finetune'>>
  const refuse = (field: string, now: unknown, was: unknown, why: string): InputError =>
    new InputError({
      file: `${folder}/${configName}`,
      field,
      expected:
        was === undefined
          ? `no value, as at the start of the run, ${why}`
          : `${quote(was)}, as at the start of the run, ${why}`,
      found: quote(now),
    })
  // Data in memory is large, and no part of a budget.
  const { stop, finetune, strategy } = JSON.parse(
    JSON.stringify({ stop: config.stop, finetune: config.finetune, strategy: config.strategy }),
  ) as Config
  for (const key of Object.keys({ ...old.stop, ...stop }) as (keyof Config['stop'])[]) {
    const [was, now] = [old.stop?.[key], stop[key]]
    if (isDeepStrictEqual(was, now)) continue
    if (trainer.phase > 0)
      throw refuse(`stop.${key}`, now, was, 'since the strategy has ended and fine-tuning goes on')
    const done = key === 'generations' || key === 'evaluations' ? trainer.progress[key] : 0
    if (typeof now === 'number' && now < done) {
      const expected = `at least ${done}, as many as are done`
      throw new InputError({
        file: `${folder}/${configName}`,
        field: `stop.${key}`,
        expected,
        found: String(now),
      })
    }
    const scheduled = isOf('gradient', strategy) && dependsOnLength(strategy)
    if (scheduled && lengths.some((length) => length === key))
      throw refuse(`stop.${key}`, now, was, 'since the schedule of the learning rate depends on it')
    const use = useOfBudget(strategy)
    if (key === 'evaluations' && use !== undefined) throw refuse(`stop.${key}`, now, was, use)
  }
  const tuned = trainer.phase > 0 ? trainer.progress.generations - trainer.start.generations : 0
  if (finetune !== undefined && finetune.epochs < tuned) {
    const expected = `at least ${tuned}, as many as are done`
    const place = { file: `${folder}/${configName}`, field: 'finetune.epochs' }
    throw new InputError({ ...place, expected, found: String(finetune.epochs) })
  }
  if (finetune === undefined || old.finetune?.epochs === finetune.epochs || !dependsOnLength(finetune)) return
  const why = 'since the schedule of the learning rate depends on it'
  throw refuse('finetune.epochs', finetune.epochs, old.finetune?.epochs, why)
}

/** Whether the learning rate depends on how long the training is. */
function dependsOnLength({ schedule }: Pick<TrainingOptions, 'schedule'>): boolean {
  const { next = schedule } = schedule as { readonly next?: TrainingOptions['schedule'] }
  return next.kind === 'cosine' && next.period === null
}
