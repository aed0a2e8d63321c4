import type { Rgb } from '../colours.ts'

/** A GIF has 256 colours; a film keeps one of them for pixels that stay the same. */
export const mostColours = 255

/** The colours of a film. */
export class Palette {
  readonly colours: readonly Rgb[]
  private readonly known: Map<number, number> = new Map()

  /**
   * @param colours at most 255
   * @throws RangeError if there are more
   */
  constructor(colours: readonly Rgb[]) {
    if (colours.length > mostColours)
      throw new RangeError(`palette: expected at most ${mostColours} colours, found ${colours.length}`)
    this.colours = colours
  }

  /** The index of the colour that is nearest to another. */
  nearest(red: number, green: number, blue: number): number {
    const key = (red << 16) | (green << 8) | blue
    const known = this.known.get(key)
    if (known !== undefined) return known
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (const [index, [r, g, b]] of this.colours.entries()) {
      const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2
      if (distance < least) {
        best = index
        least = distance
      }
    }
    this.known.set(key, best)
    return best
  }
}
