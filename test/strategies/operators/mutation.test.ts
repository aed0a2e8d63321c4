import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vectors } from '../../../src/kernels/reference/vectors.ts'
import {
  type MutationKind,
  type MutationOptions,
  mutate,
  mutations,
  stepUnits,
} from '../../../src/strategies/operators/mutation/index.ts'
import { expectedLoci } from '../../../src/strategies/operators/mutation/loci.ts'
import { createWorkspace } from '../../../src/strategies/operators/workspace.ts'
import type { Problem } from '../../../src/strategies/problem.ts'
import { deviation, mean, perceptron, stream, vector } from '../problem.ts'

const kinds = Object.keys(mutations) as MutationKind[]

/** What a mutation of step size `sigma` adds to a genome of zeros. */
function noise(problem: Problem, options: MutationOptions, sigma = 1, seed = 1): Float32Array {
  const genome = new Float32Array(problem.length)
  mutate(genome, sigma, stepUnits(options, problem), options, stream(seed), createWorkspace(problem, vectors))
  return genome
}

function everywhere<Kind extends MutationKind>(kind: Kind, rate = 1): MutationOptions {
  return { ...mutations[kind], rate, neurons: 'all', scale: 'absolute' } as MutationOptions
}

function changed(genome: Float32Array): number[] {
  return [...genome.keys()].filter((p) => genome[p] !== 0)
}

const wide = vector(100_000)

for (const kind of kinds) {
  describe(`${kind} mutation`, () => {
    it('changes genes at the given rate, at every position', () => {
      for (const rate of [0, 1e-3, 0.05, 0.24, 0.26, 0.8, 1]) {
        const genes = changed(noise(wide, everywhere(kind, rate)))
        const slack = 4 * Math.sqrt(wide.length * rate * (1 - rate))
        expect(Math.abs(genes.length - rate * wide.length), `rate ${rate}`).toBeLessThanOrEqual(slack + 5)
        if (rate > 0) expect(Math.abs(mean(genes) / wide.length - 0.5), `rate ${rate}`).toBeLessThan(0.11)
      }
    })

    it('reaches the given number of whole neurons', () => {
      const problem = perceptron([3, 5, 4, 2])
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), (neurons, seed) => {
          // All genes have a uniform prior, so a mutated gene is never 0.
          const prior = [{ start: 0, end: problem.length, kind: 'uniform', scale: 1 }] as const
          const options = { ...mutations[kind], rate: 1, neurons } as MutationOptions
          const genes = changed(noise({ ...problem, prior }, options, 1, seed))
          const reached = new Set(genes.map((p) => problem.blockOf[p]))
          expect(reached.size).toBe(Math.min(neurons, problem.blocks))
          const size = problem.blockOf.filter((block) => reached.has(block)).length
          expect(genes.length).toBe(size)
        }),
        { seed: 12 },
      )
    })

    it('left to the genome reaches one neuron of a network, and every gene of a vector', () => {
      const auto = { ...mutations[kind], rate: 0.5, neurons: 'auto' } as MutationOptions
      const [one, all] = [1, 'all'].map((neurons) => ({ ...auto, neurons }) as MutationOptions)
      for (const seed of [1, 2, 3]) {
        for (const problem of [perceptron([3, 5, 4, 2]), vector(200, { size: 10 })])
          expect(noise(problem, auto, 1, seed)).toEqual(noise(problem, one!, 1, seed))
        expect(noise(vector(200), auto, 1, seed)).toEqual(noise(vector(200), all!, 1, seed))
        expect(noise(vector(200), auto, 1, seed)).not.toEqual(noise(vector(200), one!, 1, seed))
      }
    })

    it('changes genes of the reached neurons at its rate', () => {
      const problem = vector(20_000, { size: 100 })
      const options = { ...mutations[kind], rate: 0.3, neurons: 100 } as MutationOptions
      expect(Math.abs(changed(noise(problem, options)).length - 3000)).toBeLessThan(200)
    })

    it('makes the same change from the same stream', () => {
      const options = everywhere(kind, 0.1)
      expect(noise(vector(500), options, 1, 4)).toEqual(noise(vector(500), options, 1, 4))
      expect(noise(vector(500), options, 1, 4)).not.toEqual(noise(vector(500), options, 1, 5))
    })

    it('keeps genes finite', () => {
      expect(noise(wide, everywhere(kind)).every(Number.isFinite)).toBe(true)
    })
  })
}

