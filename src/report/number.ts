/** Numbers as text: grouped thousands, significant digits, `∞` and `NaN`. */

/** Stands where there is no value. */
export const NO_VALUE = '–'

/** A whole number with its thousands grouped: `12345` is `12,345`. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value)
  return group(Math.round(value).toFixed(0))
}

/** A value to `digits` significant digits, in exponent form below 0.0001 and from a million on. */
export function formatSignificant(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return notFinite(value)
  if (value === 0) return '0'
  const size = Math.abs(Number(value.toPrecision(digits)))
  if (size < 1e-4 || size >= 1e6) return value.toExponential(digits - 1).replace('e+', 'e')
  return size >= 10 ** digits ? formatCount(value) : group(value.toPrecision(digits))
}

/** The share of an extent below which a number beside it is zero. */
const nothing = 1e-4

/**
 * The ends of an extent: two significant digits, and as many more as tell the ends apart by a tenth of their distance. An
 * end that is next to zero, measured by the extent, is `0`.
 */
export function formatEnds([low, high]: readonly [number, number]): [string, string] {
  const span = high - low
  const end = (value: number): string => {
    if (!Number.isFinite(value)) return notFinite(value)
    if (value === 0 || Math.abs(value) < nothing * span) return '0'
    const wanted = Math.floor(Math.log10(Math.abs(value))) - Math.floor(Math.log10(span)) + 2
    const digits = Math.min(17, Math.max(2, Number.isFinite(wanted) ? wanted : 2))
    const rounded = Number(value.toPrecision(digits))
    const size = Math.abs(rounded)
    if (size < 1e-4 || size >= 1e15) return rounded.toExponential().replace('e+', 'e')
    return group(String(rounded))
  }
  return [end(low), end(high)]
}

/** A share from 0 to 1 as `97.1 %`. */
export function formatPercent(share: number | undefined): string {
  if (share === undefined || !Number.isFinite(share)) return NO_VALUE
  const percent = share * 100
  // 100 % and 0 % stay for what is exactly that.
  if (percent > 99.9 && percent < 100) return '99.9 %'
  if (percent > 0 && percent < 0.1) return '0.1 %'
  return `${percent.toFixed(percent === 0 || percent === 100 ? 0 : 1)} %`
}

/** `1 generation`, `1,200 generations`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  const last = parts.slice(-1)
  return parts.length < 2 ? last.join('') : [parts.slice(0, -1).join(', '), ...last].join(' and ')
}

/** Puts a comma between the thousands of a plain decimal such as `-1234.5`. */
export function group(decimal: string): string {
  const [whole, fraction] = decimal.split('.') as [string, string?]
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

function notFinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  return value > 0 ? '∞' : '-∞'
}
