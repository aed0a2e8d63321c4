/** Every how many generations of a phase one is kept; `auto`: by the rule below. */
export type KeptEvery = 'auto' | number

/** All of the first generations of a phase are kept. */
const first = 10_000

/**
 * Whether a generation has a line in the metrics, by its number alone. `auto` keeps all of the first 10,000, and in each
 * doubling after that 5,000 at equal distances: 10,000·2^k to 10,000·2^(k+1) are kept every 2^(k+1). A number n keeps the
 * first and every n-th.
 * @param generation of its phase, from 1
 */
export function isKept(generation: number, every: KeptEvery): boolean {
  if (every !== 'auto') return generation === 1 || generation % every === 0
  return generation <= first || generation % distance(generation) === 0
}

/** The number of lines of a phase of so many generations, by the rule `auto` and without its last one. */
export function linesOfPhase(generations: number): number {
  let lines = Math.min(generations, first)
  for (let from = first, apart = 2; from < generations; from *= 2, apart *= 2) {
    lines += Math.floor(Math.min(generations, 2 * from) / apart) - from / apart
  }
  return lines
}

/** Generations between two lines. */
function distance(generation: number): number {
  let apart = 1
  // Ends: it doubles, and generations are finite.
  while (generation > first * apart) apart *= 2
  return apart
}
