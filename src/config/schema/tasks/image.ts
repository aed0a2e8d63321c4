import type { z } from 'zod'
import type { FeatureOptions } from '../../../tasks/supervised/image/features.ts'
import type { ColourChoice } from '../../../tasks/supervised/image/original.ts'
import {
  defaultFeatures,
  defaultLimit,
  type ImageLoss,
  imageLosses,
} from '../../../tasks/supervised/image.ts'
import { integer, kinds, number, type Shape, text, word } from '../field.ts'
import { batchSchema, lossSchema, type SamplesConfig } from './samples.ts'

/** Learning a picture. */
export interface ImageConfig extends SamplesConfig<ImageLoss> {
  readonly kind: 'image'
  readonly file: string
  readonly features: FeatureOptions
  /** `#rrggbb` */
  readonly background: string
  readonly colour: ColourChoice
  /** Limit on width × height. */
  readonly limit: number
  readonly validation: number
  readonly test: number
}

const features: z.ZodType<FeatureOptions> = kinds<FeatureOptions>({
  none: {},
  fourier: {
    count: integer({ min: 1, max: 4096 })
      .default(defaultFeatures.count)
      .describe('waves of random direction and frequency, two inputs each'),
    scale: number({ above: 0, max: 10_000 })
      .default(defaultFeatures.scale)
      .describe('standard deviation of their frequencies, in cycles over the picture'),
  },
  sine: {
    frequencies: integer({ min: 1, max: 16 })
      .default(6)
      .describe('octaves of x and of y, four inputs each, besides x and y themselves'),
  },
})

const share = (words: string): z.ZodType<number> => number({ min: 0, below: 1 }).default(0).describe(words)

export const imageShape: Shape<Omit<ImageConfig, 'kind'>> = {
  file: text('the name of a .png file').describe('the picture: a PNG, relative to the config'),
  features: features.prefault('fourier').describe('how a point (x, y) becomes inputs of the network'),
  background: text('a colour such as "#ffffff", in quotes', /^#[0-9a-f]{6}$/i)
    .default('#ffffff')
    .describe('the colour shown where the picture is transparent'),
  colour: word<ColourChoice>(['auto', 'rgb', 'grey'])
    .default('auto')
    .describe('the outputs: three for rgb, one for grey; auto: as in the file'),
  loss: lossSchema(imageLosses),
  limit: integer({ min: 1, max: 100_000_000 })
    .default(defaultLimit)
    .describe('the most pixels, width × height, that a picture may have'),
  batch: batchSchema,
  validation: share('share of the pixels kept out of training to watch for overfitting; see monitor'),
  test: share('share of the pixels kept for the final score of the champion'),
}
