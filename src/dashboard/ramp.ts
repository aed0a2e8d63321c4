type Rgb = readonly [red: number, green: number, blue: number]

/** Stops of matplotlib's "magma" (van der Walt and Smith 2015), evenly spaced, without its blackest and palest ends. */
const magma: readonly Rgb[] = [
  [20, 14, 54],
  [59, 15, 112],
  [100, 26, 128],
  [140, 41, 129],
  [183, 55, 121],
  [222, 73, 104],
  [247, 112, 92],
  [254, 159, 109],
  [254, 207, 146],
  [252, 240, 178],
]

/** @param share clamped to [0, 1]; NaN is 0 */
export function ramp(share: number): Rgb {
  const place = Math.min(1, Math.max(0, share || 0)) * (magma.length - 1)
  const stop = Math.min(Math.floor(place), magma.length - 2)
  return mix(magma[stop]!, magma[stop + 1]!, place - stop)
}

/** @param share of the second, in [0, 1] */
export function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const between = (c: 0 | 1 | 2): number => Math.round(one[c] + (other[c] - one[c]) * share)
  return [between(0), between(1), between(2)]
}

/** @param colour `#rrggbb` */
export function rgbOf(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

export function hexOf(colour: Rgb): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
