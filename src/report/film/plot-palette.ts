import type { Rgb } from '../colours.ts'
import { PAPER } from './inks.ts'
import { Palette } from './palette.ts'

/** How far a colour may be from paper and ink that still is of the page: half a shade. */
const pageReach = 16

/**
 * The colours of a film with a plot that has a ground of its own: those of the plot, then paper and ink. No pixel of the plot is
 * paper or ink, and no edge of a letter is of the plot, so that a dark page can change one without the other.
 */
export class PlotPalette {
  readonly colours: readonly Rgb[]
  /** The colours of the plot alone; their indices are the same. */
  readonly plot: Palette
  private readonly page: Palette = new Palette(PAPER)
  private readonly all: Palette

  constructor(plot: readonly Rgb[]) {
    this.plot = new Palette(plot)
    this.all = new Palette([...plot, ...PAPER])
    this.colours = this.all.colours
  }

  /** The indices for pixels of a page, which may show colours of the plot too. @param words (S) as in `Palette` */
  indicesOf(words: Uint32Array): Uint8Array {
    const first = this.plot.colours.length
    const [page, all] = [this.page.indicesOf(words), this.all.indicesOf(words)]
    return all.map((index, at) => {
      const word = words[at]!
      const [red, green, blue] = PAPER[page[at]!]!
      const off = Math.hypot(red - (word & 255), green - ((word >> 8) & 255), blue - ((word >> 16) & 255))
      return off <= pageReach ? first + page[at]! : index
    })
  }
}
