import { InputError, quote } from '../../errors.ts'
import { type LossName, losses } from '../../model/losses.ts'
import type { OutputFit } from '../task.ts'

/** The losses that a kind of task supports. */
export interface LossChoice<Name extends LossName = LossName> {
  readonly names: readonly Name[]
  /** Used if the config names none. */
  readonly fallback: Name
}

/**
 * The loss to use: the given one, or the default.
 * @param purpose of the losses, for the message: `for regression`
 * @throws InputError for a loss that the choice does not contain
 */
export function chosenLoss<Name extends LossName>(
  loss: Name | undefined,
  { names, fallback }: LossChoice<Name>,
  purpose: string,
): Name {
  const chosen = loss ?? fallback
  if (names.includes(chosen)) return chosen
  const expected = `one of ${names.join(', ')} ${purpose}`
  throw new InputError({ field: 'task.loss', expected, found: quote(chosen) })
}

/** The output activations that a loss can be computed from. */
export function outputFit(loss: LossName): OutputFit | null {
  const { fits, reason } = losses[loss]
  return fits === null ? null : { activations: fits, why: `for the loss ${loss}, since ${reason}` }
}
