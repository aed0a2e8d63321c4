import { interpolateMagma } from 'd3-scale-chromatic'

/** Red, green and blue, 0 … 255. */
export type Rgb = readonly [number, number, number]

export const WHITE: Rgb = [255, 255, 255]

/** The blackest part of the scale is left out: nothing drawn on it could be darker. */
const darkest = 0.1

/** The scale "magma" (Smith and van der Walt 2015). @param share in [0, 1], from dark to bright */
export function magma(share: number): Rgb {
  return rgb(interpolateMagma(darkest + (1 - darkest) * share))
}

/** @param share of `b`, in [0, 1] */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const channel = (c: 0 | 1 | 2): number => Math.round(a[c] + (b[c] - a[c]) * share)
  return [channel(0), channel(1), channel(2)]
}

/** @param hex `#rrggbb` */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** `#rrggbb` */
export function hex(colour: Rgb): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

/** (S, 4) pixels as one number each, red in the lowest byte; a copy where they are not aligned. */
export function wordsOf(pixels: Uint8Array): Uint32Array {
  const { buffer, byteOffset, length } = pixels.byteOffset % 4 === 0 ? pixels : Uint8Array.from(pixels)
  return new Uint32Array(buffer, byteOffset, length / 4)
}
