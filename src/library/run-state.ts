import { z } from 'zod'
import { InputError } from '../errors.ts'
import type { GenerationEvent } from '../run/events.ts'
import type { TrainerSnapshot } from '../run/trainer.ts'
import type { JournalState } from './journal.ts'

/** Follows a training, and is saved with it. */
export interface Observer {
  add(event: GenerationEvent): void
  /** Plain data that shares no memory with it. */
  snapshot(): object
  restore(snapshot: object): void
}

/** Everything that a run goes on from: plain data. */
export interface RunState {
  readonly trainer: TrainerSnapshot
  readonly journal: JournalState
  /** Null if nothing followed the training. */
  readonly observer: object | null
}

const count = z.number().min(0)
/** What a part of the program gives and takes as a whole. */
const plain = z.record(z.string(), z.unknown())
const genome = z.union([z.instanceof(Float32Array), z.instanceof(Float64Array)])

const champion = z.looseObject({
  genome,
  fitness: z.number(),
  violation: count,
  validation: z.number().nullable(),
  generation: count,
})

const milestone = { generations: count, evaluations: count, elapsedMs: count }

const phase = z.looseObject({
  ...milestone,
  phase: z.enum(['train', 'finetune']),
  unit: z.enum(['generation', 'epoch']),
  reason: z.string(),
  champion,
})

const trainer = z.strictObject({
  progress: z.strictObject({
    ...milestone,
    failures: count,
    champion: champion.nullable(),
    firstFailure: z.string().nullable(),
    firstStack: z.string().nullable(),
    phases: z.array(phase),
  }),
  phase: z.int().min(0).max(1),
  start: z.strictObject(milestone),
  state: plain,
})

const event = z.looseObject({
  phase: z.enum(['train', 'finetune']),
  generation: count,
  evaluations: count,
  timing: z.looseObject({ elapsedMs: count }),
})

const journal = z.strictObject({
  written: z.strictObject({ generation: count.nullable(), atMs: count }),
  failures: count,
  latest: event.nullable(),
  lines: z.strictObject({
    waiting: z.strictObject({ event, championGeneration: count.nullable() }).nullable(),
    failures: count,
    times: plain.nullable(),
    digest: z.strictObject({ bytes: z.instanceof(Uint8Array) }),
  }),
  folder: z.strictObject({ metricsBytes: count, metricsLost: count }),
  champions: z
    .strictObject({
      file: z
        .strictObject({
          records: z.array(z.strictObject({ phase: z.enum(['train', 'finetune']), age: count })),
          phase: z.enum(['train', 'finetune']).nullable(),
          firstGeneration: count,
          lastGeneration: count,
          stride: z.int().min(1),
        })
        .nullable(),
      latest: event.nullable(),
      refused: z.string().nullable(),
    })
    .nullable(),
})

const schema = z.strictObject({ trainer, journal, observer: plain.nullable() })

/**
 * The state in a checkpoint.
 * @param file its name, for messages
 * @throws InputError for another content
 */
export function runStateOf(value: unknown, file: string): RunState {
  const parsed = schema.safeParse(value)
  if (parsed.success) return value as RunState
  const [{ path, message }] = parsed.error.issues as [z.core.$ZodIssue]
  throw new InputError({ file, field: path.join('.'), expected: 'the state of a run', found: message })
}
