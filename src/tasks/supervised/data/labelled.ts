import { InputError } from '../../../errors.ts'
import type { InputColumn, Signature } from '../../../model/signature.ts'
import { CellReader } from './cells.ts'
import { encodeCells } from './encode.ts'
import { levelPlaces } from './levels.ts'
import { listed } from './names.ts'
import { columnOf, type EncodedRows, encodeRows, type MissingRows } from './predict.ts'
import { scaleRows } from './scaling.ts'
import { cellPlace, type Table } from './table.ts'

/** What the rows of a table should be answered with. */
export type LabelledTargets =
  /** (S) the class of each row, as an index of the model's classes. */
  | { readonly kind: 'classes'; readonly labels: Uint32Array }
  /** (S, O) scaled like the network's outputs. */
  | { readonly kind: 'numbers'; readonly values: Float32Array }

/** New rows with their targets. */
export interface LabelledRows extends EncodedRows {
  readonly targets: LabelledTargets
}

/** The names of the columns with the targets. */
export function targetColumns({ outputs }: Signature): readonly string[] {
  return outputs.kind === 'classes' ? [outputs.target] : outputs.names
}

/**
 * Encodes rows that have their targets.
 * @param missing what to do with a row with an empty cell, see `encodeRows`; no mean stands for a target
 * @throws InputError as `encodeRows` does, for a target that is missing or no number, for a class that the model does not
 *   have, and if no row is left
 */
export function encodeLabelled(table: Table, signature: Signature, missing: MissingRows): LabelledRows {
  const places = targetColumns(signature).map((name) => columnOf(table, name, 'a target'))
  const reader = new CellReader(table.decimal, signature.missingWords)
  const candidates: number[] = []
  for (let row = 0; row < table.count; row++) {
    const empty = places.find((column) => reader.isMissing(table.columns[column]![row]!))
    if (empty === undefined) candidates.push(row)
    else if (missing !== 'drop') {
      const place = cellPlace(table, row, empty)
      throw new InputError({ ...place, expected: 'a value of the target', found: 'a missing cell' })
    }
  }
  const encoded = encodeRows(table, signature, { missing, candidates })
  if (encoded.count === 0) {
    const expected = table.count === 0 ? 'at least one row' : 'rows without a missing cell'
    throw new InputError({ file: table.file, expected, found: 'none' })
  }
  return { ...encoded, targets: targetsOf(table, places, encoded.rows, signature, reader) }
}

function targetsOf(
  table: Table,
  places: readonly number[],
  kept: Uint32Array,
  { outputs }: Signature,
  reader: CellReader,
): LabelledTargets {
  const rows = [...kept]
  if (outputs.kind === 'classes') {
    const [column] = places as [number]
    const placeOf = levelPlaces(outputs.names, reader)
    const labels = Uint32Array.from(rows, (row) => {
      const label = placeOf(table.columns[column]![row]!)
      if (label !== undefined) return label
      const expected = `a class of the model: ${listed(outputs.names, 12)}`
      const found = JSON.stringify(table.columns[column]![row])
      throw new InputError({ ...cellPlace(table, row, column), expected, found })
    })
    return { kind: 'classes', labels }
  }
  const columns = outputs.names.map((name): InputColumn => ({ name, kind: 'number', missing: null }))
  const values = encodeCells(table, columns, places, rows, reader)
  const every = Uint32Array.from(rows, (_, index) => index)
  const scaling = outputs.kind === 'numbers' ? outputs.scaling : null
  return { kind: 'numbers', values: scaleRows(values, places.length, every, scaling) }
}
