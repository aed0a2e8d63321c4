import type { Decoded } from './decode.ts'

/** The colours in which a picture is learnt: `auto` is grey if the file has only grey, else rgb. */
export type ColourChoice = 'auto' | 'rgb' | 'grey'

/** A picture to learn. */
export interface Original {
  readonly width: number
  readonly height: number
  /** C: 3 for red, green and blue, 1 for grey. */
  readonly channels: 1 | 3
  /** (H, W, C) from 0 to 1. */
  readonly colours: Float64Array
  /** Whether the background is visible anywhere. */
  readonly transparent: boolean
}

/**
 * Draws a picture over its background, in the colour space of the file, as browsers do. Grey is the luma of ITU-R
 * BT.601: 0.299 R + 0.587 G + 0.114 B.
 *
 * @param background `#rrggbb`
 */
export function compose(
  { width, height, samples, peak, colourType }: Decoded,
  background: string,
  choice: ColourChoice,
): Original {
  const behind = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16) / 255)
  const count = width * height
  const colours = new Float64Array(count * 3)
  let transparent = false
  for (let pixel = 0; pixel < count; pixel++) {
    const alpha = samples[pixel * 4 + 3]! / peak
    if (alpha < 1) transparent = true
    for (let channel = 0; channel < 3; channel++) {
      const value = samples[pixel * 4 + channel]! / peak
      colours[pixel * 3 + channel] = alpha === 1 ? value : alpha * value + (1 - alpha) * behind[channel]!
    }
  }
  const greyFile = colourType.name.startsWith('grey') && (!transparent || new Set(behind).size === 1)
  if (choice === 'rgb' || (choice === 'auto' && !greyFile)) {
    return { width, height, channels: 3, colours, transparent }
  }
  return { width, height, channels: 1, colours: luma(colours), transparent }
}

/** @param colours (S, 3) */
function luma(colours: Float64Array): Float64Array {
  const greys = new Float64Array(colours.length / 3)
  for (let pixel = 0; pixel < greys.length; pixel++) {
    const [red, green, blue] = colours.subarray(pixel * 3, pixel * 3 + 3) as unknown as [
      number,
      number,
      number,
    ]
    // A sum of differences, so that a grey pixel keeps its exact value.
    greys[pixel] = green + 0.299 * (red - green) + 0.114 * (blue - green)
  }
  return greys
}
