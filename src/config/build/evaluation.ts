import type { CustomTask, Task } from '../../tasks/task.ts'
import { isOf, searchOptions } from '../schema/strategy.ts'
import { buildCustomEvaluation } from './custom-evaluation.ts'
import type { BuiltEvaluation, RunParts } from './parts.ts'
import { buildSupervisedEvaluation } from './supervised-evaluation.ts'

/**
 * Allocates memory and builds the evaluator. Starts no thread.
 * @throws InputError for sizes that do not fit the data or the memory
 */
export function buildEvaluation(parts: RunParts): BuiltEvaluation {
  const { task, config } = parts
  if (task.supervised !== null) return buildSupervisedEvaluation(parts, task.supervised)
  const custom = customOf(task)
  const { strategy } = config
  if (!isOf('evolution', strategy)) throw new RangeError(`${strategy.kind}: expected a task with samples`)
  return buildCustomEvaluation(parts, custom, searchOptions(strategy, config))
}

function customOf({ custom, kind }: Task): CustomTask {
  if (custom === null)
    throw new RangeError(`${kind}: expected a task with samples or a fitness, found neither`)
  return custom
}
