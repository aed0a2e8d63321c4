import type { TaskContext } from '../../kind.ts'
import type { Examples } from './examples.ts'
import { fractionsOf } from './fractions.ts'
import { examplesFromFile } from './from-file.ts'
import { examplesFromTable } from './from-table.ts'
import { generateExamples } from './generate/index.ts'
import { choiceOf, tableOfMemory } from './memory/table.ts'
import { type MissingChoice, missingChoice } from './missing.ts'
import type { DataOptions, MemoryData, Standardize } from './options.ts'
import type { Fractions } from './split.ts'

/** Examples, and the options of their preparation with all defaults filled in. */
export interface Loaded {
  readonly examples: Examples
  readonly fractions: Fractions
  readonly standardize: Standardize
  readonly missing: MissingChoice
}

/**
 * Reads, takes or generates the examples of the options.
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
    examples: 'file' in data ? examplesFromFile(data, context, kind) : examplesFromMemory(data, kind),
    fractions: fractionsOf(data),
    standardize: data.standardize ?? true,
    missing: missingChoice(data.missing),
  }
}

function examplesFromMemory(data: MemoryData, kind: 'classes' | 'numbers'): Examples {
  return examplesFromTable(tableOfMemory(data), choiceOf(data), kind)
}
