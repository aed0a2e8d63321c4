import { extname, join } from 'node:path'
import { InputError, quote } from '../../errors.ts'
import {
  loadModel,
  type PredictFileOptions,
  type TablePredictions,
  type TrainedModel,
} from '../../library/trained-model.ts'
import { statsOf } from '../../stats.ts'
import type { Host } from '../host.ts'
import { writeOut } from '../terminal/write-out.ts'
import { writePicture } from './predict-picture.ts'
import { predictedCsv } from './predicted-csv.ts'
import { predictedJson } from './predicted-json.ts'
import { type PredictedTable, predictedTable } from './predicted-table.ts'

export interface PredictOptions {
  readonly out?: string
  readonly size?: string
  readonly missing: string
  /** The decimal sign of the data's numbers. */
  readonly decimal?: string
  /** Whether the data file names its columns. */
  readonly header?: boolean
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
  options: PredictOptions,
  { stdout, stderr }: Host,
): Promise<void> {
  const { missing, out, size } = options
  if (missing !== 'refuse' && missing !== 'drop') {
    throw new InputError({ field: '--missing', expected: 'refuse or drop', found: quote(missing) })
  }
  const reading = readingOf(options)
  const model = await loadModel(modelFile(run))
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
  const predicted = answer(model, data, { missing, ...reading })
  const text = write(predictedTable(model, predicted, options.keep === true))
  for (const note of predicted.notes) stderr.write(`${note}\n`)
  if (out === undefined) stdout.write(text)
  else writeOut(out, text)
}

/** How the data file is to be read. */
function readingOf({ decimal, header }: PredictOptions): Pick<PredictFileOptions, 'decimal' | 'header'> {
  if (decimal === undefined || decimal === '.' || decimal === ',') return { decimal, header }
  throw new InputError({ field: '--decimal', expected: '"." or ","', found: quote(decimal) })
}

function withoutData(): InputError {
  return new InputError({
    field: '<data>',
    expected: 'a .csv, .tsv or .json file',
    found: 'nothing',
    hint: 'for a model of a picture, give --size and --out instead',
  })
}

function answer(model: TrainedModel, data: string, options: PredictFileOptions): TablePredictions {
  try {
    return model.predictFile(data, options)
  } catch (error) {
    if (!(error instanceof InputError && error.issue.found === 'a missing cell')) throw error
    throw new InputError({ ...error.issue, hint: '--missing drop leaves such rows out' }, { cause: error })
  }
}

function modelFile(run: string): string {
  return statsOf(run)?.isDirectory() === true ? join(run, 'champion.json') : run
}

function writerFor(out: string | undefined): (answers: PredictedTable) => string {
  const extension = out === undefined ? '.csv' : extname(out).toLowerCase()
  if (Object.hasOwn(writers, extension)) return writers[extension]!
  throw new InputError({ field: '--out', expected: 'a file that ends in .csv or .json', found: quote(out) })
}
