import type { Decimal } from './number-text.ts'

/** What to do with a row that has an empty cell: drop it, or fill in the column's mean or most frequent level. */
export type MissingPolicy = 'drop' | 'mean'

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

/** Data from a file; validation defaults to 0.2. */
export interface FileData extends SplitOptions {
  /** .csv, .tsv or .json; absolute, or relative to the task's directory. */
  readonly file: string
  /** The column to predict; regression may have several. */
  readonly target: string | readonly string[]
  /** Columns to leave out. */
  readonly drop?: readonly string[] | undefined
  /** A policy, words that mean a missing cell, or both; default: drop. */
  readonly missing?: MissingPolicy | readonly MissingWord[] | MissingRule | undefined
  /** The decimal sign of numbers in texts; default: a point, unless a file with semicolons has commas. */
  readonly decimal?: Decimal | undefined
  /** Whether the file names its columns; if not, they are called `column 1`, `column 2` and so on. Default: true. */
  readonly header?: boolean | undefined
  /** Scale number columns to mean 0 and deviation 1 over the training part; default: true. */
  readonly standardize?: boolean | undefined
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
      readonly standardize?: boolean | undefined
    }
  : never

/** Generated data; validation defaults to 0. */
export type GeneratedData = SplitOptions & {
  readonly [Name in keyof GeneratorSettings]?: GeneratorSettings[Name] | undefined
} & {
  readonly generate: string
  /** Default: false. */
  readonly standardize?: boolean | undefined
}

export type DataOptions = FileData | GeneratedData

/** Data with classes: a file with one target, or a generator. */
export type ClassData =
  | (From<FileData, 'generate'> & { readonly target: string })
  | From<GeneratedBy<Exclude<GeneratorName, 'function'>>, 'file'>

/** Data with numbers: a file with one target or several, or a generator. */
export type NumberData = From<FileData, 'generate'> | From<GeneratedBy<'function'>, 'file'>

/** One of two sources of data: the compiler then refuses both at once. */
type From<Source, Other extends string> = Source & { readonly [Key in Other]?: undefined }
