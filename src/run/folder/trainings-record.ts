import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../../errors.ts'
import { readJson } from './read-file.ts'

/** The file of a folder of several trainings that says what they are. */
export const trainingsName = 'trainings.json'

/** Several trainings of one command: what is needed to resume them, beside the config. */
export interface TrainingsRecord {
  readonly format: 'evolve-mlp trainings'
  readonly version: 1
  readonly kind: 'repeats' | 'compare'
  /** Trainings with consecutive seeds, of each contestant. */
  readonly repeats: number
  /** The contestants of a comparison; absent for one of an earlier version. */
  readonly contestants?: readonly RecordedContestant[] | undefined
  /** SHA-256 of what the trainings are built from. */
  readonly hashes: Readonly<Record<string, string>>
  readonly versions: Readonly<Record<string, string>>
  readonly engine: string
  readonly arithmetic: 'strict' | 'fused'
  readonly status: 'running' | 'interrupted' | 'done'
}

/** Where the trainings of a contestant are. */
export interface RecordedContestant {
  readonly label: string
  /** The name of its folder, which holds a run folder for each seed. */
  readonly folder: string
  /** How many evaluations of the comparison one of its own counts as. */
  readonly unit: number
}

const schema: z.ZodType<TrainingsRecord> = z.object({
  format: z.literal('evolve-mlp trainings'),
  version: z.literal(1),
  kind: z.enum(['repeats', 'compare']),
  repeats: z.int().min(1),
  contestants: z.array(z.object({ label: z.string(), folder: z.string(), unit: z.number() })).optional(),
  hashes: z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.string()),
  engine: z.string(),
  arithmetic: z.enum(['strict', 'fused']),
  status: z.enum(['running', 'interrupted', 'done']),
})

/** @throws InputError for a folder without such a record */
export function readTrainings(folder: string): TrainingsRecord {
  const parsed = schema.safeParse(readJson(folder, trainingsName))
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  const place = { file: join(folder, trainingsName), field: path.join('.') || undefined }
  throw new InputError({ ...place, expected: 'the record of several trainings', found: message })
}
