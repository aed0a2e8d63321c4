import { z } from 'zod'
import { InputError, quote } from '../../errors.ts'
import type { FailureKind } from '../../evaluation/faults.ts'
import type { FreshEpisodes } from '../../evaluation/job.ts'
import type { Verdict } from '../../evaluation/verdicts.ts'
import type { Genome } from '../../random/genome.ts'
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
  /** What it was in, if it was not being scored with its generation. */
  readonly during?: 'learning' | 'measuring' | undefined
  /** The fresh episodes that it was measured on, and the generation that their random numbers are drawn for. */
  readonly fresh?: FreshEpisodes | undefined
  /** Its place among those that were measured together, from 0. */
  readonly item?: number | undefined
  /** (P); null where too many are kept already. */
  readonly genome: readonly number[] | null
}

/** A failed individual without its genome, which may be large. */
export type FailureNote = Omit<FailureRecord, 'genome'>

/** A number that JSON has no form for, as text. */
const oddGenes = ['NaN', 'Infinity', '-Infinity', '-0'] as const

type WrittenGene = number | (typeof oddGenes)[number]

/** A failed individual as it stands in the file. */
export type FailureLine = Omit<FailureRecord, 'genome'> & {
  readonly genome: readonly WrittenGene[] | null
}

export function failureLine({ genome, generation, ...failure }: FailedIndividual): FailureLine {
  return { ...failure, generation: generation + 1, genome: Array.from(genome, written) }
}

const during = { score: undefined, learn: 'learning', rescore: 'measuring' } as const

/** @param genome (P), null to leave it out */
export function verdictLine(
  { job, fresh, item, generation, ...failure }: Verdict,
  genome: Genome | null,
): FailureLine {
  return {
    ...failure,
    generation: generation + 1,
    ...(during[job] && { during: during[job] }),
    ...(fresh !== null && { fresh }),
    ...(job === 'rescore' && { item }),
    genome: genome && Array.from(genome, written),
  }
}

/** The verdict that a line holds; null for a failure that another run would find too. */
export function verdictOf({
  during: state,
  fresh,
  item = 0,
  generation,
  genome: _,
  ...failure
}: FailureRecord): Verdict | null {
  if (failure.kind !== 'deadline' && failure.kind !== 'died') return null
  const job = state === undefined ? 'score' : state === 'learning' ? 'learn' : 'rescore'
  return { ...failure, generation: generation - 1, job, fresh: fresh ?? null, item }
}

function written(gene: number): WrittenGene {
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
  during: z.enum(['learning', 'measuring']).optional(),
  fresh: z
    .object({ reason: z.enum(['election', 'target']), episodes: z.int().min(1), drawn: z.int().min(0) })
    .optional(),
  item: z.int().min(0).optional(),
  genome: z.array(z.union([z.number(), z.enum(oddGenes)])).nullable(),
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

/** Null for a line that holds none. */
export function failureIn(line: string): FailureRecord | null {
  try {
    return failureOf(line, { file: '', field: '' })
  } catch {
    return null
  }
}

function failureOf(line: string, where: { readonly file: string; readonly field: string }): FailureRecord {
  try {
    const record = schema.parse(JSON.parse(line))
    return { ...record, genome: record.genome?.map(Number) ?? null }
  } catch (cause) {
    throw new InputError({ ...where, expected: 'a failed individual', found: quote(line) }, { cause })
  }
}
