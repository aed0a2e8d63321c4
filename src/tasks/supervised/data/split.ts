import { InputError, quote } from '../../../errors.ts'
import { purpose } from '../../../random/purpose.ts'
import { permutation } from '../../../random/shuffle.ts'
import { RandomStream } from '../../../random/stream.ts'

/** The rows of each part, ascending. No row is in two parts. */
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

/** Classes of rows. Each part gets the classes in the same proportions. */
export interface Strata {
  /** One for each class. */
  readonly names: readonly string[]
  /** (S) */
  readonly labels: Uint32Array
}

/**
 * Draws the parts at random. If there are classes, it does so for each class, so that each part has its share of the
 * class and at least one row of it.
 *
 * @param count S
 * @param fractions with a sum below 1
 * @param file the data file, for messages
 * @throws InputError if there are too few rows, in all or in one class
 */
export function splitRows(
  count: number,
  fractions: Fractions,
  seed: number,
  strata?: Strata,
  file?: string,
): Parts {
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

/** How many rows of one class go to validation and test; the others are for training. */
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
      field: name === undefined ? 'rows' : `class ${quote(name)}`,
      expected: `at least ${wanted.length} rows, one each for ${wanted.join(', ')}`,
      found: String(size),
      ...(wanted.length > 1 && { hint: 'validation: 0 and test: 0 use every row for training' }),
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
