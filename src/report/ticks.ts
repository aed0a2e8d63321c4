import { tickIncrement, ticks } from 'd3-array'
import { scaleLog } from 'd3-scale'
import { positive } from './drawable.ts'
import { group } from './number.ts'

/** A place on an axis. */
export interface AxisTick {
  readonly value: number
  /** Empty for a minor tick. */
  readonly label: string
}

/**
 * About `count` round values inside [low, high], a step of 1, 2 or 5 × 10^k apart, ascending. Where the ends are too close
 * to each other for round numbers between them, the ends themselves; none if one of them is not finite.
 */
export function linearTicks(low: number, high: number, count: number): AxisTick[] {
  if (!hasRoom(low, high)) return endTicks(low, high)
  const values = ticks(low, high, count).map((value) => value + 0)
  const power = stepPower(low, high, count)
  const largest = Math.max(...values.map(Math.abs))
  return values.map((value) => ({ value, label: linearLabel(value, power, largest) }))
}

/** Ticks that may be told from a base, and the base in words that follow the name of the axis: ` − 1,700,000,000`. */
export interface BasedTicks {
  readonly ticks: readonly AxisTick[]
  /** Empty where the labels are the values themselves. */
  readonly base: string
}

/** Longer labels run into each other, or out of the picture. */
const longestLabel = 8

/**
 * Linear ticks with short labels: where values have an offset that takes most of their digits, labels are told from the
 * first tick.
 */
export function basedTicks(ticks: readonly AxisTick[]): BasedTicks {
  const [first, second] = ticks
  if (second === undefined || ticks.every(({ label }) => label.length <= longestLabel))
    return { ticks, base: '' }
  const base = first!.value
  const step = Number((second.value - base).toPrecision(1))
  const power = powerOf(step, Math.floor)
  const reach = step * (ticks.length - 1)
  // Without an offset a base saves no digit.
  if (Math.abs(base) <= reach) return { ticks, base: '' }
  const told = ticks.map(({ value }, index) => ({ value, label: linearLabel(step * index, power, reach) }))
  return { ticks: told, base: baseText(base, power) }
}

/** @param power of ten of the step */
function baseText(base: number, power: number): string {
  const size = Math.abs(base)
  const plain = size < 1e15 && power > -10
  const text = plain ? group(size.toFixed(Math.max(0, -power))) : String(Number(size.toPrecision(15)))
  return ` ${base < 0 ? '+' : '−'} ${text}`
}

/**
 * Ticks for a log axis over [low, high], both positive: powers of ten, labelled, with minor ticks at 2…9 × 10^k where
 * there is room. With two powers of ten or fewer, 2 and 5 are labelled too; over less than a factor of 5, ticks are linear.
 */
export function logTicks(low: number, high: number, count: number): AxisTick[] {
  if (!(positive(low) && positive(high) && hasRoom(low, high))) return endTicks(low, high)
  const first = powerOf(low, Math.ceil)
  const last = powerOf(high, Math.floor)
  const powers = last - first + 1
  if (powers < 2 && high / low < 5) return linearTicks(low, high, count)

  const labelled = (mantissa: number): boolean =>
    mantissa === 1 || (powers <= 2 && (mantissa === 2 || mantissa === 5))
  // With a larger count, d3 would fall back to linear ticks over a decade or two.
  const values = scaleLog().domain([low, high]).ticks(Math.min(count, 8))
  return values.map((value) => {
    const power = powerOf(value, Math.floor)
    const mantissa = Math.round(value / 10 ** power)
    return { value, label: labelled(mantissa) ? logLabel(mantissa, power, first, last) : '' }
  })
}

/**
 * The domain rounded outwards to ticks, as `nice` of d3 does it, but in a bounded number of steps.
 * @param low and high with room for ticks between them
 */
export function roundedEnds(low: number, high: number, count: number): [number, number] {
  let [from, to] = [low, high]
  let before = Number.NaN
  for (let round = 0; round < mostRounds; round++) {
    const step = tickIncrement(from, to, count)
    if (step === before || step === 0 || !Number.isFinite(step)) break
    // d3 gives a step below 1 as minus its inverse.
    const place = (value: number): number => (step > 0 ? value / step : value * -step)
    const value = (place: number): number => (step > 0 ? place * step : place / -step)
    const [first, last] = [Math.ceil(place(from)), Math.floor(place(to))]
    from = value(value(first) > from ? first - 1 : first)
    to = value(value(last) < to ? last + 1 : last)
    before = step
  }
  return [from, to]
}

/** Rounding moves the ends, and so the step; after two or three rounds it stays. */
const mostRounds = 8
/** Ends that are closer to each other than this share of their size have no ticks between them: labels would be endless. */
const closest = 1e-12

/** Whether float64 has round numbers between two ends, and enough places for a drawing. */
export function hasRoom(low: number, high: number): boolean {
  const size = Math.max(Math.abs(low), Math.abs(high))
  return size <= 1e300 && high - low > Math.max(size * closest, 1e-280)
}

function endTicks(low: number, high: number): AxisTick[] {
  return [...new Set([low, high])].filter(Number.isFinite).map((value) => ({ value, label: String(value) }))
}

/** A plain number near 1, `2×10⁻⁷` far from it. @param first and last powers of ten on the axis */
function logLabel(mantissa: number, power: number, first: number, last: number): string {
  if (first >= -4 && last <= 4) return linearLabel(mantissa * 10 ** power, power, 10 ** last)
  return scientific(String(mantissa), power)
}

/** A tick label with as many decimals as the step has; very large and very small ones as `2×10⁻⁷`. */
function linearLabel(value: number, stepPower: number, largest: number): string {
  if (value === 0) return '0'
  const sign = value < 0 ? '−' : ''
  const size = Math.abs(value)
  if (largest >= 1e8 || (largest < 1e-4 && stepPower < -4)) {
    const power = powerOf(size, Math.floor)
    const decimals = Math.max(0, Math.min(15, power - stepPower))
    return sign + scientific(String(Number((size / 10 ** power).toFixed(decimals))), power)
  }
  return `${sign}${group(size.toFixed(Math.max(0, Math.min(20, -stepPower))))}`
}

/** The power of ten of the step between two linear ticks. */
function stepPower(low: number, high: number, count: number): number {
  // d3 gives a step below 1 as minus its inverse.
  const increment = tickIncrement(low, high, count)
  return powerOf(increment < 0 ? -1 / increment : increment, Math.floor)
}

/** The power of ten at a value, rounded; a power itself is taken for exactly that. */
function powerOf(value: number, rounded: (power: number) => number): number {
  const power = Math.log10(value)
  const whole = Math.round(power)
  return Math.abs(power - whole) < 1e-9 ? whole : rounded(power)
}

function scientific(mantissa: string, power: number): string {
  return `${mantissa === '1' ? '' : `${mantissa}×`}10${superscript(power)}`
}

function superscript(power: number): string {
  return String(power).replace(/./g, (digit) => superscripts[digit]!)
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
}
