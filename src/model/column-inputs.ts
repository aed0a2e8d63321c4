import type { InputColumn } from './signature.ts'

/** Parts of a date that come round again, each an angle with a sine and a cosine. */
const cycles = ['day of the year', 'day of the week'] as const
const cyclesWithTime = [...cycles, 'time of day'] as const

/** The parts of a date that come round again. Its first input is its day. */
function dateCycles(time: boolean): readonly string[] {
  return time ? cyclesWithTime : cycles
}

/** How many inputs a column takes. */
export function columnWidth(column: InputColumn): number {
  if (column.kind === 'category') return column.levels.length
  return column.kind === 'number' ? 1 : 1 + 2 * dateCycles(column.time).length
}

/** A name for each input of a column: `mass`; `Island = Dream`; `when: day`, `when: day of the year, sine` and so on. */
export function columnInputs(column: InputColumn): readonly string[] {
  const { name, kind } = column
  if (kind === 'number') return [name]
  if (kind === 'category') return column.levels.map((level) => `${name} = ${level}`)
  const angles = dateCycles(column.time).flatMap((cycle) => [`${cycle}, sine`, `${cycle}, cosine`])
  return ['day', ...angles].map((part) => `${name}: ${part}`)
}
