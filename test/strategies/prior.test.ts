import { describe, expect, it } from 'vitest'
import { drawPrior } from '../../src/random/prior.ts'
import { indexBlocks } from '../../src/strategies/blocks.ts'
import { Population } from '../../src/strategies/population.ts'
import { priorScale } from '../../src/strategies/prior.ts'
import type { Problem } from '../../src/strategies/problem.ts'
import { deviation, mean, perceptron, stream } from './problem.ts'

const mixed: Problem = {
  length: 30_000,
  blockOf: new Uint32Array(30_000),
  blocks: 1,
  prior: [
    { start: 0, end: 10_000, kind: 'zero', scale: 0 },
    { start: 10_000, end: 20_000, kind: 'normal', scale: 0.5 },
    { start: 20_000, end: 30_000, kind: 'uniform', scale: 3 },
  ],
  type: 'float32',
  bounds: null,
  integer: null,
  initial: null,
  resampled: false,
}

describe('a fresh genome', () => {
  const genome = new Float32Array(mixed.length).fill(7)
  drawPrior(mixed.prior, genome, stream(3))

  it('is zero if the prior is', () => {
    expect(genome.subarray(0, 10_000).every((gene) => gene === 0)).toBe(true)
  })

  it('is normal with the standard deviation of the prior', () => {
    const genes = genome.subarray(10_000, 20_000)
    expect(Math.abs(mean(genes))).toBeLessThan(0.02)
    expect(deviation(genes)).toBeCloseTo(0.5, 1)
    expect(genes.filter((gene) => Math.abs(gene) < 0.5).length / 1e4).toBeCloseTo(0.683, 1)
  })

  it('is uniform within the bounds of the prior, and gets close to them', () => {
    const genes = genome.subarray(20_000)
    expect(genes.every((gene) => Math.abs(gene) <= 3)).toBe(true)
    expect(Math.max(...genes)).toBeGreaterThan(2.99)
    expect(Math.min(...genes)).toBeLessThan(-2.99)
    expect(Math.abs(mean(genes))).toBeLessThan(0.05)
  })

  it('differs between streams', () => {
    const other = new Float32Array(mixed.length)
    drawPrior(mixed.prior, other, stream(4))
    expect(other).not.toEqual(genome)
  })
})

describe('the scale of the prior', () => {
  it('is the standard deviation of each segment', () => {
    const scale = priorScale(mixed)
    expect(scale[10_000]).toBe(0.5)
    expect(scale[20_000]).toBeCloseTo(Math.sqrt(3), 6)
  })

  it('gives a bias the scale of the weights of its neuron', () => {
    const scale = priorScale(perceptron([2, 3, 8, 1]))
    expect([...scale.subarray(0, 9)]).toEqual(new Array(9).fill(1))
    expect(scale[9]).toBeCloseTo(Math.sqrt(2 / 3), 6)
    expect(scale.at(-9)).toBeCloseTo(0.5, 6)
  })

  it('is 1 if a whole block starts at zero', () => {
    const zero = { ...mixed, prior: [{ start: 0, end: 30_000, kind: 'zero', scale: 0 }] } as const
    expect(priorScale(zero).every((scale) => scale === 1)).toBe(true)
  })
})

describe('the index of blocks', () => {
  it('lists the genes of each block once, in order', () => {
    const problem = perceptron([2, 3, 2])
    const { starts, genes } = indexBlocks(problem)
    expect([...genes.subarray(starts[1], starts[2])]).toEqual([1, 5, 6])
    expect([...genes].sort((a, b) => a - b)).toEqual([...genes.keys()])
    for (let block = 0; block < problem.blocks; block++) {
      for (const gene of genes.subarray(starts[block], starts[block + 1]))
        expect(problem.blockOf[gene]).toBe(block)
    }
  })
})

describe('a population', () => {
  it('returns rows that are views of the slab', () => {
    const population = new Population(2, new Float32Array(6))
    population.row(1).set([5, 6])
    expect([...population.genomes]).toEqual([0, 0, 5, 6, 0, 0])
  })
})
