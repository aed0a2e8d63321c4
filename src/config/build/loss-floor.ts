import { InputError } from '../../errors.ts'
import { lossFloor } from '../../model/loss-floor.ts'
import { type LossName, losses } from '../../model/losses.ts'
import { outputLayer, type Topology } from '../../model/topology.ts'
import type { Supervised } from '../../tasks/task.ts'
import type { Config } from '../schema.ts'

/** Significant digits of a floor in messages. */
const digits = 4

/** The value that a loss cannot get below on the training part, for its targets and the output activation. */
export interface LossFloor {
  readonly loss: LossName
  readonly value: number
  /** What keeps the loss above 0, and how to avoid it. */
  readonly reason: string
  readonly cure: string
}

/** Null if the loss can reach 0, and for a task without samples. */
export function floorOf(supervised: Supervised | null, topology: Topology | null): LossFloor | null {
  if (supervised === null || topology === null) return null
  const { loss, data } = supervised
  const { activation, outputs } = outputLayer(topology)
  const { targets, weights } = data.train
  const value = lossFloor(loss, activation.kind, targets, outputs, weights)
  if (!(value > 0)) return null
  const { kind } = activation
  return losses[loss].fromLogits
    ? {
        ...{ loss, value },
        reason: 'the targets are not all 0 or 1',
        cure: 'mse can reach 0',
      }
    : {
        ...{ loss, value },
        reason: `outputs behind ${kind} do not reach all targets`,
        cure: 'network.output: linear can reach 0',
      }
}

/** The lowest of several floors; null if one of them is null. */
export function lowestFloor(floors: readonly (LossFloor | null)[]): LossFloor | null {
  const found = floors.filter((floor) => floor !== null)
  if (found.length < floors.length) return null
  return found.reduce((lowest, floor) => (floor.value < lowest.value ? floor : lowest))
}

/** What the user should know of a floor, in one line. */
export function floorNote({ loss, value, reason, cure }: LossFloor): string {
  return `${loss} cannot fall below ${roundedUp(value)}, since ${reason}; ${cure}`
}

/** @throws InputError for a target that the loss can never reach */
export function checkTargets(
  { stop, finetune }: Pick<Config, 'stop' | 'finetune'>,
  floor: LossFloor | null,
): void {
  checkTarget('stop.target', stop.target, floor)
  checkTarget('finetune.target', finetune?.target, floor)
}

/** @throws InputError for a target that the loss can never reach */
export function checkTarget(
  field: string,
  target: number | undefined,
  floor: LossFloor | null,
  file?: string,
): void {
  if (target === undefined || floor === null || target >= floor.value) return
  throw new InputError({
    file,
    field,
    expected: `at least ${roundedUp(floor.value)}, below which ${floor.loss} cannot fall, since ${floor.reason}`,
    found: String(target),
    hint: floor.cure,
  })
}

/** Rounded up, so that the number that is shown is one that can be given. */
function roundedUp(value: number): number {
  const near = Number(value.toPrecision(digits))
  if (near >= value) return near
  return Number((near + 10 ** (Math.floor(Math.log10(value)) + 1 - digits)).toPrecision(digits))
}
