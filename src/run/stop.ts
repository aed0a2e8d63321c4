import type { StopReason } from './events.ts'

/** When a run ends: at whichever comes first. Undefined criteria never end it. */
export interface StopCriteria {
  readonly generations?: number | undefined
  /** Never exceeded: a generation that would not fit is not begun. */
  readonly evaluations?: number | undefined
  readonly seconds?: number | undefined
  /** Fitness of the champion on the whole training part. */
  readonly target?: number | undefined
  /** Generations without a better champion. */
  readonly patience?: number | undefined
}

/** What the criteria look at. */
export interface StopState {
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
  /** The champion's cost; +Infinity before there is one. */
  readonly cost: number
  /** Generations since the champion appeared. */
  readonly stale: number
  /** True once the user wants to stop. */
  readonly interrupted: boolean
}

/**
 * The first criterion that is met, in the order in which a user would want it named; null to go on.
 * @param targetCost the target turned as costs are
 */
export function stopReason(
  criteria: StopCriteria,
  targetCost: number | undefined,
  progress: StopState,
): StopReason | null {
  const { generations, evaluations, seconds, patience } = criteria
  if (targetCost !== undefined && progress.cost <= targetCost) return 'target'
  if (progress.interrupted) return 'interrupted'
  if (generations !== undefined && progress.generations >= generations) return 'generations'
  if (evaluations !== undefined && progress.evaluations >= evaluations) return 'evaluations'
  if (seconds !== undefined && progress.elapsedMs >= seconds * 1000) return 'seconds'
  if (patience !== undefined && progress.stale >= patience) return 'patience'
  return null
}

/** How much of the run is over by the criterion that is nearest, in [0, 1]; undefined where none can tell. */
export function fractionDone(
  criteria: StopCriteria,
  progress: Pick<StopState, 'generations' | 'evaluations' | 'elapsedMs'>,
): number | undefined {
  const shares = [
    criteria.generations && progress.generations / criteria.generations,
    criteria.evaluations && progress.evaluations / criteria.evaluations,
    criteria.seconds && progress.elapsedMs / (criteria.seconds * 1000),
  ].filter((share) => share !== undefined)
  return shares.length === 0 ? undefined : Math.min(1, Math.max(...shares))
}
