import type { TablePredictions, TrainedModel } from '../../library/trained-model.ts'

/** What one row of the data is answered with. Numbers have few digits, each enough for the network's float32 output. */
export interface PredictedRow {
  /** The number of the row in the data, from 1. */
  readonly row: number
  /** For classes one score each, in their order; for numbers one for each target. */
  readonly numbers: readonly number[]
  /** The class; undefined for numbers. */
  readonly name: string | undefined
  /** The row's own cells as they stand in the file; undefined unless they are kept. */
  readonly cells: readonly (string | number | boolean | null)[] | undefined
}

/** The answers for a table, with the names from the user's data: lists, since any word may be a name. */
export interface PredictedTable {
  /** What the numbers stand for. */
  readonly meaning:
    | { readonly kind: 'classes'; readonly target: string; readonly names: readonly string[] }
    | { readonly kind: 'numbers'; readonly names: readonly string[] }
  /** The names of the data's own columns; undefined unless they are kept. */
  readonly columns: readonly string[] | undefined
  /** In the order of the data. */
  readonly rows: readonly PredictedRow[]
}

/** @param keep whether the data's own columns are kept */
export function predictedTable(
  model: TrainedModel,
  { table, rows, predictions }: TablePredictions,
  keep: boolean,
): PredictedTable {
  const { outputs } = model.signature
  const { names } = outputs
  return {
    meaning:
      outputs.kind === 'classes'
        ? { kind: 'classes', target: outputs.target, names }
        : { kind: 'numbers', names },
    columns: keep ? table.names : undefined,
    rows: predictions.map((prediction, index): PredictedRow => {
      const place = rows[index]!
      const short = model.shortest(prediction)
      return {
        row: place + 1,
        numbers: short.kind === 'class' ? short.scores : short.values,
        name: short.kind === 'class' ? short.name : undefined,
        cells: keep ? table.columns.map((column) => column[place]!) : undefined,
      }
    }),
  }
}
