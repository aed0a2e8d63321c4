/** How well classes were predicted. A share of nothing is 0, as in scikit-learn. */
export interface ClassScore {
  readonly name: string
  /** Of the samples that were taken for this class the share that is of it. */
  readonly precision: number
  /** Of the samples of this class the share that was found. */
  readonly recall: number
  /** The harmonic mean of both. */
  readonly f1: number
  /** The samples of this class. */
  readonly support: number
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
  readonly classes: readonly ClassScore[]
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
  const confusion = names.map(() => new Array<number>(names.length).fill(0))
  for (const [sample, label] of labels.entries()) confusion[label]![chosen[sample]!]!++
  const answers = names.map((_, place) => confusion.reduce((sum, row) => sum + row[place]!, 0))
  const classes = names.map((name, place): ClassScore => {
    const support = total(confusion[place]!)
    const right = confusion[place]![place]!
    return {
      name,
      precision: share(right, answers[place]!),
      recall: share(right, support),
      f1: share(2 * right, support + answers[place]!),
      support,
    }
  })
  const present = classes.filter(({ support }) => support > 0)
  const occurring = classes.filter(({ support }, place) => support > 0 || answers[place]! > 0)
  return {
    accuracy: share(total(names.map((_, place) => confusion[place]![place]!)), labels.length),
    balancedAccuracy: total(present.map(({ recall }) => recall)) / present.length,
    classes,
    macro: meanOf(occurring, () => 1),
    weighted: meanOf(occurring, ({ support }) => support),
    confusion,
  }
}

function meanOf(classes: readonly ClassScore[], weightOf: (score: ClassScore) => number): MeanScore {
  const weights = total(classes.map(weightOf))
  const mean = (key: keyof MeanScore): number =>
    total(classes.map((score) => score[key] * weightOf(score))) / weights
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') }
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
