import { describe, expect, it } from 'vitest'
import { deflate } from '../../../src/math/symmetric-eigen/deflation.ts'

/** A block of four rows, two of each half, with unit axes. */
function blockOf(values: readonly number[]) {
  const numbers = new Float64Array(16)
  for (let i = 0; i < 4; i++) numbers[5 * i] = 1
  const block = {
    ...{ rows: { at: 0, stride: 4 }, size: 4, half: 2 },
    ...{ values: Float64Array.from(values), halves: Uint8Array.of(1, 1, 2, 2) },
  }
  return { numbers, block }
}

describe('deflation', () => {
  it('keeps all rows by ascending value where none is alike', () => {
    const { numbers, block } = blockOf([4, 1, 3, 2])
    const { kept, deflated } = deflate(numbers, block, Float64Array.of(0.5, 0.5, 0.5, 0.5), 1)
    expect(kept).toEqual([1, 3, 2, 0])
    expect(deflated).toEqual([])
  })

  it('leaves rows where z is next to 0', () => {
    const { numbers, block } = blockOf([4, 1, 3, 2])
    const { kept, deflated } = deflate(numbers, block, Float64Array.of(0.6, 1e-17, 0.8, 0), 1)
    expect(kept).toEqual([2, 0])
    expect(deflated).toEqual([1, 3])
    expect(deflate(numbers, block, Float64Array.of(0.5, 0.5, 0.5, 0.5), 0).kept).toEqual([])
  })

  it('rotates one of two equal values free, also across the halves', () => {
    const { numbers, block } = blockOf([1, 2, 2, 3])
    const z = Float64Array.of(0.1, 0.3, 0.4, Math.sqrt(0.74))
    const { kept, deflated } = deflate(numbers, block, z, 1)
    expect(kept).toEqual([0, 2, 3])
    expect(deflated).toEqual([1])
    expect([...z.subarray(1, 3)]).toEqual([0, 0.5])
    ;[0, 0.8, -0.6, 0, 0, 0.6, 0.8, 0].forEach((value, k) => {
      expect(numbers[4 + k]).toBeCloseTo(value, 15)
    })
    expect([...block.halves]).toEqual([1, 3, 3, 2])
  })

  it('leaves one of many equal values', () => {
    const { numbers, block } = blockOf([1, 1, 1, 1])
    const { kept, deflated } = deflate(numbers, block, Float64Array.of(0.5, 0.5, 0.5, 0.5), 1)
    expect(kept).toHaveLength(1)
    expect(deflated).toHaveLength(3)
  })
})
