import type { DataPoint } from './data-point.ts'
import type { Scale } from './scale.ts'

/** Dash patterns of a line two pixels wide: through the gaps of each, what it covers is seen. The first is a whole line. */
const patterns: readonly (string | undefined)[] = [undefined, '7 5', '2.5 4', '11 4 2.5 4']
/** Two curves are one to the eye where they are nearer than this, pixels. */
const near = 3
/** Curves that are one to the eye over so much of their common way would hide each other. */
const mostShared = 0.2
/** Places at which curves are compared. */
const places = 240

/**
 * Dashes for curves that would hide each other or have one colour: the first of them is a whole line, and the others have patterns of
 * their own. All others are whole lines. Where there are too few patterns, curves of one colour keep theirs apart the longest.
 *
 * @param curves each ascending in x
 * @param colours of each curve
 * @param end the last x
 * @param scales the y scales of the frames that show them: curves that are apart in one of them are told apart there
 * @returns the pattern of each curve; undefined for a whole line
 */
export function dashesOf(
  curves: readonly (readonly DataPoint[])[],
  colours: readonly string[],
  end: number,
  scales: readonly Scale[],
): (string | undefined)[] {
  const levels = curves.map((curve) => {
    const values = sampled(curve, end)
    return scales.map((scale) => values.map((value) => scale.at(value)))
  })
  const chosen: number[] = []
  for (const [index, own] of levels.entries()) {
    const alike = new Set(chosen.filter((_, before) => colours[before] === colours[index]))
    const hidden = new Set(chosen.filter((_, before) => together(levels[before]!, own)))
    const free = patterns.findIndex((_, pattern) => !alike.has(pattern) && !hidden.has(pattern))
    const other = free < 0 ? patterns.findIndex((_, pattern) => !alike.has(pattern)) : free
    chosen.push(other < 0 ? index % patterns.length : other)
  }
  return chosen.map((pattern) => patterns[pattern])
}

/** The latest value at each place; NaN before the first. */
function sampled(curve: readonly DataPoint[], end: number): number[] {
  let next = 0
  let value = Number.NaN
  return Array.from({ length: places }, (_, place) => {
    const x = (end * (place + 1)) / places
    while (next < curve.length && curve[next]!.x <= x) value = curve[next++]!.y
    return value
  })
}

/** @param one for each scale the heights of a curve, pixels; NaN where it cannot be shown */
function together(one: readonly (readonly number[])[], other: readonly (readonly number[])[]): boolean {
  let [common, shared] = [0, 0]
  for (let place = 0; place < places; place++) {
    const gaps = one
      .map((heights, scale) => Math.abs(heights[place]! - other[scale]![place]!))
      .filter((gap) => !Number.isNaN(gap))
    if (gaps.length === 0) continue
    common++
    if (gaps.every((gap) => gap < near)) shared++
  }
  return shared > mostShared * common
}
