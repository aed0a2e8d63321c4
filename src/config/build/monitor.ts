import { InputError } from '../../errors.ts'
import type { Monitor } from '../../run/champion-choice.ts'
import { supervisedOf } from '../../tasks/capabilities.ts'
import type { Task } from '../../tasks/task.ts'
import type { MonitorChoice } from '../schema/monitor.ts'

/**
 * The part that decides who is the champion of a phase.
 * @param phase the key of its options in the config
 * @throws InputError for a task without a validation part, if the config asks for one
 */
export function monitorOf(phase: 'strategy' | 'finetune', choice: MonitorChoice, task: Task): Monitor {
  const field = `${phase}.monitor`
  if (choice === 'train') return 'train'
  if (choice === 'auto') return (task.supervised?.data.validation.count ?? 0) > 0 ? 'validation' : 'train'
  const { data, validationField } = supervisedOf(task, field, 'leave it out')
  if (data.validation.count > 0) return choice
  throw new InputError({
    field,
    expected: 'train, since there is no validation part',
    found: choice,
    hint: `set ${validationField} to have one`,
  })
}
