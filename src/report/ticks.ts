import { group } from './number.ts'

export interface Tick {
  readonly value: number
  /** Empty for a minor tick. */
  readonly label: string
}

/**
 * About `count` round values inside [low, high], a step of 1, 2 or 5 × 10^k apart, ascending.
 * The step is the one nearest to span / count on a log scale, as in d3-array's `ticks`.
 */
export function linearTicks(low: number, high: number, count: number): Tick[] {
  const { mantissa, power } = tickStep(low, high, count)
  const value = (i: number): number =>
    power < 0 ? (i * mantissa) / 10 ** -power : i * mantissa * 10 ** power
  const step = value(1)
  const ticks: number[] = []
  for (let i = Math.ceil(low / step - 1e-9); i <= Math.floor(high / step + 1e-9); i++)
    ticks.push(value(i) + 0)
  const largest = Math.max(...ticks.map(Math.abs))
  return ticks.map((tick) => ({ value: tick, label: linearLabel(tick, power, largest) }))
}

/** [low, high] grown to the nearest ticks outside. */
export function nice(low: number, high: number, count: number): [number, number] {
  const { mantissa, power } = tickStep(low, high, count)
  const scale = power < 0 ? mantissa / 10 ** -power : mantissa * 10 ** power
  return [Math.floor(low / scale + 1e-9) * scale, Math.ceil(high / scale - 1e-9) * scale]
}

/**
 * Ticks for a log axis over [low, high], both positive: powers of ten, labelled, with minor ticks at 2…9 × 10^k.
 * Where decades crowd, only every n-th power stands; where there is less than a decade or two, 2 and 5 are
 * labelled too, and below that the linear ticks serve.
 */
export function logTicks(low: number, high: number, count: number): Tick[] {
  const first = Math.ceil(Math.log10(low) - 1e-9)
  const last = Math.floor(Math.log10(high) + 1e-9)
  const decades = last - first + 1
  if (decades < 2 && high / low < 5) return linearTicks(low, high, count)

  const every = STRIDES.find((stride) => decades <= stride * count) ?? 100
  const plain = every === 1 && first >= -4 && last <= 4
  const label = (mantissa: number, power: number): string => {
    if (plain || decades < 1) return linearLabel(mantissa * 10 ** power, power, high)
    return mantissa === 1 ? `10${superscript(power)}` : `${mantissa}×10${superscript(power)}`
  }
  const ticks: Tick[] = []
  for (let power = first - 1; power <= last; power++) {
    for (let mantissa = 1; mantissa < 10; mantissa++) {
      if (mantissa > 1 && (every > 1 || decades > 8)) break
      if (every > 5 && power % every !== 0) break
      const value = power < 0 ? mantissa / 10 ** -power : mantissa * 10 ** power
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue
      const between = decades <= 2 && (mantissa === 2 || mantissa === 5)
      const labelled = mantissa === 1 ? power % every === 0 : between
      ticks.push({ value, label: labelled ? label(mantissa, power) : '' })
    }
  }
  return ticks
}

/** How many decades may lie between two labels. */
const STRIDES: readonly number[] = [1, 2, 3, 5, 10, 20, 50]

function tickStep(low: number, high: number, count: number): { mantissa: 1 | 2 | 5; power: number } {
  const raw = (high - low) / count
  const power = Math.floor(Math.log10(raw))
  const error = raw / 10 ** power
  if (error >= Math.sqrt(50)) return { mantissa: 1, power: power + 1 }
  if (error >= Math.sqrt(10)) return { mantissa: 5, power }
  return { mantissa: error >= Math.sqrt(2) ? 2 : 1, power }
}

/** A tick label with as many decimals as the step has; very large and very small ones as `2×10⁻⁷`. */
function linearLabel(value: number, stepPower: number, largest: number): string {
  if (value === 0) return '0'
  const sign = value < 0 ? '−' : ''
  const size = Math.abs(value)
  if (largest >= 1e8 || (largest < 1e-4 && stepPower < -4)) {
    const power = Math.floor(Math.log10(size) + 1e-9)
    const decimals = Math.max(0, Math.min(15, power - stepPower))
    const mantissa = String(Number((size / 10 ** power).toFixed(decimals)))
    return `${sign}${mantissa === '1' ? '' : `${mantissa}×`}10${superscript(power)}`
  }
  return `${sign}${group(size.toFixed(Math.max(0, Math.min(20, -stepPower))))}`
}

function superscript(power: number): string {
  return String(power).replace(/./g, (digit) => SUPERSCRIPTS[digit]!)
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
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
