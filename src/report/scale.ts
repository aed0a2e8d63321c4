import { scaleLinear, scaleLog } from 'd3-scale'
import { drawable, positive } from './drawable.ts'
import { type AxisTick, linearTicks, logTicks } from './ticks.ts'

/** [low, high], low < high. */
export type Extent = readonly [number, number]

export type ScaleKind = 'linear' | 'log'

/** Takes values to pixels along one axis. */
export interface Scale {
  readonly kind: ScaleKind
  readonly domain: Extent
  /** Where the domain's ends lie, pixels; the first may be the larger, as on a y axis. */
  readonly range: readonly [number, number]
  /** The parts of the range between breaks of the axis: the range itself where there is none. */
  readonly stretches: readonly (readonly [number, number])[]
  /** Pixels; NaN for a value that the scale cannot show: NaN, an infinity; zero and less on a log scale. */
  at(value: number): number
  /** About `count` labelled ticks, ascending. */
  ticks(count: number): AxisTick[]
}

/** @param domain on a log scale both ends are positive */
export function makeScale(kind: ScaleKind, domain: Extent, range: readonly [number, number]): Scale {
  const place = (kind === 'log' ? scaleLog() : scaleLinear()).domain(domain).range(range)
  const ticks = kind === 'log' ? logTicks : linearTicks
  return {
    kind,
    domain,
    range,
    stretches: [range],
    at: (value) => (showable(value, kind) ? near(place(value)) : Number.NaN),
    ticks: (count) => ticks(domain[0], domain[1], count).filter(({ value }) => showable(value, kind)),
  }
}

export function linearScale(domain: Extent, range: readonly [number, number]): Scale {
  return makeScale('linear', domain, range)
}

/** Limits places far outside the frame to what the rasteriser can handle. */
function near(pixels: number): number {
  return Math.max(-1e4, Math.min(1e4, pixels))
}

/** Whether a kind of scale can show a value. */
export function showable(value: number, kind: ScaleKind): boolean {
  return kind === 'log' ? positive(value) : drawable(value)
}
