import type { Scaling } from '../../model/signature.ts'
import { unscale } from './data/scaling.ts'

/** The errors of a regression, in the unit of the target. */
export interface NumberFigures {
  /** The root of the mean square error. */
  readonly rmse: number
  /** The mean absolute error. */
  readonly mae: number
  /** The share of the variance that is explained, at most 1; the mean over several targets. */
  readonly r2: number
}

/**
 * @param answers (S, O) of the network
 * @param targets (S, O), scaled like the answers
 * @param count S ≥ 1
 * @param scaling of the targets; null if they are not scaled
 */
export function numberFigures(
  answers: Float32Array,
  targets: Float32Array,
  count: number,
  outputs: number,
  scaling: Scaling | null,
): NumberFigures {
  let squares = 0
  let absolutes = 0
  let determination = 0
  for (let output = 0; output < outputs; output++) {
    const wanted = (sample: number): number => unscale(targets[sample * outputs + output]!, output, scaling)
    let mean = 0
    for (let sample = 0; sample < count; sample++) mean += wanted(sample) / count
    let residual = 0
    let total = 0
    for (let sample = 0; sample < count; sample++) {
      const error = unscale(answers[sample * outputs + output]!, output, scaling) - wanted(sample)
      residual += error * error
      absolutes += Math.abs(error)
      const distance = wanted(sample) - mean
      total += distance * distance
    }
    squares += residual
    // Targets that do not vary have no variance to explain: 1 for exact predictions, else 0.
    determination += total > 0 ? 1 - residual / total : Number(residual === 0)
  }
  const figures = count * outputs
  return { rmse: Math.sqrt(squares / figures), mae: absolutes / figures, r2: determination / outputs }
}
