import { InputError } from '../../../../errors.ts'
import type { ValuePath } from '../../../../value-path.ts'
import { columnNames } from '../names.ts'
import type { ArraysData } from '../options.ts'
import type { Cell, Table } from '../table.ts'
import { cellOf, isList, isNumberArray, noCell, placeIn, unfit } from './cell.ts'

/** Values of S samples: W of each. */
interface Values {
  /** S */
  readonly count: number
  /** W */
  readonly width: number
  valueAt(row: number, column: number): unknown
  /** Where a value stands. */
  pathOf(row: number, column: number): ValuePath
}

/**
 * Inputs and targets in memory as a table: the columns of the inputs, and after them those of the targets.
 * @throws InputError for sizes that do not fit each other, and for a cell that does not fit, with its place:
 *   `task.data.inputs[17][2]`
 */
export function tableOfArrays(data: ArraysData): Table {
  const inputs = inputsOf(data)
  const targets = targetsOf(data, inputs.count)
  const { count, width } = inputs
  const inputNames = named('columns', data.columns, width, 'input')
  const { names } = columnNames([...inputNames, ...namesOfTargets(data, targets)], placeIn('target'))
  return {
    ...{ file: placeIn('inputs'), names, count, lines: null, nameless: [], decimal: '.', notes: [] },
    columns: names.map((_, column) =>
      column < width ? cellsOf(inputs, column) : cellsOf(targets, column - width),
    ),
    places: {
      row: (row) => placeIn('inputs', row),
      cell: (row, column) =>
        placeIn(...(column < width ? inputs.pathOf(row, column) : targets.pathOf(row, column - width))),
    },
  }
}

/** The names of the columns with the targets. */
export function targetNames(data: ArraysData): readonly string[] {
  return namesOfTargets(data, targetsOf(data, inputsOf(data).count))
}

function namesOfTargets({ target }: ArraysData, { width }: Values): readonly string[] {
  return named('target', typeof target === 'string' ? [target] : target, width, 'target')
}

/** @throws InputError for what is no cell */
function cellsOf({ count, valueAt, pathOf }: Values, column: number): Cell[] {
  const cells = new Array<Cell>(count)
  for (let row = 0; row < count; row++) {
    const value = valueAt(row, column)
    const cell = cellOf(value)
    if (cell === undefined) throw noCell(pathOf(row, column), value)
    cells[row] = cell
  }
  return cells
}

function inputsOf({ inputs, width }: ArraysData): Values {
  if (isNumberArray(inputs)) return flat('inputs', inputs, widthOf(inputs, width))
  if (width !== undefined) {
    const expected = 'no width for lists, which have their own'
    throw new InputError({ field: placeIn('width'), expected, found: String(width) })
  }
  const [first] = inputs
  if (first === undefined) throw unfit(['inputs'], 'at least one sample', inputs)
  return nested('inputs', inputs, isList(first) ? first.length : 1)
}

function widthOf({ length }: ArrayLike<number>, width: number | undefined): number {
  if (width === undefined) {
    const expected = 'the number of inputs of a sample, for a typed array'
    throw new InputError({ field: placeIn('width'), expected, found: 'nothing' })
  }
  if (length > 0 && length % width === 0) return width
  const expected = `a multiple of ${width} numbers, the width`
  throw new InputError({ field: placeIn('inputs'), expected, found: String(length) })
}

function targetsOf({ targets }: ArraysData, count: number): Values {
  if (isNumberArray(targets)) {
    const { length } = targets
    if (length > 0 && length % count === 0) return flat('targets', targets, length / count)
    throw wrongCount(count, length)
  }
  if (targets.length !== count) throw wrongCount(count, targets.length)
  const [first] = targets
  return isList(first) ? nested('targets', targets, first.length) : single(targets as readonly Cell[])
}

function wrongCount(count: number, found: number): InputError {
  const expected = `${count}, one for each sample of the inputs`
  return new InputError({ field: placeIn('targets'), expected, found: String(found) })
}

/** A typed array, row by row. */
function flat(key: 'inputs' | 'targets', values: ArrayLike<number>, width: number): Values {
  const at = (row: number, column: number): number => row * width + column
  return {
    ...{ count: values.length / width, width },
    valueAt: (row, column) => values[at(row, column)],
    pathOf: (row, column) => [key, at(row, column)],
  }
}

/** A list for each sample. */
function nested(key: 'inputs' | 'targets', lists: readonly unknown[], width: number): Values {
  const expected = `a list of ${width} values, as for the first sample`
  for (const [row, list] of lists.entries()) {
    if (!isList(list)) throw unfit([key, row], row === 0 ? 'a list of values' : expected, list)
    if (list.length !== width) throw unfit([key, row], expected, Array.from(list))
  }
  return {
    ...{ count: lists.length, width },
    valueAt: (row, column) => (lists[row] as ArrayLike<unknown>)[column],
    pathOf: (row, column) => [key, row, column],
  }
}

/** One target for each sample. */
function single(targets: readonly Cell[]): Values {
  return {
    ...{ count: targets.length, width: 1 },
    valueAt: (row) => targets[row],
    pathOf: (row) => ['targets', row],
  }
}

/** Names as given, or counted from 1; a single target needs no number. */
function named(
  key: 'columns' | 'target',
  given: readonly string[] | undefined,
  count: number,
  noun: string,
): readonly string[] {
  if (given === undefined) {
    if (count === 1 && key === 'target') return [noun]
    return Array.from({ length: count }, (_, index) => `${noun} ${index + 1}`)
  }
  if (given.length === count) return given
  const found = String(given.length)
  throw new InputError({ field: placeIn(key), expected: `${count} names, one for each ${noun}`, found })
}
