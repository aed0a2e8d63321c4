import type { ComparisonCurves } from '../../report/comparison.ts'
import type { RepeatCurves } from '../../report/repeats.ts'
import type { PagePlace } from '../page-address.ts'
import type { PictureName } from './pictures.ts'

/** What a process that draws is asked for: a picture of a run folder, or one of several trainings. Plain data. */
export type DrawRequest =
  | ({
      readonly kind: 'run'
      readonly picture: PictureName
    } & PagePlace)
  | { readonly kind: 'repeats'; readonly curves: RepeatCurves }
  | { readonly kind: 'comparison'; readonly curves: ComparisonCurves }
  /** A folder of several trainings: its report, and the picture of all if that is wanted too. */
  | ({ readonly kind: 'trainings'; readonly wanted: 'report' | 'all' } & PagePlace)

/** A picture as a file. */
export interface PictureFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What the process answers. */
export type DrawReply =
  | {
      readonly kind: 'drawn'
      /** None for a picture that the run does not have. */
      readonly files: readonly PictureFile[]
      /** What should be said about it. */
      readonly remarks: readonly string[]
    }
  | { readonly kind: 'failed'; readonly message: string }
  /** The folder holds no run that can be read, so that none of its pictures can be drawn. */
  | { readonly kind: 'unreadable'; readonly message: string }
