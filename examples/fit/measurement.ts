import { Dice } from '../dice.ts'
import { truth, voltage } from './oscillation.ts'

export interface MeasurementOptions {
  readonly samples: number
  /** How long it takes. */
  readonly seconds: number
  /** Standard deviation, millivolts. */
  readonly noise: number
}

/**
 * A measurement that a formula makes: the voltage at evenly spaced times, with noise on it.
 * @throws RangeError for fewer than 10 samples, no time, or negative noise
 */
export function measure(
  { samples, seconds, noise }: MeasurementOptions,
  seed: number,
): { seconds: Float64Array; millivolts: Float64Array } {
  if (samples < 10) throw new RangeError(`samples: expected at least 10, found ${samples}`)
  if (seconds <= 0) throw new RangeError(`seconds: expected a number above 0, found ${seconds}`)
  if (noise < 0) throw new RangeError(`noise: expected at least 0, found ${noise}`)
  const dice = new Dice(seed)
  const times = Float64Array.from({ length: samples }, (_, k) => (k * seconds) / samples)
  return { seconds: times, millivolts: times.map((time) => voltage(truth, time) + noise * dice.normal()) }
}
