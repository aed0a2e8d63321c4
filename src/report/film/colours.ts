/** Red, green and blue, 0 … 255. */
export type Rgb = readonly [number, number, number]

/** Every eighth of matplotlib's "magma" (Smith and van der Walt 2015). */
const MAGMA: readonly Rgb[] = [
  [0, 0, 4],
  [28, 16, 68],
  [79, 18, 123],
  [129, 37, 129],
  [181, 54, 122],
  [229, 80, 100],
  [251, 135, 97],
  [254, 194, 135],
  [252, 253, 191],
]
/** The blackest part is left out: nothing drawn on it could be darker. */
const darkest = 0.1

/** @param share in [0, 1], from dark to bright */
export function magma(share: number): Rgb {
  const place = (darkest + (1 - darkest) * share) * (MAGMA.length - 1)
  const stop = Math.min(Math.floor(place), MAGMA.length - 2)
  return mix(MAGMA[stop]!, MAGMA[stop + 1]!, place - stop)
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

export function hex(colour: Rgb): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

/** The colours of a film, and which of them comes nearest to any other. */
export class Palette {
  readonly colours: readonly Rgb[]
  private readonly known: Map<number, number> = new Map()

  /** @param colours at most 255 */
  constructor(colours: readonly Rgb[]) {
    this.colours = colours
  }

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
