import { z } from 'zod'
import { functions } from '../../../tasks/supervised/data/generate/functions.ts'
import { generators } from '../../../tasks/supervised/data/generate/index.ts'
import type { Decimal } from '../../../tasks/supervised/data/number-text.ts'
import type {
  ArraysData,
  DataOptions,
  FileData,
  FunctionName,
  GeneratorName,
  GeneratorSettings,
  MissingPolicy,
  MissingRule,
  MissingWord,
  RowsData,
  Standardize,
} from '../../../tasks/supervised/data/options.ts'
import { flag, integer, mapping, number, type Shape, text, variants, word } from '../field.ts'

/** The kind of targets: classes for classification, numbers for regression. */
type Produces = 'classes' | 'numbers'

const share = (): z.ZodType<number> => number({ min: 0, below: 1 })

/** The parts kept out of training. */
function split(validation: number) {
  return {
    validation: share()
      .default(validation)
      .describe('share of the rows kept out of training to watch for overfitting; see monitor'),
    test: share().default(0).describe('share of the rows kept for the final score of the champion'),
  }
}

const columns = z.array(text('the name of a column'), { error: 'a list of columns' })

const policy = word<MissingPolicy>(['drop', 'mean'])
const missingWords: z.ZodType<readonly MissingWord[]> = z.array(
  z.union([z.string(), z.number()], { error: 'a text or a number' }),
  { error: 'a list of words' },
)
const missingRule = mapping<MissingRule>({
  cells: policy.default('drop').describe('rows with an empty cell, as above'),
  words: missingWords
    .optional()
    .describe(
      'what means an empty cell, beside the empty text; default: NA, N/A, NaN, nan, null, NULL and ?',
    ),
})
const missingSchema = z.union([policy, missingWords, missingRule], {
  error: 'drop, mean, a list of words, or a mapping with cells and words',
})

const standardize: z.ZodType<Standardize> = z.union([z.boolean(), z.literal('robust')], {
  error: 'true, false or robust',
})

const drop = columns.default([]).describe('columns to leave out')
const decimal = word<Decimal>(['.', ',']).optional()

/** What all tables have in common. */
function preparation() {
  return {
    missing: missingSchema
      .default('drop')
      .describe(
        'rows with an empty cell: drop them, or fill in the mean (most frequent category) of the column; or a list of ' +
          'the words that mean an empty cell; or both as cells and words',
      ),
    standardize: standardize
      .default(true)
      .describe(
        'scale numbers to mean 0 and deviation 1 over the training part; robust: by their median and quartiles, which outliers hardly move',
      ),
    ...split(0.2),
  }
}

function fileSchema(target: z.ZodType<string | readonly string[]>): z.ZodType<FileData> {
  return mapping<FileData>({
    file: text('the name of a data file, or rows, inputs or generate instead').describe(
      '.csv, .tsv or .json, relative to the config',
    ),
    ...{ target, drop },
    decimal: decimal.describe(
      'decimal sign of numbers in texts; default: a point, or a comma where a file with semicolons has it',
    ),
    header: flag()
      .default(true)
      .describe('whether the file names its columns; if not: column 1, column 2, …'),
    ...preparation(),
  })
}

/** Cells are checked where a table is made of them, row by row: they may be millions. */
function list<T>(expected: string, typed: boolean): z.ZodType<T> {
  const isList = (value: unknown): boolean => Array.isArray(value) || (typed && ArrayBuffer.isView(value))
  return z.custom<T>(isList, { error: expected }).meta({ type: 'array' })
}

function rowsSchema(target: z.ZodType<string | readonly string[]>): z.ZodType<RowsData> {
  return mapping<RowsData>({
    rows: list<RowsData['rows']>('a list of rows', false).describe(
      'the rows themselves: records by column name, or lists of cells',
    ),
    columns: columns
      .optional()
      .describe('the names of the columns of rows that are lists; default: column 1, column 2, …'),
    ...{ target, drop },
    decimal: decimal.describe('decimal sign of numbers in texts; default: a point'),
    ...preparation(),
  })
}

function arraysSchema(target: z.ZodType<string | readonly string[]>): z.ZodType<ArraysData> {
  return mapping<ArraysData>({
    inputs: list<ArraysData['inputs']>('a list with a list for each sample, or a typed array', true).describe(
      'the inputs themselves: a list of cells for each sample; in a program also a typed array with width',
    ),
    width: integer({ min: 1 }).optional().describe('the inputs of a sample, for a typed array'),
    targets: list<ArraysData['targets']>('a list with one target for each sample', true).describe(
      'what is to be predicted: a label or a number for each sample, or a list of numbers',
    ),
    columns: columns.optional().describe('the names of the inputs; default: input 1, input 2, …'),
    target: target.optional().describe('the name of the target; default: target'),
    ...preparation(),
  })
}

const settings: Shape<GeneratorSettings> = {
  samples: integer({ min: 2 }).describe('number of points'),
  noise: number({ min: 0, max: 1e6 }).describe('standard deviation of the normal noise on each point'),
  arms: integer({ min: 2, max: 3 }).describe('arms of the spirals'),
  bits: integer({ min: 1, max: 16 }).describe(
    'number of inputs; each of their 2^bits combinations is a sample',
  ),
  centers: integer({ min: 2, max: 256 }).describe('number of clouds; each is a class'),
  spread: number({ min: 0, max: 1e6 }).describe('standard deviation of the points around their centre'),
  function: word(Object.keys(functions) as FunctionName[]).describe('the function of x to learn'),
}

/** A variant for each generator, with the settings that it takes and their defaults. */
function generatedSchema(produces: Produces): z.ZodType<GeneratedOptions> {
  const names = (Object.keys(generators) as GeneratorName[]).filter(
    (name) => generators[name].produces === produces,
  )
  const shapes = names.map((name) => {
    const own = Object.entries(generators[name].defaults).map(([key, value]) => {
      const schema: z.ZodType = settings[key as keyof GeneratorSettings]
      return [key, schema.default(value).describe(schema.description!)]
    })
    const scaled = standardize.default(false).describe('scale the inputs, as for files')
    return [name, { ...Object.fromEntries(own), standardize: scaled, ...split(0) }]
  })
  return variants<GeneratedOptions, 'generate'>('generate', Object.fromEntries(shapes))
}

type GeneratedOptions = Extract<DataOptions, { readonly generate: string }>

/**
 * A file, data in memory, or a generator.
 * @typeParam Data what all of them may be
 */
export function dataSchema<Data extends DataOptions>(
  produces: Produces,
  target: z.ZodType<string | readonly string[]>,
): z.ZodType<Data> {
  return z.union([fileSchema(target), rowsSchema(target), arraysSchema(target), generatedSchema(produces)], {
    error: 'a mapping with one of file, rows, inputs and generate',
  }) as unknown as z.ZodType<Data>
}

/** The column that holds the class. */
export const classTarget: z.ZodType<string> = text('the name of a column').describe('the column to predict')

/** One column of numbers, or several. */
export const numberTargets: z.ZodType<string | readonly string[]> = z
  .union([text('the name of a column'), columns.min(1, { error: 'at least one column' })], {
    error: 'the name of a column, or a list of them',
  })
  .describe('the column to predict; for regression also a list of several')
