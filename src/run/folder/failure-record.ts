import { z } from 'zod'
import { InputError, quote } from '../../errors.ts'
import type { FailureKind } from '../../evaluation/faults.ts'
import type { FailedIndividual } from '../events.ts'

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

/** A failed individual without its genome, which may be large. */
export type FailureNote = Omit<FailureRecord, 'genome'>

/** A number that JSON has no form for, as text. */
const oddGenes = ['NaN', 'Infinity', '-Infinity', '-0'] as const

/** A failed individual as it stands in the file. */
export type FailureLine = Omit<FailureRecord, 'genome'> & {
  readonly genome: readonly (number | (typeof oddGenes)[number])[]
}

export function failureLine({ genome, generation, ...failure }: FailedIndividual): FailureLine {
  return { ...failure, generation: generation + 1, genome: Array.from(genome, written) }
}

function written(gene: number): FailureLine['genome'][number] {
  if (Object.is(gene, -0)) return '-0'
  return Number.isFinite(gene) ? gene : (String(gene) as (typeof oddGenes)[number])
}

const schema: z.ZodType<FailureLine> = z.object({
  kind: z.enum(['died', 'error', 'deadline', 'budget']),
  message: z.string(),
  stack: z.string().nullable(),
  seed: z.int(),
  generation: z.int().min(1),
  individual: z.int().min(0),
  genome: z.array(z.union([z.number(), z.enum(oddGenes)])),
})

/**
 * Reads a file of failures.
 * @param lines without line ends
 * @param file its name, for messages
 * @throws InputError for a line that is none
 */
export function* failuresIn(lines: Iterable<string>, file: string): Generator<FailureRecord> {
  let number = 0
  for (const line of lines) {
    number++
    yield failureOf(line, { file, field: `line ${number}` })
  }
}

function failureOf(line: string, where: { readonly file: string; readonly field: string }): FailureRecord {
  try {
    const record = schema.parse(JSON.parse(line))
    return { ...record, genome: record.genome.map(Number) }
  } catch (cause) {
    throw new InputError({ ...where, expected: 'a failed individual', found: quote(line) }, { cause })
  }
}
