import { InputError, quote } from '../../errors.ts'
import type { LossName } from '../../model/losses.ts'
import { naturalOrder } from '../../natural-order.ts'
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

/** Weights of classes, of which those not named have 1. */
export type GivenWeights = readonly ClassWeight[] | ReadonlyMap<string, number>

/** Such weights; or `balanced`: such that every class counts alike. */
export type ClassWeights = 'balanced' | GivenWeights

/** What samples are trained on: their targets, and how much each counts. */
export interface WeighedTargets {
  /** (S, O) */
  readonly values: Float32Array
  /** (S) null if all samples count alike, or if their targets hold their weights */
  readonly weights: Float32Array | null
}

/**
 * The weight of each class: as given, or `balanced`, n / (C n_c) for n_c of the n samples of the training part in class c of C, so
 * that the weights of these samples have mean 1 (King & Zeng 2001).
 *
 * @param train the rows of the training part, with at least one of each class
 * @returns (C); null if none are given
 * @throws InputError for a class that the data does not have or that is named twice
 */
export function weightsOfClasses(
  given: ClassWeights | undefined,
  { names, labels }: ClassTarget,
  train: Uint32Array,
): Float64Array | null {
  if (given === undefined) return null
  if (given !== 'balanced') return givenWeights(given, names, { field: 'task.classWeights', of: 'the data' })
  const counts = new Float64Array(names.length)
  for (const row of train) counts[labels[row]!]!++
  return counts.map((count) => train.length / (names.length * count))
}

/**
 * @param names (C) of all classes
 * @param said what the weights are called in messages, and what the classes are of
 * @returns (C) the weight of each class by what its name means, 1 for one that is not named
 * @throws InputError for a class that is not among them or that is named twice
 */
export function givenWeights(
  given: GivenWeights,
  names: readonly string[],
  said: { readonly field: string; readonly of: string },
): Float64Array {
  const { field, of } = said
  const placeOf = levelPlaces(names, new CellReader())
  const weights = new Float64Array(names.length).fill(1)
  const named = new Set<number>()
  const entries = 'get' in given ? given : given.map(({ name, weight }) => [name, weight] as const)
  for (const [name, weight] of entries) {
    const exact = names.indexOf(name)
    const place = exact < 0 ? placeOf(name) : exact
    const found = quote(name)
    if (place === undefined)
      throw new InputError({ field, expected: `classes of ${of}: ${listed(names, 12)}`, found })
    if (named.has(place))
      throw new InputError({ field, expected: 'each class once', found: `${found} again` })
    named.add(place)
    weights[place] = weight
  }
  return weights
}

/**
 * Lets samples count by the weight of their class: the loss of each, and its gradient, times that weight. Cross-entropy is
 * linear in the targets of a sample, -Σ t ln y, and so is its gradient, y Σ t - t: there targets times a weight do it, and
 * kernels have nothing more to compute. For other losses the weights stand beside the targets.
 *
 * @param targets (S, O)
 * @param labels (S)
 * @param weights (C); null if all classes count alike
 */
export function weighedTargets(
  targets: Float32Array,
  labels: Uint32Array,
  weights: Float64Array | null,
  loss: LossName,
): WeighedTargets {
  if (weights === null) return { values: targets, weights: null }
  const own = (sample: number): number => weights[labels[sample]!]!
  if (loss !== 'cross-entropy')
    return { values: targets, weights: Float32Array.from(labels, (_, sample) => own(sample)) }
  const outputs = targets.length / labels.length
  return { values: targets.map((target, at) => target * own(Math.floor(at / outputs))), weights: null }
}

/** A note that says what each class counts. */
export function weightsNote(names: readonly string[], weights: Float64Array): string {
  const shown = naturalOrder(names)
    .slice(0, mostNamed)
    .map((place) => `${quote(names[place]!)} ${rounded(weights[place]!)}`)
  if (names.length > mostNamed) shown.push(`and ${names.length - mostNamed} more`)
  return `the samples of a class count in the loss by its weight: ${shown.join(', ')}`
}

/** The weight of each class by its name. */
export function namedWeights(names: readonly string[], weights: Float64Array): readonly ClassWeight[] {
  return names.map((name, place) => ({ name, weight: weights[place]! }))
}

/** Classes that a note names. */
const mostNamed = 12

function rounded(weight: number): string {
  return String(Number(weight.toPrecision(4)))
}
