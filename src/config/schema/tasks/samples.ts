import { z } from 'zod'
import type { LossName } from '../../../model/losses.ts'
import type { LossChoice } from '../../../tasks/supervised/loss-choice.ts'
import { integer, word } from '../field.ts'

/** The options of every task with samples. */
export interface SamplesConfig<Loss extends LossName> {
  readonly loss: Loss
  /** Number of samples, drawn anew, to score each generation on; absent: all. */
  readonly batch?: number | undefined
}

export function lossSchema<Loss extends LossName>({ names, fallback }: LossChoice<Loss>): z.ZodType<Loss> {
  return word<Loss>(names).default(fallback).describe('what training minimizes')
}

export const batchSchema: z.ZodType<number | undefined> = integer({ min: 1 })
  .optional()
  .describe(
    'number of samples, drawn anew for each generation, to score all its individuals on; default: all',
  )

/** The same key of a task without samples. */
export const noBatch: z.ZodType<undefined> = z
  .never({ error: 'no batch: a fitness has no samples' })
  .optional()
  .describe('not for a fitness, which has no samples')
