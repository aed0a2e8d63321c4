/** Characters of a name that count; it may have any number. */
const mostRead = 200

/**
 * The places of names in the order in which people are shown them: c1, c2, c10. Names that are in another order than that of their code
 * points keep it, since somebody chose it; so do numbers, which are sorted by value.
 */
export function naturalOrder(names: readonly string[]): number[] {
  const places = names.map((_, place) => place)
  const chosen = names.some((name, place) => place > 0 && name < names[place - 1]!)
  if (chosen || names.every(isNumber)) return places
  const parts = names.map((name) => name.slice(0, mostRead).match(/\d+|\D+/g) ?? [])
  return places.sort((a, b) => compareParts(parts[a]!, parts[b]!) || a - b)
}

/** The names themselves in this order. */
export function inNaturalOrder(names: readonly string[]): string[] {
  return naturalOrder(names).map((place) => names[place]!)
}

function isNumber(name: string): boolean {
  return name.trim() !== '' && Number.isFinite(Number(name))
}

/** Runs of digits by their value, all else by code units: what a locale would say differs between machines. */
function compareParts(one: readonly string[], other: readonly string[]): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const [a, b] = [one[at]!, other[at]!]
    const difference = /^\d/.test(a) && /^\d/.test(b) ? compareDigits(a, b) : compareText(a, b)
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

/** Of any length. */
function compareDigits(a: string, b: string): number {
  const [one, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  return one.length - other.length || compareText(one, other)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
