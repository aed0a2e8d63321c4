/** The longest text of an error that is kept: the user's code decides how long it is. */
const mostLetters = 2000

/** What a piece of the user's code threw, as data. */
export interface Thrown {
  readonly message: string
  /** Null if it is not an error, or has none. */
  readonly stack: string | null
}

/** The message and the stack of anything that can be thrown. It never throws itself. */
export function thrown(error: unknown): Thrown {
  try {
    if (!(error instanceof Error)) return { message: cut(`threw ${String(error)}`), stack: null }
    const { message, stack } = error
    return { message: cut(String(message)), stack: typeof stack === 'string' ? cut(stack) : null }
  } catch {
    return { message: 'threw something that has no text', stack: null }
  }
}

/**
 * `TypeError: no ground (at step (file:///…/fitness.ts:12:5))`: an error on one line, with the first line of its stack
 * that is in a file.
 */
export function errorText(error: unknown, file: string | undefined): string {
  const { message, stack } = thrown(error)
  const [first = ''] = message.trim().split(/[\r\n]/)
  const text = error instanceof Error ? `${error.name}: ${first}` : first
  const name = file?.split(/[\\/]/).at(-1)
  const place = stack
    ?.split('\n')
    .find((line) => name !== undefined && line.includes(name) && /:\d+/.test(line))
    ?.trim()
  return place === undefined || text.includes(place) ? text : `${text} (${place})`
}

function cut(text: string): string {
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text
}
