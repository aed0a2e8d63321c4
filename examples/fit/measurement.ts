import { Dice } from '../dice.ts'
import { truth, voltage } from './oscillation.ts'

export interface MeasurementOptions {
  readonly samples: number
  /** How long it takes. */
  readonly seconds: number
  /** Standard deviation, millivolts. */
  readonly noise: number
}

/** A measurement that a formula makes: the voltage at evenly spaced times, with noise on it. */
export function measure(
  { samples, seconds, noise }: MeasurementOptions,
  seed: number,
): { seconds: Float64Array; millivolts: Float64Array } {
  const dice = new Dice(seed)
  const times = Float64Array.from({ length: samples }, (_, k) => (k * seconds) / samples)
  return { seconds: times, millivolts: times.map((time) => voltage(truth, time) + noise * dice.normal()) }
}
