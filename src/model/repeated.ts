/** The first name of a list that stands there before, and its place; undefined if all differ. */
export function repeated(
  names: readonly string[],
): { readonly name: string; readonly place: number } | undefined {
  const seen = new Set<string>()
  for (const [place, name] of names.entries()) {
    if (seen.has(name)) return { name, place }
    seen.add(name)
  }
  return undefined
}
