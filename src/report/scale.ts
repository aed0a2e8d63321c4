import { linearTicks, logTicks, type Tick } from './ticks.ts'

/** [low, high], low < high. */
export type Extent = readonly [number, number]

/** Takes values to pixels along one axis. */
export interface Scale {
  readonly kind: 'linear' | 'log'
  readonly domain: Extent
  /** Where the domain's ends lie, pixels; the first may be the larger, as on a y axis. */
  readonly range: readonly [number, number]
  /** Pixels; NaN for what the scale cannot show (NaN, an infinity, zero or less on a log scale). */
  at(value: number): number
  /** About `count` labelled ticks, ascending. */
  ticks(count: number): Tick[]
}

export function linearScale(domain: Extent, range: readonly [number, number]): Scale {
  const [low, high] = domain
  const slope = (range[1] - range[0]) / (high - low)
  return {
    kind: 'linear',
    domain,
    range,
    at: (value) => (drawable(value) ? near(range[0] + (value - low) * slope) : Number.NaN),
    ticks: (count) => linearTicks(low, high, count),
  }
}

export function logScale(domain: Extent, range: readonly [number, number]): Scale {
  const low = Math.log10(domain[0])
  const slope = (range[1] - range[0]) / (Math.log10(domain[1]) - low)
  return {
    kind: 'log',
    domain,
    range,
    at: (value) => (positive(value) ? near(range[0] + (Math.log10(value) - low) * slope) : Number.NaN),
    ticks: (count) => logTicks(domain[0], domain[1], count),
  }
}

/** Keeps what is far outside the frame within the pixels that the rasteriser can count. */
function near(pixels: number): number {
  return Math.max(-1e4, Math.min(1e4, pixels))
}

/** Finite, and far enough from overflow that a span or a power of ten stays finite too. */
export function drawable(value: number): boolean {
  return Math.abs(value) <= 1e300
}

/** What a log scale can show. */
export function positive(value: number): boolean {
  return value >= 1e-300 && value <= 1e300
}
