import type { Decimal } from './number-text.ts'
import type { Cell } from './table.ts'

/**
 * What to do with a row that has an empty cell: drop it, or fill in the column's mean (its median, with `standardize: robust`) or
 * most frequent level.
 */
export type MissingPolicy = 'drop' | 'mean'

/** How numbers are scaled: by mean and deviation, by median and quartiles (`robust`), or not at all. */
export type Standardize = boolean | 'robust'

/** A text that means a missing cell; a number stands for every cell that means the same number. */
export type MissingWord = string | number

/** Which cells are missing, and what to do with a row that has one. */
export interface MissingRule {
  /** Default: drop. */
  readonly cells?: MissingPolicy | undefined
  /** Beside empty cells; default: NA, N/A, NaN, nan, null, NULL and ?. */
  readonly words?: readonly MissingWord[] | undefined
}

/** The shares of the rows that are kept out of training. */
interface SplitOptions {
  /** In [0, 1). */
  readonly validation?: number | undefined
  /** In [0, 1), default 0. */
  readonly test?: number | undefined
}

/** What all tables have in common, wherever their rows come from; validation defaults to 0.2. */
interface TableOptions extends SplitOptions {
  /** A policy, words that mean a missing cell, or both; default: drop. */
  readonly missing?: MissingPolicy | readonly MissingWord[] | MissingRule | undefined
  /** Scale number columns to mean 0 and deviation 1, or median 0 and quartiles of that width, over the training part; default: true. */
  readonly standardize?: Standardize | undefined
}

/** Data from a file. */
export interface FileData extends TableOptions {
  /** .csv, .tsv or .json; absolute, or relative to the task's directory. */
  readonly file: string
  /** The column to predict; regression may have several. */
  readonly target: string | readonly string[]
  /** Columns to leave out. */
  readonly drop?: readonly string[] | undefined
  /** The decimal sign of numbers in texts; default: a point, unless a file with semicolons has commas. */
  readonly decimal?: Decimal | undefined
  /** Whether the file names its columns; if not, they are called `column 1`, `column 2` and so on. Default: true. */
  readonly header?: boolean | undefined
}

/** A row by column name. A key that is missing, undefined, null, NaN or an invalid Date is a missing cell. */
export type RowRecord = Readonly<Record<string, Cell | Date | undefined>>

/** A row, or what belongs to one sample: a list or a typed array. */
export type RowList = ArrayLike<Cell | Date>

/** Rows in memory, each with its target among its cells. */
export interface RowsData extends TableOptions {
  /** All of them records, or all of them lists of the same length. */
  readonly rows: readonly RowRecord[] | readonly RowList[]
  /** The names of the columns of lists; default: `column 1`, `column 2` and so on. Records have their keys. */
  readonly columns?: readonly string[] | undefined
  /** The column to predict; regression may have several. */
  readonly target: string | readonly string[]
  /** Columns to leave out. */
  readonly drop?: readonly string[] | undefined
  /** The decimal sign of numbers in texts; default: a point. */
  readonly decimal?: Decimal | undefined
}

/** Numbers one after the other: Float32Array, Float64Array or another typed array of numbers. */
export type NumberArray = ArrayLike<number> & ArrayBufferView

/** Inputs and targets in memory, apart from each other. */
export interface ArraysData extends TableOptions {
  /** (S, I): a list for each sample, or one typed array, row by row, with `width`. */
  readonly inputs: readonly RowList[] | NumberArray
  /** I, for a typed array. */
  readonly width?: number | undefined
  /** (S) or, for regression, (S, O): a label or a number for each sample, a list of numbers for each, or one typed array. */
  readonly targets: readonly Cell[] | readonly RowList[] | NumberArray
  /** The names of the inputs; default: `input 1`, `input 2` and so on. */
  readonly columns?: readonly string[] | undefined
  /** The name of the target, or of each; default: `target`, or `target 1`, `target 2` and so on. */
  readonly target?: string | readonly string[] | undefined
}

