import { describe, expect, it } from 'vitest'
import { createStrategy } from '../../src/index.ts'
import { limitedSigma, stepLimits } from '../../src/strategies/distribution/step-limits.ts'
import { vectorGenome } from '../../src/strategies/vector-genome.ts'
import { benchmarkFunctions } from '../../src/tasks/benchmark/functions.ts'

describe('the step size of a gene with two bounds', () => {
  it('is at most half of their distance', () => {
    const genome = vectorGenome({ length: 3, lower: [-5, 0, -Infinity], upper: [5, 1, 4] })
    const limits = stepLimits({ ...genome, resampled: false })
    expect(limits).toEqual(Float64Array.of(5, 0.5, Infinity))
    const deviations = [1, 2, 1000]
    expect(limitedSigma(9, limits, (p) => deviations[p]!)).toBe(0.25)
    expect(limitedSigma(0.1, limits, (p) => deviations[p]!)).toBe(0.1)
    expect(stepLimits({ ...vectorGenome({ length: 2, lower: 0 }), resampled: false })).toBeNull()
  })

  it.each(['cma-es', 'sep-cma-es', 'snes', 'xnes', 'cr-fm-nes', 'pgpe'] as const)(
    'does not run away where reflection makes all samples alike: %s',
    (kind) => {
      const search = createStrategy(kind, { length: 5, lower: -5, upper: 5, seed: 1 })
      for (let generation = 0; generation < 600; generation++)
        search.tell(search.ask().map((x) => benchmarkFunctions.rosenbrock.cost(x)))
      expect(search.figures['sigma']).toBeLessThan(10)
      expect(search.best!.fitness).toBeLessThan(10)
    },
  )
})
