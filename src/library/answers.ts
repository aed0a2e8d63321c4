import { InputError, quote } from '../errors.ts'

/** What a genome is worth. */
export interface FitnessAnswer {
  /** A number that is not finite is a failure. */
  readonly fitness: number | null | undefined
  /** ≥ 0: by how much the genome breaks its constraints; default 0. */
  readonly violation?: number | undefined
}

/** One answer per genome. NaN, ±Infinity, null and undefined are failures. */
export type Answers = ArrayLike<number | FitnessAnswer | null | undefined>

/** The same as two vectors (n): a failure is NaN. */
export interface ReadAnswers {
  readonly fitness: Float64Array
  readonly violation: Float64Array
}

/**
 * Checks the answers to `count` genomes.
 * @throws InputError for anything but a list of that many numbers or answers
 */
export function readAnswers(answers: unknown, count: number): ReadAnswers {
  const listed = Array.isArray(answers) || (ArrayBuffer.isView(answers) && !(answers instanceof DataView))
  const expected = `${count} numbers, one for each genome`
  if (!listed) throw new InputError({ field: 'tell', expected, found: quote(answers) })
  const values = answers as ArrayLike<unknown>
  if (values.length !== count) throw new InputError({ field: 'tell', expected, found: String(values.length) })
  const fitness = new Float64Array(count)
  const violation = new Float64Array(count)
  for (let row = 0; row < count; row++) {
    const value = values[row]
    if (typeof value === 'object' && value !== null) {
      const answer = value as Partial<FitnessAnswer>
      fitness[row] = fitnessOf(answer.fitness, `tell[${row}].fitness`)
      violation[row] = violationOf(answer.violation, `tell[${row}].violation`)
    } else fitness[row] = fitnessOf(value, `tell[${row}]`)
  }
  return { fitness, violation }
}

function fitnessOf(value: unknown, field: string): number {
  if (value === undefined || value === null) return Number.NaN
  if (typeof value === 'number') return value
  throw new InputError({ field, expected: 'a number', found: quote(value) })
}

function violationOf(value: unknown, field: string): number {
  if (value === undefined) return 0
  if (typeof value === 'number' && value >= 0 && value < Infinity) return value
  throw new InputError({ field, expected: 'a number of at least 0', found: quote(value) })
}
