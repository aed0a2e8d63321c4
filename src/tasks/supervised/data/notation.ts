/** Texts that are numbers to a person, though not in the notation of their file: `1.234,5`, `$ 5`, `12 %`, `(3)`. */
import type { Decimal } from './number-text.ts'

/** How a text differs from a number in the notation of its file. */
export interface OtherNotation {
  /** It has the other decimal sign, or its thousands are grouped by the file's own. */
  readonly otherDecimal: boolean
  /** Its thousands are grouped. */
  readonly thousands: boolean
  /** Either of both: `1,234` may be a thousand or a little more than one. */
  readonly either: boolean
  /** What else is to be changed: `without "€"`. */
  readonly changes: readonly string[]
}

/** Longer texts are no numbers. */
const longest = 60

/** Three-letter codes and abbreviations of currencies, beside the signs that Unicode knows as such. */
const currencies =
  'USD|EUR|GBP|CHF|JPY|CNY|RMB|AUD|CAD|NZD|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|RUB|UAH|TRY|INR|BRL|MXN|ZAR|KRW|SGD|HKD|' +
  'THB|IDR|MYR|PHP|ILS|AED|SAR|US\\$|R\\$|A\\$|C\\$|HK\\$|NZ\\$|Rs\\.?|kr\\.?|zł|Kč|Ft|Fr\\.?|lei|руб\\.?|元|円|원'
const before = new RegExp(`^([+-]?)\\s*(\\p{Sc}|${currencies}|[#№'’=])\\s*(?=[+\\-.,(\\p{Nd}])`, 'iu')
const after = new RegExp(`(?<=[\\p{Nd}.,)])\\s*(\\p{Sc}|${currencies}|[%‰‱٪％*†°′″]|°[CF]|pct\\.?)$`, 'iu')

/**
 * How a text that is no number in its file's notation is one in another.
 * @param text with blanks around it or without
 * @param decimal the decimal sign of the file
 * @returns undefined for a text that is no number in any notation
 */
export function otherNotation(text: string, decimal: Decimal): OtherNotation | undefined {
  if (text.length > longest || !/\p{Nd}/u.test(text)) return undefined
  const changes: string[] = []
  const body = bare(text.trim(), changes)
  const reading = readingOf(body, decimal)
  if (reading === undefined) return undefined
  return { ...reading, changes: [...new Set(changes)] }
}

/** What is left of a text without its signs. */
function bare(text: string, changes: string[]): string {
  let rest = text
  const change = (pattern: RegExp, by: string, how: string | ((match: string) => string)): boolean => {
    const match = pattern.exec(rest)
    if (match === null) return false
    changes.push(typeof how === 'string' ? how : how(match[0].replace(/[+-]/, '').trim()))
    rest = rest.replace(pattern, by)
    return true
  }
  const without = (sign: string): string => `without ${JSON.stringify(sign)}`
  change(/[\u2010-\u2015\u2212\ufe63\uff0d]/u, '-', 'with "-" as the minus sign')
  change(/(?<=[\p{Nd}.,])\s*-$/u, '', 'with the minus sign in front')
  // A sign may stand within the parentheses or outside of them, and on both sides of the number.
  for (let signs = 0; signs < 3; signs++) {
    const found =
      change(/^\(\s*(.*)\s*\)$/u, '$1', 'with a minus sign instead of parentheses') ||
      change(before, '$1', without) ||
      change(after, '', without)
    if (!found) break
  }
  change(/^([+-])\s+/u, '$1', 'without a blank after the sign')
  if (/[^\P{Nd}0-9]/u.test(rest)) {
    changes.push('with the digits 0 to 9')
    rest = rest.replace(/\p{Nd}/gu, '0')
  }
  change(/(?<=^[+-]?\d+\.\d*)d(?=[+-]?\d+$)/i, 'e', 'with "e" before the exponent')
  return rest
}

type BareNotation = Omit<OtherNotation, 'changes'>

const readings: Readonly<Record<Decimal, (body: string) => BareNotation | undefined>> = {
  '.': readingWith('\\.', ','),
  ',': readingWith(',', '\\.'),
}

function readingOf(body: string, decimal: Decimal): BareNotation | undefined {
  return readings[decimal](body)
}

/** @param own the file's decimal sign, and the other one, as parts of a pattern */
function readingWith(own: string, other: string): (body: string) => BareNotation | undefined {
  const whole = (pattern: string): RegExp => new RegExp(`^[+-]?(?:${pattern})(?:e[+-]?\\d+)?$`, 'iu')
  const plain = whole(`\\d+${own}?\\d*|${own}\\d+`)
  const swapped = whole(`\\d+${other}\\d*|${other}\\d+`)
  // In India all groups but the last are of two digits.
  const grouped = (sign: string): string =>
    `[1-9]\\d{0,2}(?:${sign}\\d{3})+|[1-9]\\d?(?:${sign}\\d\\d)+${sign}\\d{3}`
  const byOther = whole(`(?:${grouped(other)})(?:${own}\\d*)?`)
  const byOwn = whole(`(?:${grouped(own)})(?:${other}\\d*)?`)
  const blank = "[ \\u00a0\\u2007\\u2009\\u202f'’´`٬]"
  const apart = `\\d{1,3}(?:${blank}\\d{3})+|\\d{1,2}(?:${blank}\\d\\d)+${blank}\\d{3}|\\d+(?:_\\d+)+`
  const byBlank = whole(`(?:${apart})(?:${own}\\d*)?`)
  const byBlankSwapped = whole(`(?:${apart})${other}\\d*`)
  return (body) => {
    const reading = { otherDecimal: false, thousands: false, either: false }
    if (plain.test(body)) return reading
    const groups = byOther.test(body)
    if (swapped.test(body)) return groups ? { ...reading, either: true } : { ...reading, otherDecimal: true }
    if (groups || byBlank.test(body)) return { ...reading, thousands: true }
    if (byOwn.test(body) || byBlankSwapped.test(body))
      return { ...reading, thousands: true, otherDecimal: true }
    return undefined
  }
}

/** What the user can do about numbers in another notation. */
export function cureOf(
  { otherDecimal, thousands, either, changes }: OtherNotation,
  decimal: Decimal,
  setting: (decimal: Decimal) => string,
): string {
  const other = decimal === '.' ? ',' : '.'
  const rewrite = (more: readonly string[]): string => `write them ${[...more, ...changes].join(' and ')}`
  if (either)
    return `${setting(other)} if "${other}" is the decimal sign; else ${rewrite(['without thousands separators'])}`
  const cures = [
    ...(otherDecimal ? [setting(other)] : []),
    ...(thousands || changes.length > 0 ? [rewrite(thousands ? ['without thousands separators'] : [])] : []),
  ]
  return cures.join(' and ')
}
