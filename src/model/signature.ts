import type { Features } from './features.ts'

/** How the raw value of a column becomes an input of the network: (x - mean) / deviation. */
export interface Scaling {
  /** One entry for each column. */
  readonly mean: readonly number[]
  /** One entry for each column, never 0. */
  readonly deviation: readonly number[]
}

/**
 * How raw rows become inputs. A number takes one input, a category one input for each level (one-hot; an unknown level
 * gives zeros). A date takes its days since 1970-01-01 in UTC, then sine and cosine of the day of the year, of the day of the week
 * and, with `time`, of the time of day. `missing` replaces an empty cell: a number, one of the levels or a day, whose other
 * inputs are 0 then; null refuses the row.
 */
export type InputColumn =
  | { readonly name: string; readonly kind: 'number'; readonly missing: number | null }
  | {
      readonly name: string
      readonly kind: 'category'
      readonly levels: readonly string[]
      readonly missing: string | null
    }
  | {
      readonly name: string
      readonly kind: 'date'
      readonly time: boolean
      readonly missing: number | null
    }

/**
 * What the network's outputs mean: classes to choose from; numbers, scaled back if the training targets were scaled; or
 * the colour of a point of a picture that was learnt at this width and height, with channels from 0 to 1.
 */
export type OutputMeaning =
  | { readonly kind: 'classes'; readonly target: string; readonly names: readonly string[] }
  | { readonly kind: 'numbers'; readonly names: readonly string[]; readonly scaling: Scaling | null }
  | {
      readonly kind: 'colour'
      /** red, green and blue; or grey */
      readonly names: readonly string[]
      /** Pixels. */
      readonly width: number
      readonly height: number
    }

/** What goes into a network and what comes out, with the names from the user's data. Part of the model file. */
export interface Signature {
  readonly columns: readonly InputColumn[]
  /** The words that mean a missing cell, beside the empty one. Absent: NA, N/A, NaN, nan, null, NULL and ?. */
  readonly missingWords?: readonly string[]
  /** What x and y of a point become before they enter the network. Absent: the columns are the inputs. */
  readonly features?: Features
  /** Scaling of the I encoded inputs. Null if nothing is scaled. */
  readonly scaling: Scaling | null
  readonly outputs: OutputMeaning
}
