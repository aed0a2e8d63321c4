import type { TaskContext } from '../../kind.ts'
import type { Examples } from './examples.ts'
import { examplesFromFile } from './from-file.ts'
import { generateExamples } from './generate/index.ts'
import { type MissingChoice, missingChoice } from './missing.ts'
import type { DataOptions } from './options.ts'
import type { Fractions } from './split.ts'

/** Examples, and the options of their preparation with all defaults filled in. */
export interface Loaded {
  readonly examples: Examples
  readonly fractions: Fractions
  readonly standardize: boolean
  readonly missing: MissingChoice
}

/**
 * Reads or generates the examples of the options.
 *
 * @throws InputError for data that cannot be learnt
 */
export function loadExamples(data: DataOptions, context: TaskContext, kind: 'classes' | 'numbers'): Loaded {
  if ('generate' in data) {
    return {
      examples: generateExamples(data, context.seed, kind),
      fractions: fractionsOf(data),
      standardize: data.standardize ?? false,
      missing: missingChoice(),
    }
  }
  return {
    examples: examplesFromFile(data, context, kind),
    fractions: fractionsOf(data),
    standardize: data.standardize ?? true,
    missing: missingChoice(data.missing),
  }
}

/** The shares of the rows that are kept out of training. */
export function fractionsOf(data: DataOptions): Fractions {
  const { validation = 'generate' in data ? 0 : 0.2, test = 0 } = data
  return { validation, test }
}
