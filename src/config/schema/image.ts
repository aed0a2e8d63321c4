import type { z } from 'zod'
import type { LossName } from '../../model/losses.ts'
import type { FeatureOptions } from '../../tasks/supervised/image/features.ts'
import type { ColourChoice } from '../../tasks/supervised/image/original.ts'
import { defaultFeatures, defaultLimit, imageLosses } from '../../tasks/supervised/image.ts'
import { integer, kinds, number, type Shape, text, word } from './field.ts'

/** A picture to be learnt. */
export interface ImageTaskConfig {
  readonly kind: 'image'
  readonly file: string
  readonly features: FeatureOptions
  /** `#rrggbb` */
  readonly background: string
  readonly colour: ColourChoice
  readonly loss: LossName
  /** width × height may be at most. */
  readonly limit: number
  /** Pixels that each generation is scored on, drawn afresh; absent: all. */
  readonly batch?: number | undefined
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
      .describe('octaves of x and of y, four inputs each, beside x and y themselves'),
  },
})

/** @param batch as for every task */
export function imageShape(batch: z.ZodType<number | undefined>): Shape<Omit<ImageTaskConfig, 'kind'>> {
  const share = (words: string): z.ZodType<number> => number({ min: 0, below: 1 }).default(0).describe(words)
  return {
    file: text('the name of a .png file').describe('the picture: a PNG, relative to the config'),
    features: features.prefault('fourier').describe('what the network sees of a point (x, y)'),
    background: text('a colour such as "#ffffff", in quotes', /^#[0-9a-f]{6}$/i)
      .default('#ffffff')
      .describe('what shows where the picture is transparent'),
    colour: word<ColourChoice>(['auto', 'rgb', 'grey'])
      .default('auto')
      .describe('the outputs: three for rgb, one for grey; auto: as in the file'),
    loss: word(imageLosses).default('mse').describe('what training minimizes'),
    limit: integer({ min: 1, max: 100_000_000 })
      .default(defaultLimit)
      .describe('pixels, width × height, beyond which a picture is refused'),
    batch,
    validation: share('share of the pixels that only watches for overfitting'),
    test: share('share of the pixels kept for the last word on the champion'),
  }
}
