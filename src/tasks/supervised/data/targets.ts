import type { ActivationName } from '../../../model/activations.ts'
import type { LossName } from '../../../model/losses.ts'
import type { ClassLevels } from './examples.ts'

/** The number of outputs for classes: one for two classes if the loss is for a single yes or no, else one per class. */
export function classOutputs(classes: number, loss: LossName): number {
  return classes === 2 && (loss === 'binary-cross-entropy' || loss === 'hinge') ? 1 : classes
}

/**
 * @param labels (S) in [0, classes)
 * @param levels what the outputs of the other classes and of the sample's class should be; hinge uses -1 and 1
 * @returns (S, O), O from `classOutputs`; a single output is that of class 1
 */
export function classTargets(
  labels: Uint32Array,
  classes: number,
  loss: LossName,
  levels: ClassLevels,
): Float32Array {
  const outputs = classOutputs(classes, loss)
  const { off, on } = loss === 'hinge' ? { off: -1, on: 1 } : levels
  const targets = new Float32Array(labels.length * outputs).fill(off)
  for (const [sample, label] of labels.entries()) {
    if (outputs > 1) targets[sample * outputs + label] = on
    else if (label === 1) targets[sample] = on
  }
  return targets
}

/**
 * The class that a row of outputs means: the one with the largest output; if there is a single output, class 1 above
 * the threshold.
 *
 * @param outputs (S, width)
 * @returns -1 if the outputs are NaN
 */
export function chosenClass(outputs: Float32Array, sample: number, width: number, threshold: number): number {
  if (width === 1) {
    const output = outputs[sample]!
    return Number.isNaN(output) ? -1 : Number(output > threshold)
  }
  let best = -1
  let highest = Number.NEGATIVE_INFINITY
  for (let output = 0; output < width; output++) {
    const value = outputs[sample * width + output]!
    if (value > highest) {
      best = output
      highest = value
    }
  }
  return best
}

/**
 * The threshold for a single output: 0.5 if it is a probability, else 0. Loss and activation both determine it, since
 * each loss for a single output fits activations of one range only.
 */
export function classThreshold(kind: ActivationName | LossName): number {
  return kind === 'sigmoid' || kind === 'binary-cross-entropy' ? 0.5 : 0
}
