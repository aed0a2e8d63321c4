import { formatCount } from '../number.ts'

/** How a row of a chart reads, on the page as it was written and in its script. */

/** A value of a curve: four digits, in exponent form where there would be many zeros. */
export function readingText(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(3)
  return String(Number(value.toPrecision(4)))
}

/** A row in one sentence. @param place `generation 12` */
export function readingSentence(
  place: string,
  evaluations: number,
  lines: readonly { readonly name: string; readonly text: string }[],
): string {
  const figures = lines.map(({ name, text }) => `${name} ${text}`).join(', ')
  return `${place}, ${evaluationsText(evaluations)}: ${figures}`
}

export function evaluationsText(evaluations: number): string {
  return `${formatCount(evaluations)} evaluations`
}