export type FunctionName = 'sine' | 'step' | 'sinc' | 'polynomial' | 'abs' | 'gaussian'

/** The options of all generators. Each generator declares which ones it takes, with their defaults. */
export interface GeneratorSettings {
  /** S, over all classes. */
  readonly samples: number
  /** Standard deviation of the normal noise on each point. */
  readonly noise: number
  /** 2 or 3 */
  readonly arms: number
  /** 1 to 16 */
  readonly bits: number
  /** ≥ 2 */
  readonly centers: number
  /** Standard deviation of the points around their centre. */
  readonly spread: number
  readonly function: FunctionName
}

/** The settings that each generator takes. */
export interface GeneratorTakes {
  readonly xor: 'samples' | 'noise'
  readonly parity: 'bits'
  readonly circles: 'samples'
  readonly moons: 'samples' | 'noise'
  readonly spirals: 'samples' | 'arms' | 'noise'
  readonly blobs: 'samples' | 'centers' | 'spread'
  readonly function: 'samples' | 'function' | 'noise'
}

export type GeneratorName = keyof GeneratorTakes

/** Generated data, for each generator with the settings that it takes. */
export type GeneratedBy<Name extends GeneratorName> = Name extends Name
  ? SplitOptions & { readonly [Key in GeneratorTakes[Name]]?: GeneratorSettings[Key] | undefined } & {
      readonly generate: Name
      /** Default: false. */
      readonly standardize?: Standardize | undefined
    }
  : never

/** Generated data; validation defaults to 0. */
export type GeneratedData = SplitOptions & {
  readonly [Name in keyof GeneratorSettings]?: GeneratorSettings[Name] | undefined
} & {
  readonly generate: string
  /** Default: false. */
  readonly standardize?: Standardize | undefined
}

/** Data that a program gives as it is. */
export type MemoryData = RowsData | ArraysData

export type DataOptions = FileData | MemoryData | GeneratedData

/** The keys of all members of a union. */
type KeyOfAny<T> = T extends unknown ? keyof T : never

/** Each member of a union without the keys that only others have, so that no object mixes them. */
type Apart<T, All = T> = T extends unknown
  ? T & { readonly [Key in Exclude<KeyOfAny<All>, keyof T>]?: never }
  : never

/** Each member of a union with a single target. */
type OneTarget<T> = T extends { readonly target: unknown }
  ? Omit<T, 'target'> & { readonly target: string }
  : T extends unknown
    ? Omit<T, 'target'> & { readonly target?: string | undefined }
    : never

/** The forms that data in memory has. */
type MemoryForm =
  | (Omit<RowsData, 'rows' | 'columns'> & { readonly rows: readonly RowRecord[] })
  | (Omit<RowsData, 'rows'> & { readonly rows: readonly RowList[] })
  | (Omit<ArraysData, 'inputs' | 'width'> & { readonly inputs: readonly RowList[] })
  | (Omit<ArraysData, 'inputs' | 'width'> & { readonly inputs: NumberArray; readonly width: number })

/** Generated data with classes. */
type GeneratedClasses = GeneratedBy<Exclude<GeneratorName, 'function'>>

/** Data with classes: a table with one target, or a generator. */
export type ClassData = Apart<OneTarget<FileData | MemoryData> | GeneratedClasses>

/** Data with numbers: a table with one target or several, or a generator. */
export type NumberData = Apart<FileData | MemoryData | GeneratedBy<'function'>>

/** Data in memory as a program writes it: rows that are records or lists, or inputs and targets. */
export type MemoryInput = Apart<MemoryForm>

/** Data with classes as a program writes it. */
export type ClassInput = Apart<OneTarget<FileData | MemoryForm> | GeneratedClasses>

/** Data with numbers as a program writes it. */
export type NumberInput = Apart<FileData | MemoryForm | GeneratedBy<'function'>>

/** Any data as a program writes it. */
export type DataInput = ClassInput | NumberInput
