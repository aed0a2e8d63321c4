import type { TaskContext } from '../../kind.ts'
import type { Examples } from './examples.ts'
import { examplesFromFile } from './from-file.ts'
import { generateExamples } from './generate/index.ts'
import type { DataOptions, MissingPolicy } from './options.ts'
import type { Fractions } from './split.ts'

/** Examples, and how to prepare them, all defaults filled in. */
export interface Loaded {
  readonly examples: Examples
  readonly fractions: Fractions
  readonly standardize: boolean
  readonly missing: MissingPolicy
}

/**
 * Reads or generates what the options ask for.
 *
 * @throws InputError for all that cannot be learnt from
 */
export function loadExamples(data: DataOptions, context: TaskContext, kind: 'classes' | 'numbers'): Loaded {
  if ('generate' in data) {
    return {
      examples: generateExamples(data, context.seed, kind),
      fractions: fractionsOf(data),
      standardize: data.standardize ?? false,
      missing: 'drop',
    }
  }
  return {
    examples: examplesFromFile(data, context, kind),
    fractions: fractionsOf(data),
    standardize: data.standardize ?? true,
    missing: data.missing ?? 'drop',
  }
}

/** Which shares of the rows are kept out of training. */
export function fractionsOf(data: DataOptions): Fractions {
  const { validation = 'generate' in data ? 0 : 0.2, test = 0 } = data
  return { validation, test }
}
