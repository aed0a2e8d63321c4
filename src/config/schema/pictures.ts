import { z } from 'zod'
import { flag, integer, mapping, word } from './field.ts'

/** The pictures that a run draws at its end. */
export interface PicturesConfig {
  /** `auto`: for tasks that a film can show, if the run is not one of many. */
  readonly film: 'auto' | boolean
  /** Generations between two pictures of the film, as long as there are at most `frames`. */
  readonly every?: number | undefined
  /** The most pictures of the film. */
  readonly frames: number
  /** The scale of the loss next to the map. */
  readonly scale: 'auto' | 'linear' | 'log'
}

const mostFrames = 1000

const options: z.ZodType<PicturesConfig> = mapping<PicturesConfig>({
  film: z
    .union([word(['auto']), flag()], { error: 'auto, true or false' })
    .default('auto')
    .describe('record the champions and make a film of them, for tasks that can be shown'),
  every: integer({ min: 1 })
    .optional()
    .describe('generations between two pictures of the film; default: as few as frames allows'),
  frames: integer({ min: 2, max: mostFrames }).default(120).describe('the most pictures of the film'),
  scale: word<'auto' | 'linear' | 'log'>(['auto', 'linear', 'log'])
    .default('auto')
    .describe('the scale of the loss in the film'),
})

/** The pictures of a run, or false for none. */
export const picturesSchema: z.ZodType<PicturesConfig | false> = z.union([options, z.literal(false)], {
  error: 'a mapping, or false for no pictures',
})

/** How the pictures of a run are drawn if somebody asks for them; a run without pictures kept nothing for a film. */
export function pictureOptions({ pictures }: { readonly pictures: PicturesConfig | false }): PicturesConfig {
  return pictures === false ? { ...options.parse({}), film: false } : pictures
}
