import type { Features } from './features.ts'

/** How the raw value of a column becomes the number that a network sees: (x - mean) / deviation. */
export interface Scaling {
  /** One entry a column. */
  readonly mean: readonly number[]
  /** One entry a column, never 0. */
  readonly deviation: readonly number[]
}

/**
 * How raw rows become inputs. A number fills one input, a category one input a level (one-hot; a level never seen
 * fills zeros). `missing` stands in for an empty cell: a number, or one of the levels; null refuses it.
 */
export type InputColumn =
  | { readonly name: string; readonly kind: 'number'; readonly missing: number | null }
  | {
      readonly name: string
      readonly kind: 'category'
      readonly levels: readonly string[]
      readonly missing: string | null
    }

/**
 * What the network's outputs mean: classes to choose from, numbers (scaled back where they were scaled), or the colour
 * of a point of a picture, from 0 to 1 a channel, which was learnt at this width and height.
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

/** What goes into a network and what comes out, in the user's own words. Kept in the model file. */
export interface Signature {
  readonly columns: readonly InputColumn[]
  /** What the columns, then x and y of a point, become on their way in. Absent: they are the inputs. */
  readonly features?: Features
  /** Of the I encoded inputs. Null where nothing is scaled. */
  readonly scaling: Scaling | null
  readonly outputs: OutputMeaning
}
