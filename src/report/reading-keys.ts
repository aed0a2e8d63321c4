/** How many rows of a curve each key moves, as on a slider; a chart stops at its ends. */
const steps: ReadonlyMap<string, number> = new Map([
  ['ArrowRight', 1],
  ['ArrowUp', 1],
  ['ArrowLeft', -1],
  ['ArrowDown', -1],
  ['PageUp', 25],
  ['PageDown', -25],
  ['Home', Number.NEGATIVE_INFINITY],
  ['End', Number.POSITIVE_INFINITY],
])

/** What the browser tells of a key. */
interface PressedKey {
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** How far a key moves along a curve of `count` rows: the row after `row`; null for any other key. */
export function rowAfter(
  { key, altKey, ctrlKey, metaKey }: PressedKey,
  row: number,
  count: number,
): number | null {
  const step = steps.get(key)
  if (step === undefined || altKey || ctrlKey || metaKey) return null
  return Math.max(0, Math.min(count - 1, row + step))
}
