import { extname } from 'node:path'
import { InputError, quote } from '../../errors.ts'
import { type DataFlags, readingOf, rowsOf, withCure } from '../data-argument.ts'
import type { Host } from '../host.ts'
import { modelOf } from '../run-model.ts'
import { writeOut } from '../terminal/write-out.ts'
import { writePicture } from './predict-picture.ts'
import { predictedCsv } from './predicted-csv.ts'
import { predictedJson } from './predicted-json.ts'
import { type PredictedTable, predictedTable } from './predicted-table.ts'

export interface PredictCommandOptions extends DataFlags {
  readonly out?: string
  readonly size?: string
  /** Whether the columns of the data are written too. */
  readonly keep?: boolean
}

const writers: Readonly<Record<string, (answers: PredictedTable) => string>> = {
  '.csv': predictedCsv,
  '.json': predictedJson,
}

/**
 * `evolve predict <run> <data>`: one prediction for each row, with its number in the file. `evolve predict <run> --size
 * 800x800`: the picture that the network has learnt.
 */
export async function predict(
  run: string,
  data: string | undefined,
  options: PredictCommandOptions,
  host: Host,
): Promise<void> {
  const { stdout, stderr } = host
  const { out, size } = options
  const reading = readingOf(options)
  const { model } = await modelOf(run, 'predicting', (line) => stderr.write(`${line}\n`))
  if (model.signature.outputs.kind === 'colour') {
    if (options.keep !== true) return writePicture(model, data, options)
    throw new InputError({
      field: '--keep',
      expected: 'data whose columns are kept',
      found: 'a model of a picture',
    })
  }
  if (size !== undefined) {
    const expected = 'no size for a model that has not learnt a picture'
    throw new InputError({ field: '--size', expected, found: quote(size) })
  }
  if (data === undefined) throw withoutData()
  const write = writerFor(out)
  const table = await rowsOf(data, host, reading)
  const predicted = withCure(() => model.predictTable(table, reading.missing), reading)
  const text = write(predictedTable(model, predicted, options.keep === true))
  for (const note of predicted.notes) stderr.write(`${note}\n`)
  if (out === undefined) stdout.write(text)
  else writeOut(out, text)
}

function withoutData(): InputError {
  return new InputError({
    field: '<data>',
    expected: 'a .csv, .tsv or .json file, or - for the standard input',
    found: 'nothing',
    hint: 'for a model of a picture, give --size and --out instead',
  })
}

function writerFor(out: string | undefined): (answers: PredictedTable) => string {
  const extension = out === undefined ? '.csv' : extname(out).toLowerCase()
  if (Object.hasOwn(writers, extension)) return writers[extension]!
  throw new InputError({ field: '--out', expected: 'a file that ends in .csv or .json', found: quote(out) })
}
