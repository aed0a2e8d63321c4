import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { drawFresh, geneDomainOf, settle } from '../../src/strategies/gene-domain.ts'
import { priorScale } from '../../src/strategies/prior.ts'
import { checkedGenome } from '../../src/strategies/problem.ts'
import { vectorGenome } from '../../src/strategies/vector-genome.ts'
import type { VectorOptions } from '../../src/strategies/vector-options.ts'
import { deviation, mean, stream } from './problem.ts'

function refused(options: object, field?: string): string {
  try {
    vectorGenome(options as VectorOptions, field)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return (error as Error).message
  }
  return 'nothing'
}

/** `count` fresh genomes of a vector, settled. */
function fresh(options: VectorOptions, count = 2000): Float64Array[] {
  const genome = vectorGenome(options)
  const domain = geneDomainOf(genome)
  return Array.from({ length: count }, (_, individual) => {
    const genes = new Float64Array(options.length)
    drawFresh(genome, domain, genes, stream(1, individual))
    if (domain !== null) settle(genes, domain, stream(2, individual))
    return genes
  })
}

describe('the genome of a vector', () => {
  it('is float64, with a block for each gene', () => {
    const genome = checkedGenome(vectorGenome({ length: 3 }))
    expect(genome).toMatchObject({ length: 3, type: 'float64', blocks: 3, bounds: null, integer: null })
    expect([...genome.blockOf]).toEqual([0, 1, 2])
    expect(genome.initial).toBeNull()
  })

  it('takes one value for all genes, or one for each', () => {
    const genome = vectorGenome({
      length: 2,
      lower: [-1, -2],
      upper: 5,
      initial: Float32Array.of(0, 1),
      integer: [0, true],
    })
    expect(genome.bounds).toEqual({ lower: Float64Array.of(-1, -2), upper: Float64Array.of(5, 5) })
    expect(genome.initial).toEqual(Float64Array.of(0, 1))
    expect(genome.integer).toEqual(Uint8Array.of(0, 1))
  })

  it('has a prior around its start, or between its bounds, or around 0', () => {
    expect(vectorGenome({ length: 3, lower: 2, upper: 6 }).prior).toEqual([
      { start: 0, end: 3, kind: 'uniform', scale: 2, centre: 4 },
    ])
    expect(vectorGenome({ length: 3, lower: -6, upper: 6, initial: [1, 1, 0] }).prior).toEqual([
      { start: 0, end: 2, kind: 'normal', scale: 2, centre: 1 },
      { start: 2, end: 3, kind: 'normal', scale: 2 },
    ])
    expect(
      vectorGenome({
        length: 4,
        lower: [-Infinity, 3, -3, -Infinity],
        upper: [Infinity, Infinity, Infinity, -5],
      }).prior,
    ).toEqual([
      { start: 0, end: 1, kind: 'normal', scale: 1 },
      { start: 1, end: 2, kind: 'normal', scale: 1, centre: 3 },
      { start: 2, end: 3, kind: 'normal', scale: 1 },
      { start: 3, end: 4, kind: 'normal', scale: 1, centre: -5 },
    ])
  })

  it('knows the step units of bounds that float32 cannot hold', () => {
    const [scale] = priorScale({
      ...vectorGenome({ length: 1, lower: -1e200, upper: 1e200 }),
      resampled: false,
    })
    expect(scale).toBeCloseTo(1e200 / Math.sqrt(3), -190)
  })

  it('is drawn uniformly between two bounds', () => {
    const genes = fresh({ length: 1, lower: 10, upper: 14 }).map(([gene]) => gene)
    expect(genes.every((gene) => gene >= 10 && gene <= 14)).toBe(true)
    expect(mean(genes)).toBeCloseTo(12, 0)
    expect(deviation(genes)).toBeCloseTo(4 / Math.sqrt(12), 1)
  })

  it('is drawn around its start, folded into the bounds', () => {
    const genes = fresh({ length: 1, lower: 10, upper: 16, initial: 10 }).map(([gene]) => gene)
    expect(genes.every((gene) => gene >= 10 && gene <= 16)).toBe(true)
    expect(mean(genes)).toBeCloseTo(10 + Math.sqrt(2 / Math.PI), 1)
  })

  it('draws every whole number between two bounds equally often', () => {
    const genes = fresh({ length: 1, lower: -1.5, upper: 2.9, integer: true }, 8000).map(([gene]) => gene)
    for (const value of [-1, 0, 1, 2])
      expect(genes.filter((gene) => gene === value).length / 8000).toBeCloseTo(0.25, 1)
    expect(genes.every((gene) => [-1, 0, 1, 2].includes(gene))).toBe(true)
    const wide = fresh({ length: 1, lower: -(2 ** 52), upper: 2 ** 52, integer: true }).map(([gene]) => gene)
    expect(wide.every(Number.isInteger)).toBe(true)
    expect(wide.some((gene) => gene % 2 !== 0)).toBe(true)
  })

  it('rounds up with the probability of the fraction', () => {
    const domain = geneDomainOf(vectorGenome({ length: 10_000, integer: true }))!
    const genes = new Float64Array(10_000).fill(2.3)
    settle(genes, domain, stream())
    expect(new Set(genes)).toEqual(new Set([2, 3]))
    expect(mean(genes)).toBeCloseTo(2.3, 1)
  })

  it('refuses what is no vector, and names the option', () => {
    const cases: [object, string][] = [
      [{ length: 0 }, 'genome.length: expected an integer from 1 to 2147483647, found 0'],
      [{ length: 2 ** 31 }, 'genome.length: expected an integer from 1 to 2147483647, found 2147483648'],
      [{ length: 2, lower: [0, 1, 2] }, 'genome.lower: expected 2 values, one a gene, found 3'],
      [{ length: 2, lower: '00' }, 'genome.lower: expected a number, or a list of 2, one a gene, found "00"'],
      [{ length: 2, lower: [0, '1'] }, 'genome.lower[1]: expected a number, found "1"'],
      [{ length: 2, upper: [Number.NaN, 1] }, 'genome.upper[0]: expected a number, found NaN'],
      [{ length: 2, lower: Number.NaN }, 'genome.lower: expected a number, found NaN'],
      [
        { length: 2, lower: 1, upper: [2, 1] },
        'genome.upper[1]: expected a number above 1, the lower bound, found 1',
      ],
      [
        { length: 2, lower: [0, 3], upper: 2 },
        'genome.lower[1]: expected a number below 2, the upper bound, found 3',
      ],
      [
        { length: 2, lower: Infinity },
        'genome.lower: expected a number below Infinity, the upper bound, found Infinity',
      ],
      [
        { length: 2, upper: -Infinity },
        'genome.upper: expected a number above -Infinity, the lower bound, found -Infinity',
      ],
      [
        { length: 1, lower: 0, upper: 1, initial: 2 },
        'genome.initial: expected a number from 0 to 1, its bounds, found 2',
      ],
      [
        { length: 2, lower: 0, initial: [0, -1] },
        'genome.initial[1]: expected a number of at least 0, the lower bound, found -1',
      ],
      [{ length: 1, initial: Infinity }, 'genome.initial: expected a finite number, found Infinity'],
      [{ length: 1, initial: 0.5, integer: true }, 'genome.initial: expected a whole number, found 0.5'],
      [
        { length: 1, lower: 0.2, upper: 0.8, integer: true },
        'genome.upper: expected at least 1, so that a whole number lies above 0.2, the lower bound, found 0.8',
      ],
      [
        { length: 2, integer: 1 },
        'genome.integer: expected true or false, or a list of 2, one a gene, found 1',
      ],
      [{ length: 2, integer: [true, 2] }, 'genome.integer[1]: expected true or false, found 2'],
    ]
    for (const [options, message] of cases) expect(refused(options)).toBe(message)
    expect(refused({ length: 2, lower: [0, 3], upper: 2 }, '')).toMatch(/^lower\[1\]: /)
    expect(refused({ length: 2, lower: [0, 3], upper: 2 }, 'task')).toMatch(/^task\.lower\[1\]: /)
  })
})
