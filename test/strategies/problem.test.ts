import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { type Bounds, checkedGenome, type GenomeSpec } from '../../src/strategies/problem.ts'

function genome(bounds: Bounds | null): GenomeSpec {
  const prior = [{ start: 0, end: 3, kind: 'normal', scale: 1 }] as const
  return {
    length: 3,
    type: 'float64',
    blockOf: Uint32Array.of(0, 1, 2),
    blocks: 3,
    prior,
    bounds,
    integer: null,
    initial: null,
  }
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

describe('a genome', () => {
  const whole = Uint8Array.of(0, 1, 0)
  const open = { lower: new Float64Array(3).fill(-1), upper: new Float64Array(3).fill(1) }

  function message(change: Partial<GenomeSpec>): string {
    try {
      checkedGenome({ ...genome(open), ...change })
    } catch (error) {
      return (error as Error).message
    }
    return 'nothing'
  }

  it('is float64 if it has bounds or whole numbers', () => {
    const expected =
      'genome.type: expected a float64 genome, since it has bounds or whole numbers, found float32'
    expect(message({ type: 'float32' })).toBe(expected)
    expect(message({ type: 'float32', bounds: null, integer: whole })).toBe(expected)
  })

  it('starts inside its bounds, at whole numbers where it must', () => {
    expect(message({ initial: Float64Array.of(0, 0, 1) })).toBe('nothing')
    expect(message({ initial: Float64Array.of(0, 0) })).toBe(
      'genome.initial: expected 3 numbers, one for each gene, found 2',
    )
    expect(message({ initial: Float64Array.of(0, 2, 0) })).toBe(
      'genome.initial, gene 1: expected a number from -1 to 1, found 2',
    )
    expect(message({ initial: Float64Array.of(0, 0.5, 0), integer: whole })).toBe(
      'genome.initial, gene 1: expected a whole number, found 0.5',
    )
  })

  it('leaves a whole-number gene a whole number', () => {
    const bounds = { lower: Float64Array.of(-1, 0.1, -1), upper: Float64Array.of(1, 0.9, 1) }
    expect(message({ bounds })).toBe('nothing')
    expect(message({ bounds, integer: whole })).toBe(
      'genome.bounds, gene 1: expected a whole number between them, found 0.1 and 0.9',
    )
  })
})
