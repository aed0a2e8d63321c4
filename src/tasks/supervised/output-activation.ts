import type { ActivationName } from '../../model/activations.ts'
import type { LossName } from '../../model/losses.ts'

/** The activation behind the last layer that suits the task and its loss, where the config names none. */
export function defaultOutputActivation(
  kind: 'classification' | 'regression' | 'image',
  loss: LossName,
): ActivationName {
  if (kind === 'image') return 'sigmoid'
  if (kind === 'regression' || loss === 'hinge') return 'linear'
  return loss === 'cross-entropy' ? 'softmax' : 'sigmoid'
}
