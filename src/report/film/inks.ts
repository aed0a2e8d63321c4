import { mix, type Rgb, rgb, WHITE } from '../colours.ts'
import { PAPER_COLOURS } from '../network/colours.ts'
import { AXIS, BEST, GRID, INK, SOFT_INK, VALIDATION } from '../palette.ts'

/** An ink on white, what stands for it on a dark page, and in how many shades its edges are drawn. */
interface FilmInk {
  readonly light: Rgb
  readonly dark: Rgb
  readonly shades: number
}

/** The ground of a film on a dark page: that of the report's panels. */
const DARK: Rgb = rgb('#1b1f27')

const ink = (light: string, dark: string, shades: number): FilmInk => ({
  light: rgb(light),
  dark: rgb(dark),
  shades,
})

const pageInks: readonly FilmInk[] = [
  ink(INK, '#e8eaef', 12),
  ink(SOFT_INK, '#a2a9b6', 10),
  ink(AXIS, '#616978', 2),
  ink(GRID, '#2a2f39', 1),
  ink(BEST, '#5cbcf5', 8),
  ink(VALIDATION, '#ff9d57', 8),
]

/** Blue and vermilion alone and where they cross. */
const weightInks: readonly FilmInk[] = Array.from({ length: 5 }, (_, share) => ({
  light: mix(rgb(PAPER_COLOURS.positive), rgb(PAPER_COLOURS.negative), share / 4),
  dark: mix(rgb('#5cbcf5'), rgb('#ff9447'), share / 4),
  shades: share % 4 === 0 ? 8 : 4,
}))

const networkInks: readonly FilmInk[] = [
  ink(INK, '#e8eaef', 4),
  ink(SOFT_INK, '#a2a9b6', 3),
  ink(AXIS, '#616978', 1),
  ...weightInks,
]

/** White, and each ink with its anti-aliased edges, dark to pale. */
export const PAPER: readonly Rgb[] = [WHITE, ...shadesOf(pageInks)]

/** Text with its edges, the weights of a network, and white. */
export const NETWORK_PAPER: readonly Rgb[] = [...shadesOf(networkInks), WHITE]

/** An ink from full to pale, without white itself. */
export function shadesOn(paper: Rgb, colour: Rgb, shades: number): Rgb[] {
  return Array.from({ length: shades }, (_, step) => mix(colour, paper, step / shades))
}

/** The ink of a page that looks the same as a colour; null for none. */
export function inkLike([red, green, blue]: Rgb): Rgb | null {
  const like = pageInks.find(({ light: [r, g, b] }) => Math.hypot(r - red, g - green, b - blue) < 2)
  return like?.light ?? null
}

function shadesOf(inks: readonly FilmInk[], which: 'light' | 'dark' = 'light'): Rgb[] {
  const paper = which === 'light' ? WHITE : DARK
  return inks.flatMap((own) => shadesOn(paper, own[which], own.shades))
}

/**
 * What stands for the colours of paper and ink on a dark page, by the light one as text.
 * @param more colours that are drawn with so many shades, and stay the same in full
 */
export function darkInks(more: readonly Rgb[], shades: number): ReadonlyMap<string, Rgb> {
  const same = more.map((colour) => ({ light: colour, dark: colour, shades }))
  const all = [...same, ...networkInks, ...pageInks]
  const [light, dark] = [shadesOf(all), shadesOf(all, 'dark')]
  return new Map([
    ...light.map((colour, k): [string, Rgb] => [String(colour), dark[k]!]),
    [String(WHITE), DARK],
  ])
}
