import type { Rgb } from '../colours.ts'

/** A GIF has 256 colours; a film keeps one of them for pixels that stay the same. */
export const mostColours = 255

const cacheBits = 17
const cacheSize = 1 << cacheBits

/** The colours of a film. */
export class Palette {
  readonly colours: readonly Rgb[]
  /** Colours that were looked up, and what was found: a colour is at its own hash, so a later one may take its place. */
  private readonly asked: Int32Array = new Int32Array(cacheSize).fill(-1)
  private readonly found: Uint8Array = new Uint8Array(cacheSize)
  /** (colours, 3) */
  private readonly channels: Int32Array

  /**
   * @param colours at most 255
   * @throws RangeError if there are more
   */
  constructor(colours: readonly Rgb[]) {
    if (colours.length > mostColours)
      throw new RangeError(`palette: expected at most ${mostColours} colours, found ${colours.length}`)
    this.colours = colours
    this.channels = Int32Array.from(colours.flat())
  }

  /** The index of the colour that is nearest to another. */
  nearest(red: number, green: number, blue: number): number {
    const key = (red << 16) | (green << 8) | blue
    const hash = Math.imul(key, 0x9e3779b1) >>> (32 - cacheBits)
    if (this.asked[hash] === key) return this.found[hash]!
    const { channels } = this
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (let at = 0; at < channels.length; at += 3) {
      const [r, g, b] = [channels[at]! - red, channels[at + 1]! - green, channels[at + 2]! - blue]
      const distance = r * r + g * g + b * b
      if (distance < least) {
        best = at / 3
        least = distance
      }
    }
    this.asked[hash] = key
    this.found[hash] = best
    return best
  }

  /** The indices of the colours that are nearest to pixels. @param words (S) red in the lowest byte, then green and blue */
  indicesOf(words: Uint32Array): Uint8Array {
    const indices = new Uint8Array(words.length)
    // Neighbours mostly have the same colour.
    let [before, index] = [-1, 0]
    for (let at = 0; at < words.length; at++) {
      const colour = words[at]! & 0xffffff
      if (colour !== before) {
        before = colour
        index = this.nearest(colour & 255, (colour >> 8) & 255, (colour >> 16) & 255)
      }
      indices[at] = index
    }
    return indices
  }
}
