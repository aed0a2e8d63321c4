import { z } from 'zod'
import { integer, mapping, number } from './field.ts'

/** When a run writes a checkpoint, which it can be resumed from. */
export interface CheckpointConfig {
  /** After so many generations; absent: by time alone. */
  readonly generations?: number | undefined
  /** After so many seconds. */
  readonly seconds: number
  /** The newest ones that are kept. */
  readonly keep: number
}

const options: z.ZodType<CheckpointConfig> = mapping<CheckpointConfig>({
  generations: integer({ min: 1 })
    .optional()
    .describe('generations between two checkpoints, in addition to the seconds'),
  seconds: number({ above: 0 }).default(30).describe('seconds between two checkpoints'),
  keep: integer({ min: 1, max: 1000 }).default(3).describe('how many of the newest are kept'),
})

/** The checkpoints of a run, or false for none. */
export const checkpointSchema: z.ZodType<CheckpointConfig | false> = z.union([options, z.literal(false)], {
  error: 'a mapping, or false for no checkpoints',
})
