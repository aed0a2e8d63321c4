import { type ClassScore, confusion } from './confusion.ts'

/** How well a class was predicted. A share of nothing is 0, as in scikit-learn. */
export interface NamedScore extends ClassScore {
  readonly name: string
}

/** Means over classes. */
export type MeanScore = Pick<ClassScore, 'precision' | 'recall' | 'f1'>

/** The figures of a classification. */
export interface ClassFigures {
  /** The share of samples whose class is predicted correctly, in [0, 1]. */
  readonly accuracy: number
  /** The mean recall of the classes that have samples (Brodersen et al. 2010), in [0, 1]. */
  readonly balancedAccuracy: number
  /** One for each class of the model, in its order. */
  readonly classes: readonly NamedScore[]
  /** Over the classes that occur, in the samples or in the answers. */
  readonly macro: MeanScore
  /** The same, each class weighted by its samples. */
  readonly weighted: MeanScore
  /** (C, C) samples: a row for each true class, a column for each predicted one. */
  readonly confusion: readonly (readonly number[])[]
}

/**
 * @param labels (S) the true classes, S ≥ 1
 * @param chosen (S) the predicted classes
 * @param names (C) of the classes
 */
export function classFigures(
  labels: Uint32Array,
  chosen: Uint32Array,
  names: readonly string[],
): ClassFigures {
  const count = names.length
  const { counts, scores, accuracy } = confusion(labels, chosen, count)
  const matrix = names.map((_, label) => Array.from(counts!.subarray(label * count, (label + 1) * count)))
  const classes = scores.map(({ precision, recall, f1, support }, place): NamedScore => {
    return { name: names[place]!, precision: precision || 0, recall: recall || 0, f1: f1 || 0, support }
  })
  const present = classes.filter(({ support }) => support > 0)
  const occurring = classes.filter(
    ({ support }, place) => support > 0 || matrix.some((row) => row[place]! > 0),
  )
  return {
    accuracy,
    balancedAccuracy: total(present.map(({ recall }) => recall)) / present.length,
    classes,
    macro: meanOf(occurring, () => 1),
    weighted: meanOf(occurring, ({ support }) => support),
    confusion: matrix,
  }
}

function meanOf(classes: readonly NamedScore[], weightOf: (score: NamedScore) => number): MeanScore {
  const weights = total(classes.map(weightOf))
  const mean = (key: keyof MeanScore): number =>
    total(classes.map((score) => score[key] * weightOf(score))) / weights
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') }
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
