import { type Issue, quote } from '../errors.ts'
import { dotted } from '../value-path.ts'
import type { Budget, Contestant } from './schema/compare.ts'
import { isOf } from './schema/strategy.ts'
import type { Config } from './schema.ts'

/** A config with the options of one contestant. */
export function withContestant<C extends Omit<Config, 'name'>>(config: C, contestant: Contestant): C {
  const { compare: _, ...rest } = config
  const { network, strategy = config.strategy, finetune, memetic } = contestant
  // A gradient descent has its own batchSize, and is scored on all samples.
  const { batch: __, ...task } = config.task
  return {
    ...rest,
    task: isOf('gradient', strategy) ? task : config.task,
    network: network ?? config.network,
    strategy,
    finetune: finetune === undefined ? config.finetune : (finetune ?? undefined),
    memetic: memetic === undefined ? config.memetic : (memetic ?? undefined),
  } as unknown as C
}

/**
 * An issue of a contestant's own config, as one of the whole config: instead of `stop`, a contestant has the budget.
 */
export function contestantIssue(name: string, issue: Issue, { seconds }: Budget): Issue {
  const { field = '', expected, found } = issue
  if (!field.startsWith('stop.')) return { ...issue, field: `${contestantField(name)}.${field}` }
  const own = {
    ...issue,
    field: 'compare.budget',
    expected: `${expected}, for the contestant ${quote(name)}`,
  }
  // Seconds are no substitute for a number of epochs or evaluations.
  return field === 'stop.generations' || found === quote(undefined)
    ? { ...own, found: `${seconds} seconds`, hint: 'give evaluations' }
    : own
}

/** The place of a contestant's options. */
export function contestantField(name: string): string {
  return dotted(['compare', 'contestants', name])
}
