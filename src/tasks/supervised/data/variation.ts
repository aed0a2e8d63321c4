import { InputError } from '../../../errors.ts'
import { type Examples, inputCount, inputPlaces } from './examples.ts'
import { listed } from './names.ts'

/**
 * A note on the columns that have one value only.
 * @throws InputError if no column has more
 */
export function constantColumns({ columns, inputs, count, file }: Examples): string[] {
  const width = inputCount(columns)
  const places = inputPlaces(columns)
  const constant = columns.filter((column, index) =>
    column.kind === 'category'
      ? column.levels.length < 2
      : onlyValue(inputs, width, places[index]!, count) !== undefined,
  )
  if (constant.length === 0) return []
  const names = listed(constant.map(({ name }) => name))
  if (constant.length < columns.length)
    return [`${constant.length === 1 ? '1 column is' : `${constant.length} columns are`} constant: ${names}`]
  throw new InputError({
    file,
    expected: 'an input column with values that differ',
    found: `only constant columns: ${names}`,
  })
}

/** The value that a column has in every row that has one; undefined if they differ. */
export function onlyValue(
  values: Float64Array,
  width: number,
  column: number,
  count: number,
): number | undefined {
  let only = Number.NaN
  for (let row = 0; row < count; row++) {
    const value = values[row * width + column]!
    if (Number.isNaN(only)) only = value
    else if (!Number.isNaN(value) && value !== only) return undefined
  }
  return only
}
