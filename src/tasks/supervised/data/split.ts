import { InputError } from '../../../errors.ts'
import { purpose } from '../../../random/purpose.ts'
import { permutation } from '../../../random/shuffle.ts'
import { RandomStream } from '../../../random/stream.ts'

/** Which rows go where; each ascending, no row in two parts. */
export interface Parts {
  readonly train: Uint32Array
  readonly validation: Uint32Array
  readonly test: Uint32Array
}

export interface Fractions {
  /** In [0, 1) */
  readonly validation: number
  /** In [0, 1) */
  readonly test: number
}

/** Rows that are to stand in every part in proportion. */
export interface Strata {
  /** One a class. */
  readonly names: readonly string[]
  /** (S) */
  readonly labels: Uint32Array
}

/**
 * Draws the parts at random, class by class where there are classes, so that each part has its share of each
 * and at least one row.
 *
 * @param count S
 * @param file the data file, for messages
 * @throws InputError where rows or a class are too few for the parts, or nothing is left to train on
 */
export function splitRows(
  count: number,
  fractions: Fractions,
  seed: number,
  strata?: Strata,
  file?: string,
): Parts {
  const { validation, test } = fractions
  if (validation + test >= 1) {
    throw new InputError({
      field: 'task.data',
      expected: 'validation and test that leave rows to train on, together below 1',
      found: String(validation + test),
    })
  }
  const labels = strata?.labels ?? new Uint32Array(count)
  const quotas = classSizes(labels, strata?.names.length ?? 1).map((size, label) =>
    quota(size, fractions, strata?.names[label], file),
  )
  const parts = { train: [] as number[], validation: [] as number[], test: [] as number[] }
  for (const row of permutation(count, new RandomStream({ seed, purpose: purpose.split }))) {
    const left = quotas[labels[row]!]!
    if (left.validation-- > 0) parts.validation.push(row)
    else if (left.test-- > 0) parts.test.push(row)
    else parts.train.push(row)
  }
  return {
    train: ascending(parts.train),
    validation: ascending(parts.validation),
    test: ascending(parts.test),
  }
}

function classSizes(labels: Uint32Array, classes: number): number[] {
  const sizes = new Array<number>(classes).fill(0)
  for (const label of labels) sizes[label]!++
  return sizes
}

/** How many of one class go to validation and test; the rest trains. */
function quota(
  size: number,
  { validation, test }: Fractions,
  name?: string,
  file?: string,
): { validation: number; test: number } {
  const wanted = ['train', ...(validation > 0 ? ['validation'] : []), ...(test > 0 ? ['test'] : [])]
  if (size < wanted.length) {
    throw new InputError({
      file,
      field: name === undefined ? 'rows' : `class ${JSON.stringify(name)}`,
      expected: `at least ${wanted.length} rows, one each for ${wanted.join(', ')}`,
      found: String(size),
      ...(wanted.length > 1 && { hint: 'validation: 0 and test: 0 train on every row' }),
    })
  }
  const forValidation = share(size, validation, size - (wanted.length - 1))
  return { validation: forValidation, test: share(size, test, size - forValidation - 1) }
}

function share(size: number, fraction: number, most: number): number {
  return fraction > 0 ? Math.min(Math.max(1, Math.round(size * fraction)), most) : 0
}

function ascending(rows: readonly number[]): Uint32Array {
  return Uint32Array.from(rows).sort()
}
