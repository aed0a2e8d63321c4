import { z } from 'zod'
import { flag, integer, mapping, word } from './field.ts'

/** The pictures that a run draws in the end. */
export interface PicturesConfig {
  /** `auto`: for tasks that a film can show, in a run of its own; not in one of many. */
  readonly film: 'auto' | boolean
  /** Generations from one picture of the film to the next, where that makes no more than `frames`. */
  readonly every?: number | undefined
  /** Pictures that the film has at most. */
  readonly frames: number
  /** Of the loss beside the map. */
  readonly scale: 'auto' | 'linear' | 'log'
}

const mostFrames = 1000

export const picturesSchema: z.ZodType<PicturesConfig> = mapping<PicturesConfig>({
  film: z
    .union([word(['auto']), flag()], { error: 'auto, true or false' })
    .default('auto')
    .describe('record the champions, and make a film of them where the task can be shown'),
  every: integer({ min: 1 })
    .optional()
    .describe('generations from one picture of the film to the next; default: as many as it takes'),
  frames: integer({ min: 2, max: mostFrames }).default(120).describe('pictures of the film at most'),
  scale: word<'auto' | 'linear' | 'log'>(['auto', 'linear', 'log'])
    .default('auto')
    .describe('the scale of the loss in the film'),
})
