import type { StopReason } from './events.ts'

/** When a run ends: when the first criterion is met. Undefined criteria never end it. */
export interface StopCriteria {
  readonly generations?: number | undefined
  /** Never exceeded: a generation that would exceed it is not started. */
  readonly evaluations?: number | undefined
  readonly seconds?: number | undefined
  /** The champion's fitness on the whole training part. */
  readonly target?: number | undefined
  /** Generations without a better champion. */
  readonly patience?: number | undefined
}

/** The criteria of a training; of a repetition, the time may be up after so many generations, instead of by the clock. */
export interface PhaseStop extends StopCriteria {
  readonly timeUpAfter?: number | undefined
}

/** What the criteria are compared with. */
export interface StopState {
  readonly generations: number
  readonly evaluations: number
  readonly elapsedMs: number
  /** The champion's cost; +Infinity if there is no champion yet. */
  readonly cost: number
  /** Generations since the champion appeared. */
  readonly stale: number
  /** Whether the user has asked to stop. */
  readonly interrupted: boolean
}

/**
 * The criterion that is met, null if none is. If several are met, the one that tells the user most.
 * @param targetCost the target as a cost
 */
export function stopReason(
  criteria: PhaseStop,
  targetCost: number | undefined,
  progress: StopState,
): StopReason | null {
  const { generations, evaluations, seconds, timeUpAfter, patience } = criteria
  if (targetCost !== undefined && progress.cost <= targetCost) return 'target'
  if (progress.interrupted) return 'interrupted'
  if (generations !== undefined && progress.generations >= generations) return 'generations'
  if (evaluations !== undefined && progress.evaluations >= evaluations) return 'evaluations'
  const timeUp =
    timeUpAfter === undefined
      ? seconds !== undefined && progress.elapsedMs >= seconds * 1000
      : progress.generations >= timeUpAfter
  if (timeUp) return 'seconds'
  if (patience !== undefined && progress.stale >= patience) return 'patience'
  return null
}

/** How much of the run is done, in [0, 1], by the criterion that is closest to ending it; undefined if unknown. */
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
