import { InputError, quote } from '../errors.ts'
import { readData } from '../library/read-data.ts'
import type { PredictFileOptions, TrainedModel } from '../library/trained-model.ts'
import type { Host } from './host.ts'

/** The options of commands that read rows: unchecked texts. */
export interface DataFlags {
  /** What to do with rows that have an empty cell. */
  readonly missing: string
  /** The decimal sign of the data's numbers. */
  readonly decimal?: string
  /** Whether the data file names its columns. */
  readonly header?: boolean
}

const policies = ['refuse', 'drop', 'mean'] as const

/** @throws InputError for a text that is no value of its option */
export function readingOf({ missing, decimal, header }: DataFlags): PredictFileOptions {
  const policy = policies.find((name) => name === missing)
  if (policy === undefined)
    throw new InputError({ field: '--missing', expected: 'refuse, drop or mean', found: quote(missing) })
  if (decimal === undefined || decimal === '.' || decimal === ',') return { missing: policy, decimal, header }
  throw new InputError({ field: '--decimal', expected: '"." or ","', found: quote(decimal) })
}

/** The rows of a data argument: those of a file, or for `-` of the standard input. */
export async function rowsOf(
  data: string,
  { stdin = nothing() }: Host,
  { decimal, header }: PredictFileOptions,
): Promise<Parameters<TrainedModel['predictTable']>[0]> {
  return await readData(data, stdin, { decimal, header })
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Uses rows; the error for a missing cell says what the option `--missing` can do about it. */
export function withCure<T>(use: () => T, { missing }: PredictFileOptions): T {
  try {
    return use()
  } catch (error) {
    if (!(error instanceof InputError && error.issue.found === 'a missing cell')) throw error
    const isTarget = error.issue.expected === 'a value of the target'
    const mean = missing === 'mean' || isTarget ? '' : ', and mean fills in the mean of training'
    const hint = `--missing drop leaves such rows out${mean}`
    throw new InputError({ ...error.issue, hint }, { cause: error })
  }
}
