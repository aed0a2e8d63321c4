/** The five parameters of a damped oscillation, in the order of a genome. */
export const parameters = [
  { name: 'amplitude (mV)', lower: 0, upper: 500 },
  { name: 'damping (1/s)', lower: 0, upper: 2 },
  { name: 'frequency (Hz)', lower: 0.1, upper: 5 },
  { name: 'phase (rad)', lower: -Math.PI, upper: Math.PI },
  { name: 'offset (mV)', lower: -200, upper: 200 },
] as const

/** What the measurement was made with. */
export const truth: readonly number[] = [230, 0.35, 1.7, 0.6, -42]

/** Millivolts after some seconds. */
export function voltage(
  [amplitude, damping, frequency, phase, offset]: ArrayLike<number> & Iterable<number>,
  seconds: number,
): number {
  const swing = Math.cos(2 * Math.PI * frequency * seconds + phase)
  return amplitude * Math.exp(-damping * seconds) * swing + offset
}
