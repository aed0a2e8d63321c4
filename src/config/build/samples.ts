import { supervisedOf } from '../../tasks/capabilities.ts'
import type { Task } from '../../tasks/task.ts'
import { isOf } from '../schema/strategy.ts'
import type { Config } from '../schema.ts'

/**
 * Refuses options that need samples for a task that has none.
 * @throws InputError that names the option
 */
export function checkSamples({ task: { batch }, strategy, finetune, memetic }: Config, task: Task): void {
  const leave = 'leave it out'
  if (batch !== undefined) supervisedOf(task, 'task.batch', leave)
  if (isOf('gradient', strategy)) supervisedOf(task, 'strategy', 'a strategy of evolution needs none')
  if (memetic !== undefined) supervisedOf(task, 'memetic', leave)
  if (finetune !== undefined) supervisedOf(task, 'finetune', leave)
}
