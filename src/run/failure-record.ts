import { z } from 'zod'
import { InputError, quote } from '../errors.ts'
import type { FailureKind } from '../evaluation/faults.ts'
import type { FailedIndividual } from './events.ts'

/** A line of `failures.jsonl`. */
export interface FailureRecord {
  readonly kind: FailureKind
  readonly message: string
  readonly stack: string | null
  readonly seed: number
  /** From 1, as in the metrics. */
  readonly generation: number
  /** The row in its generation, from 0. */
  readonly individual: number
  /** (P) */
  readonly genome: readonly number[]
}

export function failureRecord({ genome, generation, ...failure }: FailedIndividual): FailureRecord {
  return { ...failure, generation: generation + 1, genome: Array.from(genome) }
}

const schema: z.ZodType<FailureRecord> = z.object({
  kind: z.enum(['died', 'error', 'deadline', 'budget']),
  message: z.string(),
  stack: z.string().nullable(),
  seed: z.int(),
  generation: z.int().min(1),
  individual: z.int().min(0),
  genome: z.array(z.number()),
})

/**
 * Reads the lines of a file of failures. An incomplete last line is left out.
 * @throws InputError for a line that is none
 */
export function readFailures(text: string, file: string): FailureRecord[] {
  const lines = text.split('\n')
  lines.pop()
  return lines.map((line, index) => {
    try {
      return schema.parse(JSON.parse(line))
    } catch (cause) {
      const where = { file, field: `line ${index + 1}` }
      throw new InputError({ ...where, expected: 'a failed individual', found: quote(line) }, { cause })
    }
  })
}
