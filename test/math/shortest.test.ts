import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shortest, shortestFloat32 } from '../../src/math/shortest.ts'

it('the shortest text of a float32 is the one a person would write', () => {
  expect([0.1, 1 / 3, 16_777_216, 0].map((value) => shortestFloat32(Math.fround(value)))).toEqual([
    0.1, 0.33333334, 16_777_216, 0,
  ])
})

it('the shortest number of a float32 rounds to it', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.fround(shortestFloat32(value)) === value).toBe(true)
    }),
  )
})

it('what counts as the same decides how many digits stay', () => {
  const toSecond = (candidate: number): boolean => Math.round(candidate) === 1_700_000_003
  expect(shortest(1_700_000_003.141_59, toSecond)).toBe(1_700_000_003)
  expect(shortest(Math.PI, (candidate) => candidate === Math.PI)).toBe(Math.PI)
})
