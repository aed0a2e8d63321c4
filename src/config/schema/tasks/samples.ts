import type { z } from 'zod'
import type { LossName } from '../../../model/losses.ts'
import type { LossChoice } from '../../../tasks/supervised/loss-choice.ts'
import { integer, word } from '../field.ts'

/** What every task with samples can be told. */
export interface SamplesConfig {
  readonly loss: LossName
  /** Samples that each generation is scored on, drawn afresh; absent: all. */
  readonly batch?: number | undefined
}

export function lossSchema({ names, fallback }: LossChoice): z.ZodType<LossName> {
  return word(names).default(fallback).describe('what training minimizes')
}

export const batchSchema: z.ZodType<number | undefined> = integer({ min: 1 })
  .optional()
  .describe('score each generation on so many samples drawn afresh, the same for all; default: on all')
