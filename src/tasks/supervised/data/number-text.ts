/** Numbers as text: which texts are numbers, and which of them mean exactly the same. */

/** The sign between the whole part of a number and its fraction. */
export type Decimal = '.' | ','

const patterns: Readonly<Record<Decimal, RegExp>> = {
  '.': /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  ',': /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/,
}

/**
 * The plain form, with a decimal point, of a text that is a number; undefined for other texts.
 * @param text without blanks around it
 */
export function pointNumber(text: string, decimal: Decimal): string | undefined {
  if (!patterns[decimal].test(text)) return undefined
  return decimal === '.' ? text : text.replace(',', '.')
}

/**
 * One text for every way to write a number: `1`, `1.0`, `+1`, `01` and `1e0` give the same, and two different numbers never
 * do, even if float64 cannot tell them apart.
 * @param number with a decimal point
 */
export function exactNumber(number: string): string {
  if (/^[1-9]$/.test(number)) return `${number}e0`
  const [mantissa, exponent = '0'] = number.toLowerCase().split('e') as [string, string?]
  const [whole, fraction = ''] = mantissa.replace(/^[+-]/, '').split('.') as [string, string?]
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const significant = digits.slice(0, endWithoutZeros(digits))
  if (significant === '') return '0e0'
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length)
  return `${mantissa.startsWith('-') ? '-' : ''}${significant}e${power}`
}

/** A pattern for this would look at each run of zeros again from each of them. */
function endWithoutZeros(digits: string): number {
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end--
  return end
}

/** The most digits of a number that is written without an exponent. */
const longest = 40

/**
 * The plain way to write a number.
 * @param exact from `exactNumber`
 */
export function plainNumber(exact: string): string {
  const short = String(Number(exact))
  if (Number.isFinite(Number(exact)) && exactNumber(short) === exact) return short
  const [, sign, digits, power] = /^(-?)(\d+)e(-?\d+)$/.exec(exact) as unknown as [
    string,
    string,
    string,
    string,
  ]
  const shift = Number(power)
  if (Math.abs(shift) + digits.length > longest) return exact
  if (shift >= 0) return `${sign}${digits}${'0'.repeat(shift)}`
  const padded = digits.padStart(1 - shift, '0')
  return `${sign}${padded.slice(0, shift)}.${padded.slice(shift)}`
}
