import { naturalOrder } from '../natural-order.ts'
import { magma, mix, type Rgb, rgb, WHITE } from './colours.ts'
import { formatEnds } from './number.ts'
import { runColours } from './palette.ts'

/** The meaning of a network's answers over its two inputs, and their range. */
export type MapAnswers =
  /** One value a point: the share of the second class, in [0, 1]. */
  | { readonly kind: 'pair'; readonly names: readonly [string, string] }
  /** A score for each class and point. The highest wins; its lead over the second makes the colour stronger. */
  | { readonly kind: 'classes'; readonly names: readonly string[] }
  /** One value a point. */
  | { readonly kind: 'number'; readonly name: string; readonly extent: readonly [number, number] }

/** Values of points, (points, channels): in float64 where they are numbers in their own unit. */
export type MapField = Float32Array | Float64Array

/** How answers become colours. */
export interface Colouring {
  /** Values of a point. */
  readonly channels: number
  /** Every colour that the map can have. */
  readonly colours: readonly Rgb[]
  /**
   * The index of a point's colour.
   * @param values of the point
   * @param before its index in the previous picture, kept if it is nearly as good, so that bands do not flicker; -1 for
   *   none
   */
  colourOf(values: MapField, before: number): number
  /** What a sample looks like. @param value its class, or its number */
  sample(value: number): SampleLook
}

/** A sample is a dot with a rim. */
export interface SampleLook {
  readonly fill: Rgb
  readonly rim: Rgb
}

/** Bands of a map: enough to look even, few enough to compress. */
const levels = 28
/** How many bands a point may be off before its band changes. */
const tolerance = 1
/** The colour of an answer that is no number. */
const NOTHING: Rgb = [128, 128, 128]
/** The light and the dark edge of a sample: no colours of a page, whose own a dark report changes. */
export const dotWhite: Rgb = [254, 254, 254]
export const dotDark: Rgb = mix(magma(0), magma(0.25), 0.4)
/**
 * Colours of classes, distinguishable with colour blindness (Okabe and Ito 2008). Two of them are a shade off those of curves
 * and words, which a dark report changes.
 */
export const CLASSES: readonly string[] = [
  '#0172b2',
  '#e69f00',
  '#009e73',
  '#cc4477',
  '#8424f0',
  '#56b4e9',
  '#7a5c2e',
  '#5b6370',
]
/** The most bands of all classes together: a film's palette has 255 colours. Of more classes, neighbours share one. */
const classBands = 150

export function colouringOf(answers: MapAnswers): Colouring {
  if (answers.kind === 'classes') return ofClasses(answers.names)
  const [low, high] = answers.kind === 'pair' ? [0, 1] : answers.extent
  return ofNumbers(low, high, answers.kind === 'pair')
}

/** From dark to bright. Samples of two classes have the colours of its ends, so those of the wrong class stand out. */
function ofNumbers(low: number, high: number, classes: boolean): Colouring {
  const colours = Array.from({ length: levels }, (_, level) => magma(level / (levels - 1)))
  const placeOf = (value: number): number =>
    Math.min(1, Math.max(0, (value - low) / (high - low))) * (levels - 1)
  const pair: readonly SampleLook[] = [
    { fill: dotDark, rim: mix(WHITE, magma(0), 0.15) },
    { fill: magma(1), rim: dotDark },
  ]
  return {
    channels: 1,
    colours: [...colours, NOTHING],
    colourOf: ([value], before) => (Number.isNaN(value!) ? levels : band(placeOf(value!), levels, before)),
    sample(value) {
      if (classes) return pair[value]!
      const fill = colours[band(placeOf(value), levels, -1)]!
      // A white rim would leave a bright dot without an edge on a bright map.
      return { fill, rim: luminance(fill) > brightest ? dotDark : dotWhite }
    },
  }
}

/** A dot that is brighter has a dark rim. */
const brightest = 0.45

/** The relative luminance of a colour, in [0, 1], near enough for choosing what stands out from it. */
function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number): number => (channel / 255) ** 2.2
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** The nearest of `count` bands, or the previous one if it is close enough. */
function band(place: number, count: number, before: number): number {
  const near = before >= 0 && before < count && Math.abs(place - before) <= tolerance
  return near ? before : Math.round(place)
}

/** A hue for each class, in the order in which people are shown them; paler where another class is close. */
function ofClasses(names: readonly string[]): Colouring {
  const count = names.length
  const places = new Uint32Array(count)
  for (const [place, k] of naturalOrder(names).entries()) places[k] = place
  const different = Math.min(count, classBands)
  const hues = (count <= CLASSES.length ? CLASSES.slice(0, count) : runColours(different)).map(rgb)
  const hueOf = (index: number): number => Math.floor((places[index]! * different) / count)
  const bands = Math.min(20, Math.floor(classBands / different))
  const strength = (band: number): number => (bands === 1 ? 0.75 : 0.75 * (band / (bands - 1)))
  const colours = hues.flatMap((hue) =>
    Array.from({ length: bands }, (_, band) => mix([246, 244, 240], hue, strength(band))),
  )
  return {
    channels: count,
    colours: [...colours, NOTHING],
    colourOf(values, before) {
      let [best, first, second] = [-1, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (let k = 0; k < count; k++) {
        const value = values[k]!
        if (value > first) {
          second = first
          first = value
          best = k
        } else if (value > second) second = value
      }
      if (best < 0) return colours.length
      const ahead = Math.min(1, Math.max(0, first - second))
      const palest = hueOf(best) * bands
      return palest + band(ahead * (bands - 1), bands, before - palest)
    },
    sample: (value) => ({ fill: hues[hueOf(value)]!, rim: dotWhite }),
  }
}

/** What the colours of a map mean: classes by name, or the ends of a scale. */
export type MapLegend =
  | {
      readonly kind: 'classes'
      readonly entries: readonly { readonly label: string; readonly look: SampleLook }[]
    }
  | {
      readonly kind: 'scale'
      readonly label: string
      /** The low and the high end, as text. */
      readonly ends: readonly [string, string]
      /** From the low end to the high one. */
      readonly colours: readonly Rgb[]
    }

export function legendOf(answers: MapAnswers): MapLegend {
  const { sample, colours } = colouringOf(answers)
  if (answers.kind !== 'number') {
    const entries = naturalOrder(answers.names).map((k) => ({ label: answers.names[k]!, look: sample(k) }))
    return { kind: 'classes', entries }
  }
  const { name, extent } = answers
  return { kind: 'scale', label: name, ends: formatEnds(extent), colours: colours.slice(0, levels) }
}
