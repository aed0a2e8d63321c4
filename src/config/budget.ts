import type { Budget } from './schema/compare.ts'
import type { Config } from './schema.ts'

const defaultEvaluations = 10_000

/** The budget of each training of a comparison: either evaluations or seconds. */
export function budgetOf({ compare, stop }: Pick<Config, 'compare' | 'stop'>): Budget {
  if (compare?.budget !== undefined) return compare.budget
  if (stop.evaluations !== undefined) return { evaluations: stop.evaluations }
  if (stop.seconds !== undefined) return { seconds: stop.seconds }
  return { evaluations: defaultEvaluations }
}
