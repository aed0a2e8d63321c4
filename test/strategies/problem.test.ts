import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { type Bounds, checkedGenome, type GenomeSpec } from '../../src/strategies/problem.ts'

function genome(bounds: Bounds | null): GenomeSpec {
  const prior = [{ start: 0, end: 3, kind: 'normal', scale: 1 }] as const
  return { length: 3, type: 'float64', blockOf: Uint32Array.of(0, 1, 2), blocks: 3, prior, bounds }
}

function refused(lower: readonly number[], upper: readonly number[]): string {
  try {
    checkedGenome(genome({ lower: Float64Array.from(lower), upper: Float64Array.from(upper) }))
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return (error as Error).message
  }
  return 'nothing'
}

describe('the bounds of a genome', () => {
  it('may be absent, or open on either side', () => {
    const open = genome({
      lower: Float64Array.of(Number.NEGATIVE_INFINITY, 0, -1),
      upper: Float64Array.of(1, Number.POSITIVE_INFINITY, 1),
    })
    expect(checkedGenome(open)).toBe(open)
    const free = genome(null)
    expect(checkedGenome(free)).toBe(free)
  })

  it('must leave every gene some room', () => {
    expect(refused([0, 1, 0], [1, 1, 1])).toBe(
      'genome.bounds, gene 1: expected a lower bound below the upper one, found 1 and 1',
    )
    expect(refused([0, 0, 2], [1, 1, 1])).toBe(
      'genome.bounds, gene 2: expected a lower bound below the upper one, found 2 and 1',
    )
    expect(refused([0, 0, 0], [Number.NaN, 1, 1])).toBe(
      'genome.bounds, gene 0: expected a lower bound below the upper one, found 0 and NaN',
    )
  })

  it('must be one pair per gene', () => {
    expect(refused([0, 0], [1, 1, 1])).toBe(
      'genome.bounds.lower: expected 3 bounds, one for each gene, found 2',
    )
    expect(refused([0, 0, 0], [1])).toBe('genome.bounds.upper: expected 3 bounds, one for each gene, found 1')
  })
})
