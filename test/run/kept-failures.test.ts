import { describe, expect, it } from 'vitest'
import { keptFailures } from '../../src/run/kept-failures.ts'
import { Population } from '../../src/strategies/population.ts'

const failures = Array.from({ length: 20 }, (_, individual) => ({
  ...({ kind: 'error', message: 'no wheels', stack: null, generation: 3, seed: 1, individual } as const),
}))

/** How many of twenty failures are kept after so many before, for genomes of this length. */
function kept(length: number, before: number): number {
  const population = new Population(length, new Float32Array(20 * length))
  return keptFailures(failures, population, before + failures.length).length
}

describe('the failed individuals that are kept', () => {
  it('are the first thousand of the run, with their genomes', () => {
    expect([0, 980, 990, 1000, 5000].map((before) => kept(2, before))).toEqual([20, 20, 10, 0, 0])
    const population = new Population(
      2,
      Float32Array.from({ length: 40 }, (_, i) => i),
    )
    const [, second] = keptFailures(failures, population, 20)
    expect(second).toEqual({ ...failures[1], genome: Float32Array.of(2, 3) })
  })

  it('are fewer if genomes are long, but at least ten', () => {
    expect([0, 90, 100].map((before) => kept(20_000, before))).toEqual([20, 10, 0])
    expect([0, 10].map((before) => kept(400_000, before))).toEqual([10, 0])
  })
})
