import type { Issue } from '../errors.ts'
import { checkComputation } from '../kernels/computation.ts'
import { taskKind } from '../tasks/index.ts'
import { withContestant } from './contestant.ts'
import { checkDecay } from './schema/strategies/descent.ts'
import { checkStrategy } from './schema/strategy.ts'
import type { Config, TaskConfig } from './schema.ts'
import { unless } from './unless.ts'

type Unnamed = Omit<Config, 'name'>

/** Checks that the keys of a config fit each other. Returns the first issue, or undefined. */
export function checkConsistency(config: Unnamed): Issue | undefined {
  const { task, strategy, finetune } = config
  return (
    checkSplit(task) ??
    (finetune && checkDecay('finetune', finetune.optimizer.kind, finetune)) ??
    checkStrategy(strategy, config) ??
    checkComputation(config) ??
    checkCompare(config)
  )
}

function checkSplit(task: TaskConfig): Issue | undefined {
  const split = taskKind(task).split(task)
  if (split === null) return undefined
  const { validation, test, field } = split
  const expected = `less than ${1 - validation}, the share that validation leaves`
  return unless(validation + test < 1, `${field}.test`, expected, test)
}

function checkCompare({ compare, ...config }: Unnamed): Issue | undefined {
  if (compare === undefined) return undefined
  const { budget, contestants = {} } = compare
  if (budget !== undefined) {
    const given = [budget.evaluations, budget.seconds].filter((value) => value !== undefined).length
    const issue = unless(given === 1, 'compare.budget', 'either evaluations or seconds', budget)
    if (issue !== undefined) return issue
  }
  for (const [name, contestant] of Object.entries(contestants)) {
    const issue = checkConsistency(withContestant(config, contestant))
    if (issue !== undefined) return { ...issue, field: `compare.contestants.${name}.${issue.field}` }
  }
  return undefined
}
