import type { Issue } from '../errors.ts'
import { taskKind } from '../tasks/index.ts'
import { isOf } from './schema/strategy.ts'
import type { Config } from './schema.ts'

type RecurrenceParts = Pick<Config, 'network' | 'task' | 'strategy' | 'memetic' | 'finetune'>

/**
 * Checks that a recurrent network has what it needs: a task with steps, whose samples have no order, and nothing that takes
 * its gradient. Returns the issue, or undefined.
 */
export function checkRecurrence({
  network,
  task,
  strategy,
  memetic,
  finetune,
}: RecurrenceParts): Issue | undefined {
  if (!network.recurrent) return undefined
  if (taskKind(task).split(task) !== null) {
    const expected = `false for the task ${task.kind}, whose samples are no steps of an episode`
    return { field: 'network.recurrent', expected, found: 'true' }
  }
  const user = isOf('gradient', strategy)
    ? (['strategy', strategy.kind] as const)
    : memetic !== undefined
      ? (['memetic', memetic.optimizer.kind] as const)
      : finetune !== undefined
        ? (['finetune', finetune.optimizer.kind] as const)
        : null
  if (user === null) return undefined
  const [field, found] = user
  return { field, expected: 'no gradient descent for a recurrent network', found }
}
