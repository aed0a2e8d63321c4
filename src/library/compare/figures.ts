import { bestOf, type Direction, reaches, worstOf } from '../../math/direction.ts'
import { quantile } from '../../math/quantile.ts'
import { bootstrapInterval } from '../../random/bootstrap.ts'
import { purpose } from '../../random/purpose.ts'
import { RandomStream } from '../../random/stream.ts'
import { ownValue } from '../../value-path.ts'
import type { TrainingPoint } from '../training-curve.ts'

/** One training of one contestant. */
export interface ContestantRun {
  readonly seed: number
  /** The champion's fitness at the end. */
  readonly fitness: number
  /**
   * The champion's fitness during the run, ascending in evaluations and seconds; the last point is the end of the run.
   */
  readonly points: readonly TrainingPoint[]
  /** The champion's metrics. */
  readonly metrics: Readonly<Record<string, number>>
}

export interface Contest {
  /** A run that reaches it, in the task's direction, is a success. */
  readonly target?: number | undefined
  readonly direction: Direction
  /** Seed of the bootstrap, 0 … 2³²-1. */
  readonly seed: number
}

/** The results of a contestant over its repeats. Without runs, every figure is NaN. */
export interface ContestantFigures extends Partial<TargetFigures> {
  readonly runs: number
  /** Of the fitness at the end, like the next five. */
  readonly median: number
  /** [lower, upper] by value, for either direction. */
  readonly quartiles: readonly [number, number]
  /** The 95 % bootstrap interval of the median, [low, high]. */
  readonly interval: readonly [number, number]
  readonly best: number
  readonly worst: number
  /** Medians over the runs that have the metric. */
  readonly metrics: Readonly<Record<string, number>>
}

/** How often and how soon a target was reached. Present if there is a target. */
export interface TargetFigures {
  readonly successes: number
  /** In [0, 1]. */
  readonly successRate: number
  /** Median over the successful runs of the first point that reaches the target; null without a success. */
  readonly evaluationsToTarget: number | null
  readonly secondsToTarget: number | null
  /**
   * ERT, expected running time: the evaluations of all runs up to the target, or to their end if they missed it,
   * divided by the number of successes. This is the cost of one success if failed runs are repeated. Null without a
   * success. Hansen et al., "COCO: a platform for comparing continuous optimizers in a black-box setting" (2021),
   * https://doi.org/10.1080/10556788.2020.1808977.
   */
  readonly expectedRunningTime: number | null
}

/** @param runs finished runs, in any order */
export function figuresOf(
  runs: readonly ContestantRun[],
  { target, direction, seed }: Contest,
): ContestantFigures {
  const ends = runs.map(({ fitness }) => fitness)
  const stream = new RandomStream({ seed, purpose: purpose.bootstrap })
  return {
    runs: runs.length,
    median: medianOf(ends),
    quartiles: [quantile(ends, 0.25), quantile(ends, 0.75)],
    interval: bootstrapInterval(ends, medianOf, { stream }),
    best: bestOf(ends, direction),
    worst: worstOf(ends, direction),
    ...(target === undefined ? {} : targetFigures(runs, target, direction)),
    metrics: metricMedians(runs),
  }
}

function targetFigures(runs: readonly ContestantRun[], target: number, direction: Direction): TargetFigures {
  const reached = ({ fitness }: TrainingPoint): boolean => reaches(fitness, target, direction)
  const arrivals = runs.map(({ points }) => points.find(reached))
  const hits = arrivals.filter((arrival) => arrival !== undefined)
  const spent = runs.map(({ points }, i) => (arrivals[i] ?? points.at(-1))?.evaluations ?? 0)
  const known = (value: number): number | null => (hits.length === 0 ? null : value)
  return {
    successes: hits.length,
    successRate: hits.length / runs.length,
    evaluationsToTarget: known(medianOf(hits.map(({ evaluations }) => evaluations))),
    secondsToTarget: known(medianOf(hits.map(({ seconds }) => seconds))),
    expectedRunningTime: known(spent.reduce((sum, value) => sum + value, 0) / hits.length),
  }
}

function metricMedians(runs: readonly ContestantRun[]): Record<string, number> {
  const names = new Set(runs.flatMap(({ metrics }) => Object.keys(metrics)))
  return Object.fromEntries(
    [...names].map((name) => {
      const values = runs.map(({ metrics }) => ownValue(metrics, name) ?? Number.NaN)
      return [name, medianOf(values.filter((value) => !Number.isNaN(value)))]
    }),
  )
}

function medianOf(values: ArrayLike<number>): number {
  return quantile(values, 0.5)
}
