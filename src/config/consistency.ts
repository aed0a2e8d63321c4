import type { Issue } from '../errors.ts'
import { checkComputation } from '../kernels/computation.ts'
import { taskKind } from '../tasks/index.ts'
import { checkSplit } from '../tasks/kind.ts'
import { budgetOf } from './budget.ts'
import { contestantIssue, withContestant } from './contestant.ts'
import { checkRecurrence } from './recurrence.ts'
import { checkDecay } from './schema/strategies/descent.ts'
import { checkStrategy } from './schema/strategy.ts'
import type { Config, TaskConfig } from './schema.ts'

type Unnamed = Omit<Config, 'name'>

/** Checks that the keys of a config fit each other. Returns the first issue, or undefined. */
export function checkConsistency(config: Unnamed): Issue | undefined {
  const { task, strategy, finetune } = config
  return (
    checkTask(task) ??
    (finetune && checkDecay('finetune', finetune.optimizer.kind, finetune)) ??
    checkStrategy(strategy, config) ??
    checkComputation(config) ??
    checkRecurrence(config) ??
    checkCompare(config)
  )
}

function checkTask(task: TaskConfig): Issue | undefined {
  const split = taskKind(task).split(task)
  return split === null ? undefined : checkSplit(split)
}

function checkCompare({ compare, ...config }: Unnamed): Issue | undefined {
  if (compare === undefined) return undefined
  const { budget, contestants = [] } = compare
  if (budget !== undefined) {
    const given = [budget.evaluations, budget.seconds].filter((value) => value !== undefined).length
    const found = given === 0 ? 'neither' : 'both'
    if (given !== 1) return { field: 'compare.budget', expected: 'either evaluations or seconds', found }
  }
  const stop = budgetOf({ compare, stop: config.stop })
  for (const [name, contestant] of contestants) {
    const issue = checkConsistency({ ...withContestant(config, contestant), stop })
    if (issue !== undefined) return contestantIssue(name, issue, stop)
  }
  return undefined
}
