import { extname, join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
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

export interface PredictOptions {
  readonly out?: string
  readonly size?: string
  readonly missing: string
  /** The decimal sign of the data's numbers. */
  readonly decimal?: string
  /** Whether the data file names its columns. */
  readonly header?: boolean
}

type Answer = Readonly<Record<string, string | number | null>>

const writers: Readonly<Record<string, (answers: readonly Answer[]) => string>> = {
  '.csv': (answers) => stringify([...answers], { header: true }),
  '.json': (answers) => `${JSON.stringify(answers, null, 2)}\n`,
}

/**
 * `evolve predict <run> <data>`: one prediction for each row, with its index in the file. `evolve predict <run> --size
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
  if (model.signature.outputs.kind === 'colour') return writePicture(model, data, options)
  if (size !== undefined) {
    const expected = 'no size for a model that has not learnt a picture'
    throw new InputError({ field: '--size', expected, found: quote(size) })
  }
  if (data === undefined) throw withoutData()
  const write = writerFor(out)
  const { rows, predictions, notes } = answer(model, data, { missing, ...reading })
  const answers = predictions.map((prediction, index): Answer => {
    const row = rows[index]! + 1
    const { outputs } = model.signature
    if (prediction.kind === 'numbers') {
      return { row, ...named(outputs.names, prediction.values) }
    }
    return { row, [target(model)]: prediction.name, ...named(outputs.names, prediction.scores) }
  })
  for (const note of notes) stderr.write(`${note}\n`)
  const text = write(answers)
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

/** The name of the class column in the training data. */
function target({ signature: { outputs } }: TrainedModel): string {
  return outputs.kind === 'classes' ? outputs.target : ''
}

/** Six digits are enough for float32 outputs. */
function named(names: readonly string[], values: readonly number[]): Answer {
  return Object.fromEntries(names.map((name, index) => [name, Number(values[index]!.toPrecision(6))]))
}

function modelFile(run: string): string {
  return statsOf(run)?.isDirectory() === true ? join(run, 'champion.json') : run
}

function writerFor(out: string | undefined): (answers: readonly Answer[]) => string {
  const extension = out === undefined ? '.csv' : extname(out).toLowerCase()
  if (Object.hasOwn(writers, extension)) return writers[extension]!
  throw new InputError({ field: '--out', expected: 'a file that ends in .csv or .json', found: quote(out) })
}
