/** What coordinator and workers say to each other, and how it is checked. */
import { z } from 'zod'
import type { ScoreDetails } from '../../evaluation/executor.ts'
import type { Failure } from '../../evaluation/faults.ts'
import { type Json, join, jsonSchema, separate } from '../../plain-data.ts'

/** What a run says of itself to workers. */
export interface RunNotice {
  readonly name: string
  /** The version of this package. */
  readonly software: string
  readonly arithmetic: string
  /** The hash of the parcel that a site is built from. */
  readonly manifest: string
  /** Whether workers load code of the user's own. */
  readonly code: boolean
  /** Seconds after which the batch of a silent worker is given to another. */
  readonly lock: number
  /** What a result has to name, so that none of another run is taken for one of this. */
  readonly key: string
}

/** What a worker says of itself, every other second. */
export interface WorkerNotice {
  /** `host:process`, or as the user named it. */
  readonly name: string
  readonly software: string
  readonly threads: number
  /** The runs that it works for, by id. */
  readonly runs: readonly string[]
  /** The runs that it does not work for, and why. */
  readonly refused: readonly { readonly run: string; readonly why: string }[]
}

/** How long that counts, milliseconds. */
export const workerLifeMs = 10_000

/** A part of a job, as it stands in the queue. */
export interface BatchMessage {
  /** The hash of the parcel with the job. */
  readonly stage: string
  /** The hash of the parcel with the strategy's shared vectors; null if no genome is made. */
  readonly vectors: string | null
  /** Blobs that travel with it, base64 by their hash: where they are small, a worker need not ask for them. */
  readonly brought?: Readonly<Record<string, string>>
  readonly from: number
  readonly to: number
}

/**
 * What a worker answers to a batch: its results; that it needs data which is not there; that workers have died over the batch, one
 * after another; or that it does not work for the run.
 */
export type BatchAnswer = { readonly key: string; readonly worker: string } & (
  | { readonly kind: 'done'; readonly result: BatchResult }
  | { readonly kind: 'missing' | 'died' }
  | { readonly kind: 'refused'; readonly why: string }
)

/** The results of a batch of n items. */
export interface BatchResult {
  /** (n) float64, base64. */
  readonly fitness: string
  /** (n) float64, base64; null if all are 0. */
  readonly violation: string | null
  readonly failures: readonly Failure[]
  /** By row, as plain data. */
  readonly details: Json
  readonly noisy: boolean
  /** Milliseconds that its threads worked on it, together. */
  readonly busyMs: number
  readonly threads: number
  /** What individuals have learned: the hash of a parcel; null if none has learned anything. */
  readonly learned: string | null
}

const text = z.string().max(10_000)
const whole = z.int().min(0)

const failureSchema: z.ZodType<Failure> = z.strictObject({
  kind: z.enum(['died', 'error', 'deadline', 'budget']),
  message: z.string().max(1_000_000),
  stack: z.string().max(1_000_000).nullable(),
  generation: whole,
  individual: whole,
  seed: whole,
})

const resultSchema: z.ZodType<BatchResult> = z.strictObject({
  fitness: z.base64(),
  violation: z.base64().nullable(),
  failures: z.array(failureSchema),
  details: jsonSchema,
  noisy: z.boolean(),
  busyMs: z.number().min(0),
  threads: z.int().min(1),
  learned: text.nullable(),
})

const answerSchema: z.ZodType<BatchAnswer> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), key: text, worker: text, result: resultSchema }),
  z.strictObject({ kind: z.enum(['missing', 'died']), key: text, worker: text }),
  z.strictObject({ kind: z.literal('refused'), key: text, worker: text, why: text }),
])

const runSchema: z.ZodType<RunNotice> = z.strictObject({
  ...{ name: text, software: text, arithmetic: text, manifest: text, code: z.boolean() },
  ...{ lock: z.number().positive(), key: text },
})

const workerSchema: z.ZodType<WorkerNotice> = z.strictObject({
  ...{ name: text, software: text, threads: z.int().min(1) },
  runs: z.array(text),
  refused: z.array(z.strictObject({ run: text, why: text })),
})

/** @returns null for what no worker of this version answers, or answers to another run */
export function readAnswer(value: unknown, key: string): BatchAnswer | null {
  const parsed = answerSchema.safeParse(value)
  return parsed.success && parsed.data.key === key ? parsed.data : null
}

/** @returns null for what no run of this version says */
export function readRunNotice(value: string): RunNotice | null {
  return read(value, runSchema)
}

/** @returns null for what no worker of this version says */
export function readWorkerNotice(value: string): WorkerNotice | null {
  return read(value, workerSchema)
}

function read<T>(value: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(value)).data ?? null
  } catch {
    return null
  }
}

/** Float64 with all its bits: NaN, -0 and infinities too. */
export function encodeNumbers(numbers: Float64Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64')
}

/** @returns null if it is not of `count` numbers */
export function decodeNumbers(text: string, count: number): Float64Array | null {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== count * 8) return null
  const numbers = new Float64Array(count)
  new Uint8Array(numbers.buffer).set(bytes)
  return numbers
}

/** Details by row as JSON; metrics may be NaN or infinite. */
export function encodeDetails(details: ReadonlyMap<number, ScoreDetails>): Json {
  return separate([...details]).tree
}

/** JSON has no NaN and no infinities, but metrics may be such. */
const anyNumber = z.custom<number>((value) => typeof value === 'number')

const detailsSchema: z.ZodType<[number, ScoreDetails][]> = z.array(
  z.tuple([
    whole,
    z.strictObject({
      metrics: z.record(z.string(), anyNumber).exactOptional(),
      behaviour: z.array(anyNumber).exactOptional(),
    }),
  ]),
)

/** @returns null for what are no details */
export function decodeDetails(tree: Json): ReadonlyMap<number, ScoreDetails> | null {
  try {
    const { data } = detailsSchema.safeParse(join(tree, []))
    return data === undefined ? null : new Map(data)
  } catch {
    return null
  }
}
