import type { Rgb } from '../colours.ts'
import { gifenc } from './gifenc.ts'
import { mostColours, Palette } from './palette.ts'

/** Colours that a film has most of keep their exact values. */
const exactColours = 64
/** Distinct colours beyond so many are counted by their first five bits. */
const mostDistinct = 100_000
/** Pixels that the other colours are chosen from. */
const mostSamples = 200_000

/** Counts the colours of frames, and makes the palette that suits them. */
export class ColourCount {
  /** Pixels by colour: blue in the highest byte. */
  private readonly counts: Map<number, number> = new Map()

  /** @param words (H × W) pixels: red in the lowest byte, then green, blue and alpha */
  add(words: Uint32Array): void {
    let before = 0
    let run = 0
    for (const word of words) {
      const colour = word & 0xffffff
      if (colour === before) {
        run++
        continue
      }
      this.count(before, run)
      before = colour
      run = 1
    }
    this.count(before, run)
  }

  /** All the colours if they fit, else those that represent them best. */
  palette(): Palette {
    const byCount = [...this.counts].sort(([, one], [, other]) => other - one)
    const all = byCount.map(([colour]) => rgbOf(colour))
    if (all.length <= mostColours) return new Palette(atLeastTwo(all))
    const exact = all.slice(0, exactColours)
    return new Palette([...exact, ...chosen(byCount.slice(exactColours), mostColours - exactColours)])
  }

  private count(colour: number, pixels: number): void {
    if (pixels === 0) return
    const { counts } = this
    const known = counts.get(colour)
    if (known !== undefined || counts.size < mostDistinct) counts.set(colour, (known ?? 0) + pixels)
    else counts.set(colour & 0xf8f8f8, (counts.get(colour & 0xf8f8f8) ?? 0) + pixels)
  }
}

/** At most `most` colours for others, of which the frequent ones count more. */
function chosen(byCount: readonly (readonly [colour: number, pixels: number])[], most: number): Rgb[] {
  const samples: number[] = []
  for (const [colour, pixels] of byCount) {
    const share = Math.min(100, Math.ceil(Math.sqrt(pixels)))
    for (let k = 0; k < share && samples.length < mostSamples; k++) samples.push(colour | 0xff000000)
  }
  const bytes = new Uint8Array(Uint32Array.from(samples).buffer)
  return gifenc.quantize(bytes, most).map(([red, green, blue]) => [red!, green!, blue!] as const)
}

function rgbOf(colour: number): Rgb {
  return [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255]
}

/** A GIF has at least two colours. */
function atLeastTwo(colours: readonly Rgb[]): readonly Rgb[] {
  return colours.length >= 2 ? colours : ([...colours, [255, 255, 255], [0, 0, 0]].slice(0, 2) as Rgb[])
}
