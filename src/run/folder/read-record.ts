import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../../errors.ts'
import { readJson } from './read-file.ts'
import type { RunRecord } from './record.ts'

const count = z.number().min(0)
const recordSchema = z.looseObject({
  format: z.literal('evolve-mlp run'),
  version: z.literal(1),
  name: z.string(),
  seed: z.int(),
  // Folders from before engines had a name have none.
  engine: z.string().default('wasm'),
  // In 0.1 the reference was an arithmetic.
  arithmetic: z
    .enum(['strict', 'fused', 'reference'])
    .transform((name) => (name === 'reference' ? 'strict' : name)),
  chosen: z.string().optional(),
  queue: z.string().optional(),
  workers: z.int(),
  network: z.string(),
  parameters: count,
  fitnessName: z.string().optional(),
  direction: z.enum(['minimize', 'maximize']).optional(),
  samples: z.object({ train: count, validation: count, test: count }),
  classWeights: z.array(z.object({ name: z.string(), weight: z.number().positive() })).optional(),
  versions: z.record(z.string(), z.string()),
  hashes: z.record(z.string(), z.string()),
  notes: z.array(z.string()),
  status: z.enum(['running', 'done', 'interrupted', 'failed']),
  startedAt: z.string(),
  resumedAt: z.array(z.string()).default([]),
  endedAt: z.string().nullable(),
  reason: z.string().nullable(),
  generations: count,
  evaluations: count,
  failures: count,
  elapsedMs: count,
  champion: z.looseObject({ generation: count, train: z.looseObject({}) }).nullable(),
  // 0.1 had one phase only, and did not say so; nor do its events.
  phases: z.array(z.looseObject({ phase: z.enum(['train', 'finetune']) })).default([]),
  error: z.string().nullable(),
})

/** A record as it was written: one of 0.1 names no fitness. */
export type StoredRecord = Omit<RunRecord, 'fitnessName' | 'direction'> &
  Partial<Pick<RunRecord, 'fitnessName' | 'direction'>>

/**
 * Reads what stands first in a run folder.
 * @throws InputError for a folder that holds no run
 */
export function readRecord(folder: string): StoredRecord {
  const file = join(folder, 'run.json')
  const parsed = recordSchema.safeParse(readJson(folder, 'run.json'))
  if (parsed.success) return parsed.data as unknown as StoredRecord
  const { path, message } = parsed.error.issues[0]!
  const field = path.join('.') || undefined
  throw new InputError({ file, field, expected: 'the record of a run', found: message })
}
