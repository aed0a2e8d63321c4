import type { DataOptions } from './options.ts'
import type { Fractions } from './split.ts'

/** The shares of the rows that are kept out of training. */
export function fractionsOf(data: DataOptions): Fractions {
  const { validation = 'generate' in data ? 0 : 0.2, test = 0 } = data
  return { validation, test }
}
