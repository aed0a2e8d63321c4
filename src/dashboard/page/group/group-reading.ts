import { bestOf } from '../../../math/direction.ts'
import { quantile } from '../../../math/quantile.ts'
import { formatCount } from '../../../report/number.ts'
import { figureText, type LegendEntry, type Reading } from '../chart-reading.ts'
import { colourOf, contestantColour } from './colours.ts'
import { valueAt } from './curve-value.ts'
import type { Members } from './members.ts'

/** The champion of a training at a place. */
export interface MemberValue {
  readonly training: number
  readonly value: number
}

/** The champions at a place of the chart. A training that has not come so far yet is left out. */
export function valuesAt(members: Members, x: number): MemberValue[] {
  return members.curves.flatMap(({ training, points }) => {
    const going = members.progressOf(training)?.state === 'training'
    const value = going && x > (points.at(-2) ?? 0) ? null : valueAt(points, x)
    return value === null ? [] : [{ training, value }]
  })
}

/** The champions so far. */
export function latestValues(members: Members): MemberValue[] {
  return members.facts.trainings.flatMap((_, training) => {
    const value = members.progressOf(training)?.best ?? null
    return value === null ? [] : [{ training, value }]
  })
}

/** The legend: medians of contestants, or best and median of trainings that only differ in their seeds, and one training. */
export function groupEntries({ facts }: Members, one: number | null): LegendEntry[] {
  const { contestants } = facts
  return [
    ...(contestants.length === 0
      ? ['best', 'median'].map((label) => ({ label, swatch: null }))
      : contestants.map((label, k) => ({ label, swatch: `swatch ${contestantColour(k)}` }))),
    ...(one === null ? [] : [{ label: nameOf(facts, one), swatch: `swatch bold ${colourOf(facts, one)}` }]),
  ]
}

/** @param x the place; null for the latest state */
export function groupReading(
  { facts }: Members,
  values: readonly MemberValue[],
  one: number | null,
  x: number | null,
): Reading {
  const { trainings, contestants, direction } = facts
  const numbers = (contestant?: number): number[] =>
    values
      .filter(({ training }) => contestant === undefined || trainings[training]?.contestant === contestant)
      .map(({ value }) => value)
  const median = (of: readonly number[]): number | null => (of.length === 0 ? null : quantile(of, 0.5))
  const all = numbers()
  return {
    place: x === null ? '' : `${formatCount(x)} evaluations`,
    texts: [
      ...(contestants.length === 0
        ? [figureText(all.length === 0 ? null : bestOf(all, direction)), figureText(median(all))]
        : contestants.map((_, k) => `median ${figureText(median(numbers(k)))}`)),
      ...(one === null ? [] : [figureText(values.find(({ training }) => training === one)?.value)]),
    ],
  }
}

/** `seed 3`, of a comparison with the contestant. */
function nameOf({ trainings, contestants }: Members['facts'], training: number): string {
  const { seed, contestant } = trainings[training]!
  const label = contestants[contestant]
  return label === undefined ? `seed ${seed}` : `${label}, seed ${seed}`
}
