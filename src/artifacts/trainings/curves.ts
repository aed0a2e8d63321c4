import { budgetOf } from '../../config/budget.ts'
import { strategyName } from '../../config/schema/strategy.ts'
import type { Config } from '../../config/schema.ts'
import type { TrainingPoint } from '../../library/training-curve.ts'
import type { ComparisonCurves } from '../../report/comparison.ts'
import { plural } from '../../report/number.ts'
import type { RepeatCurves } from '../../report/repeats.ts'
import { structureText } from '../../report/structure.ts'
import type { RunIdentity } from '../../run/folder/record.ts'

/** What several trainings have in common. */
export interface CommonTraining {
  readonly identity: Pick<RunIdentity, 'name' | 'network' | 'genome'>
  readonly config: Config
  /** Names the fitness, with its unit if it has one. */
  readonly fitnessLabel: string
}

/** The curves of trainings that differ in their seeds, in the order of the seeds. */
export function repeatCurves(
  { identity, config, fitnessLabel }: CommonTraining,
  trainings: readonly { readonly seed: number; readonly points: readonly TrainingPoint[] }[],
): RepeatCurves {
  return {
    title: `${identity.name}, ${plural(trainings.length, 'training')}`,
    subtitle: `${structureText(identity)}, ${strategyName(config.strategy)}`,
    fitnessLabel,
    target: config.stop.target,
    runs: trainings.map(({ seed, points }) => ({
      label: `seed ${seed}`,
      points: points.map(({ evaluations, fitness }) => ({ x: evaluations, y: fitness })),
    })),
  }
}

/**
 * The curves of a comparison.
 * @param repeats trainings of each contestant
 * @param contestants with points in evaluations of the comparison
 */
export function comparisonCurves(
  { identity, config, fitnessLabel }: CommonTraining,
  repeats: number,
  contestants: readonly {
    readonly label: string
    readonly runs: readonly { readonly points: readonly TrainingPoint[] }[]
  }[],
): ComparisonCurves {
  const seconds = budgetOf(config).evaluations === undefined
  return {
    title: `${identity.name}, ${plural(repeats, 'training')} each`,
    subtitle: structureText(identity),
    fitnessLabel,
    xLabel: seconds ? 'Seconds →' : 'Evaluations →',
    target: comparedTarget(config),
    contestants: contestants.map(({ label, runs }) => ({
      label,
      runs: runs.map(({ points }) =>
        points.map((point) => ({ x: seconds ? point.seconds : point.evaluations, y: point.fitness })),
      ),
    })),
  }
}

/** The fitness that counts as success in a comparison. */
export function comparedTarget({ compare, stop }: Config): number | undefined {
  return compare?.target ?? stop.target
}