for (const rate of [1, 0.1]) {
  describe(`the noise of mutation at rate ${rate}`, () => {
    const drawn = (kind: MutationKind, sigma: number) =>
      noise(wide, everywhere(kind, rate), sigma).filter((gene) => gene !== 0)

    it('of gaussian mutation is normal with standard deviation sigma', () => {
      const genes = drawn('gaussian', 0.3)
      expect(Math.abs(mean(genes))).toBeLessThan(0.012)
      expect(Math.abs(deviation(genes) - 0.3)).toBeLessThan(0.009)
      const kurtosis = mean(genes.map((gene) => (gene / 0.3) ** 4))
      expect(Math.abs(kurtosis - 3)).toBeLessThan(0.3)
    })

    it('of uniform mutation is uniform within sigma', () => {
      const genes = drawn('uniform', 2)
      expect(genes.every((gene) => Math.abs(gene) <= 2)).toBe(true)
      expect(Math.abs(mean(genes))).toBeLessThan(0.05)
      expect(Math.abs(deviation(genes) - 2 / Math.sqrt(3))).toBeLessThan(0.03)
    })

    it('of cauchy mutation has the quantiles of the Cauchy distribution', () => {
      const genes = drawn('cauchy', 0.5)
      const beyond = (bound: number) => genes.filter((gene) => gene > bound).length / genes.length
      for (const quantile of [0.75, 0.9, 0.99]) {
        const bound = 0.5 * Math.tan(Math.PI * (quantile - 0.5))
        expect(Math.abs(beyond(bound) - (1 - quantile))).toBeLessThan(0.018)
      }
      expect(Math.abs(beyond(0) - 0.5)).toBeLessThan(0.018)
    })

    it('of polynomial mutation stays within sigma, with P(|z| ≤ d) = 1 - (1 - d)^(η+1)', () => {
      const genes = drawn('polynomial', 2)
      expect(genes.every((gene) => Math.abs(gene) <= 2)).toBe(true)
      expect(Math.abs(mean(genes))).toBeLessThan(0.01)
      for (const d of [0.01, 0.05, 0.1]) {
        const within = genes.filter((gene) => Math.abs(gene) <= 2 * d).length / genes.length
        expect(Math.abs(within - (1 - (1 - d) ** 21))).toBeLessThan(0.018)
      }
    })
  })
}

describe('the scale of a step', () => {
  it('is that of the prior if the config says so', () => {
    const problem = perceptron([8, 5000, 1])
    const genes = noise(problem, { ...mutations.gaussian, neurons: 'all', scale: 'prior' }, 0.1)
    expect(deviation(genes.subarray(0, 5000))).toBeCloseTo(0.05, 2)
    expect(deviation(genes.subarray(5000, 45_000))).toBeCloseTo(0.05, 2)
    expect(deviation(genes.subarray(45_001))).toBeCloseTo(0.1 * Math.sqrt(2 / 5000), 3)
  })
})

describe('reset mutation', () => {
  it('puts fresh draws from the prior in place', () => {
    const problem: Problem = {
      ...vector(20_000),
      prior: [
        { start: 0, end: 10_000, kind: 'zero', scale: 0 },
        { start: 10_000, end: 20_000, kind: 'uniform', scale: 0.5 },
      ],
    }
    const genome = new Float32Array(20_000).fill(9)
    const options: MutationOptions = { kind: 'reset', rate: 0.5, neurons: 'all' }
    mutate(genome, 0, new Float32Array(0), options, stream(), createWorkspace(problem, vectors))
    const [zeros, drawn] = [genome.subarray(0, 10_000), genome.subarray(10_000)].map((genes) =>
      genes.filter((gene) => gene !== 9),
    )
    expect(Math.abs(zeros.length - 5000)).toBeLessThan(200)
    expect(zeros.every((gene) => gene === 0)).toBe(true)
    expect(drawn.every((gene) => Math.abs(gene) <= 0.5)).toBe(true)
    expect(Math.abs(deviation(drawn) - 0.5 / Math.sqrt(3))).toBeLessThan(0.01)
  })
})

describe('the number of genes that a mutation changes', () => {
  it('is known on average', () => {
    const problem = vector(1000, { size: 10 })
    expect(expectedLoci({ rate: 0.2, neurons: 'all' }, problem)).toBe(200)
    expect(expectedLoci({ rate: 0.5, neurons: 4 }, problem)).toBe(20)
    expect(expectedLoci({ rate: 1, neurons: 500 }, problem)).toBe(1000)
  })

  it('is that of one neuron where it is left to a genome that has some, and else that of all genes', () => {
    expect(expectedLoci({ rate: 0.5, neurons: 'auto' }, vector(1000, { size: 10 }))).toBe(5)
    expect(expectedLoci({ rate: 0.5, neurons: 'auto' }, vector(1000))).toBe(500)
  })
})
