import { InputError, quote } from '../../errors.ts'
import type { LossName } from '../../model/losses.ts'
import { CellReader } from './data/cells.ts'
import type { ClassTarget } from './data/examples.ts'
import { levelPlaces } from './data/levels.ts'
import { listed } from './data/names.ts'

/** How much each sample of a class counts in the loss. */
export interface ClassWeight {
  /** The class, as the data names it. */
  readonly name: string
  readonly weight: number
}

/** Weights of classes, of which those not named have 1; or such that every class counts alike. */
export type ClassWeights = 'balanced' | readonly ClassWeight[] | ReadonlyMap<string, number>

const field = 'task.classWeights'

/**
 * The weight of each class: as given, or `balanced`, n / (C n_c) for n_c of the n samples of the training part in class c of C, so
 * that the weights of these samples have mean 1 (King & Zeng 2001).
 *
 * @param train the rows of the training part, with at least one of each class
 * @returns (C); null if none are given
 * @throws InputError for a class that the data does not have or that is named twice, and for a loss other than cross-entropy
 */
export function weightsOfClasses(
  given: ClassWeights | undefined,
  { names, labels }: ClassTarget,
  train: Uint32Array,
  loss: LossName,
): Float64Array | null {
  if (given === undefined) return null
  if (loss !== 'cross-entropy') {
    const hint = 'cross-entropy is for two classes and for more'
    throw new InputError({ field, expected: 'the loss cross-entropy beside it', found: quote(loss), hint })
  }
  if (given !== 'balanced') return givenWeights(listOf(given), names)
  const counts = new Float64Array(names.length)
  for (const row of train) counts[labels[row]!]!++
  return counts.map((count) => train.length / (names.length * count))
}

function listOf(weights: Exclude<ClassWeights, 'balanced'>): readonly ClassWeight[] {
  return 'get' in weights ? [...weights].map(([name, weight]) => ({ name, weight })) : weights
}

function givenWeights(given: readonly ClassWeight[], names: readonly string[]): Float64Array {
  const placeOf = levelPlaces(names, new CellReader())
  const weights = new Float64Array(names.length)
  for (const { name, weight } of given) {
    const place = placeOf(name)
    const found = quote(name)
    if (place === undefined)
      throw new InputError({ field, expected: `classes of the data: ${listed(names, 12)}`, found })
    if (weights[place] !== 0)
      throw new InputError({ field, expected: 'each class once', found: `${found} again` })
    weights[place] = weight
  }
  return weights.map((weight) => (weight === 0 ? 1 : weight))
}

/**
 * Targets with the weight of their class. Cross-entropy is linear in the targets of a sample, -Σ t ln y, and so is its gradient, y Σ t - t. So
 * targets times a weight give exactly the loss times that weight, in every engine, on every part and in every batch.
 *
 * @param targets (S, C)
 * @param labels (S)
 * @param weights (C)
 * @returns (S, C)
 */
export function weighedTargets(
  targets: Float32Array,
  labels: Uint32Array,
  weights: Float64Array,
): Float32Array {
  const classes = weights.length
  return targets.map((target, index) => target * weights[labels[Math.floor(index / classes)]!]!)
}

/** A note that says what each class counts. */
export function weightsNote(names: readonly string[], weights: Float64Array): string {
  const shown = names.slice(0, mostNamed).map((name, place) => `${quote(name)} ${rounded(weights[place]!)}`)
  if (names.length > mostNamed) shown.push(`and ${names.length - mostNamed} more`)
  return `the samples of a class count in the loss by its weight: ${shown.join(', ')}`
}

/** Classes that a note names. */
const mostNamed = 12

function rounded(weight: number): string {
  return String(Number(weight.toPrecision(4)))
}
