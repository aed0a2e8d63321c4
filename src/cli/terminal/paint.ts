/** How text is coloured, if at all. */
export interface Paint {
  /** What the rest of a bar is drawn with, one cell. */
  readonly track: string
  readonly bar: (text: string) => string
  readonly rest: (text: string) => string
  readonly strong: (text: string) => string
}

export const PLAIN: Paint = { track: ' ', bar: (text) => text, rest: (text) => text, strong: (text) => text }

export const ANSI: Paint = {
  track: '━',
  bar: (text) => `\u001b[36m${text}\u001b[39m`,
  rest: (text) => `\u001b[90m${text}\u001b[39m`,
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
}

/** Colour where the stream is a terminal that knows it, and NO_COLOR (https://no-color.org) is unset or empty. */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  const coloured =
    stream.isTTY === true && environment['TERM'] !== 'dumb' && (environment['NO_COLOR'] ?? '') === ''
  return coloured ? ANSI : PLAIN
}
