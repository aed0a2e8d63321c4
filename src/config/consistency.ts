import { type Complaint, quote } from '../errors.ts'
import { breeders } from '../evolution/ga/options.ts'
import { stepOf } from '../evolution/operators/mutation/index.ts'
import type { Config, StrategyConfig, TaskConfig } from './schema.ts'

/** What no single key can know: whether they go together. The first thing that does not, or undefined. */
export function checkConsistency({
  task,
  strategy,
}: Pick<Config, 'task' | 'strategy'>): Complaint | undefined {
  return checkSplit(task) ?? checkSizes(strategy) ?? checkStep(strategy)
}

function checkSplit({ data: { validation = 0, test = 0 } }: TaskConfig): Complaint | undefined {
  const expected = `less than ${1 - validation}, which the validation part leaves`
  return unless(validation + test < 1, 'task.data.test', expected, test)
}

function checkSizes(strategy: StrategyConfig): Complaint | undefined {
  const { population, elites, immigrants, initial, parents, replacement, selection } = strategy
  const plus = replacement === 'plus'
  const children = plus ? population : population - elites
  const founders = population * initial
  const size = selection.kind === 'tournament' ? selection.size : 0
  const most = breeders(strategy)
  return (
    unless(elites < population, 'strategy.elites', `less than ${population}, the population`, elites) ??
    unless(
      immigrants <= children,
      'strategy.immigrants',
      `at most ${children}, the ${plus ? 'population' : 'population without the elites'}`,
      immigrants,
    ) ??
    unless(
      !plus || parents <= founders,
      'strategy.parents',
      `at most ${founders}, the population × initial`,
      parents,
    ) ??
    unless(
      size <= most,
      'strategy.selection.size',
      `at most ${most}, the ${plus ? 'parents' : 'population'}`,
      size,
    )
  )
}

/** The step size begins within its bounds. */
function checkStep({ mutation }: StrategyConfig): Complaint | undefined {
  const rule = stepOf(mutation)
  if (rule === null || rule.step.kind === 'constant') return undefined
  const { sigma, step } = rule
  const maximum = 'maximum' in step ? step.maximum : Number.POSITIVE_INFINITY
  return (
    unless(
      step.minimum <= maximum,
      'strategy.mutation.step.minimum',
      `at most ${maximum}, the maximum`,
      step.minimum,
    ) ??
    unless(
      sigma >= step.minimum,
      'strategy.mutation.sigma',
      `at least ${step.minimum}, the minimum of step`,
      sigma,
    ) ??
    unless(sigma <= maximum, 'strategy.mutation.sigma', `at most ${maximum}, the maximum of step`, sigma)
  )
}

function unless(good: boolean, field: string, expected: string, found: number): Complaint | undefined {
  return good ? undefined : { field, expected, found: quote(found) }
}
