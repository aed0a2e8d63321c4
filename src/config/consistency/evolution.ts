import type { Issue } from '../../errors.ts'
import { breeders } from '../../strategies/ga/options.ts'
import { stepOf } from '../../strategies/operators/mutation/index.ts'
import type { EvolutionConfig } from '../schema/strategy.ts'
import { unless } from './unless.ts'

/** Whether the sizes of a genetic algorithm go together, and its step size lies within its bounds. */
export function checkEvolution(strategy: EvolutionConfig): Issue | undefined {
  return checkSizes(strategy) ?? checkStep(strategy)
}

function checkSizes(strategy: EvolutionConfig): Issue | undefined {
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
function checkStep({ mutation }: EvolutionConfig): Issue | undefined {
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
