import type { Issue } from '../errors.ts'
import { checkComputation } from '../kernels/computation.ts'
import { taskKind } from '../tasks/index.ts'
import { checkSplit } from '../tasks/kind.ts'
import { budgetOf } from './budget.ts'
import { contestantIssue, withContestant } from './contestant.ts'
import { checkRecurrence } from './recurrence.ts'
import { checkDecay } from './schema/strategies/descent.ts'
import { checkStrategy, isOf } from './schema/strategy.ts'
import type { CompareConfig, Config, TaskConfig } from './schema.ts'
import { found } from './unless.ts'

type Unnamed = Omit<Config, 'name'>

/** Checks that the keys of a config fit each other. Returns all issues; those of contestants if there are no others. */
export function checkConsistency(config: Unnamed): readonly Issue[] {
  const { task, strategy, finetune, compare } = config
  const own = found(
    checkTask(task),
    finetune && checkDecay('finetune', finetune.optimizer.kind, finetune),
    ...checkStrategy(strategy, config),
    checkComputation(config),
    checkRecurrence(config),
    checkBudget(compare),
    checkExecutor(config),
  )
  return own.length > 0 ? own : checkContestants(config)
}

function checkTask(task: TaskConfig): Issue | undefined {
  const split = taskKind(task).split(task)
  return split === null ? undefined : checkSplit(split)
}

/** Threads of other machines compute, and each has its own number of them. */
function checkExecutor({ executor, workers, strategy }: Unnamed): Issue | undefined {
  if (executor === undefined) return undefined
  if (isOf('gradient', strategy)) {
    const hint = 'leave executor out: a descent trains one network, step by step'
    return { field: 'executor', expected: 'a strategy with a population', found: strategy.kind, hint }
  }
  if (workers === undefined) return undefined
  const hint = 'leave it out: evolve worker --workers says how many threads a machine has'
  return { field: 'workers', expected: 'nothing beside executor', found: String(workers), hint }
}

function checkBudget({ budget }: Partial<CompareConfig> = {}): Issue | undefined {
  if (budget === undefined) return undefined
  const given = [budget.evaluations, budget.seconds].filter((value) => value !== undefined).length
  const found = given === 0 ? 'neither' : 'both'
  return given === 1
    ? undefined
    : { field: 'compare.budget', expected: 'either evaluations or seconds', found }
}

function checkContestants({ compare, ...config }: Unnamed): readonly Issue[] {
  if (compare === undefined) return []
  const stop = budgetOf({ compare, stop: config.stop })
  return [...(compare.contestants ?? [])].flatMap(([name, contestant]) =>
    checkConsistency({ ...withContestant(config, contestant), stop }).map((issue) =>
      contestantIssue(name, issue, stop),
    ),
  )
}
