/** Where a name may be divided. */
const boundary = /[\s,;:._/-]/

/**
 * Names for places with little room. Where cutting makes some of them the same, they lose the words that all of them begin
 * with, and if need be those that all end with: `…1 of 12`, `…1`.
 * @param cut what is shown of names
 */
export function distinctNames(
  names: readonly string[],
  cut: (names: readonly string[]) => readonly string[],
): readonly string[] {
  const tells = (shown: readonly string[]): boolean => new Set(cut(shown)).size === new Set(names).size
  if (tells(names)) return names
  const begin = sharedBeginning(names)
  const shorter = begin === 0 ? names : names.map((name) => `…${name.slice(begin)}`)
  if (tells(shorter)) return shorter
  const end = sharedBeginning(shorter.map(reversed))
  return end === 0 ? shorter : shorter.map((name) => name.slice(0, -end))
}

/** The length of the words that all names begin with; every name keeps something. */
function sharedBeginning(names: readonly string[]): number {
  const [first = '', ...others] = names
  let length = 0
  for (let k = 0; k < first.length && others.every((name) => name[k] === first[k]); k++)
    if (boundary.test(first[k]!)) length = k + 1
  return names.some((name) => name.length <= length) ? 0 : length
}

function reversed(text: string): string {
  return text.split('').reverse().join('')
}
