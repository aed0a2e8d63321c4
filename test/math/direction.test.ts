import { describe, expect, it } from 'vitest'
import { bestOf, reaches, worstOf } from '../../src/math/direction.ts'

describe('a fitness', () => {
  it('reaches a target that it equals, or is better than', () => {
    expect([1, 2, 3].map((fitness) => reaches(fitness, 2, 'minimize'))).toEqual([true, true, false])
    expect([1, 2, 3].map((fitness) => reaches(fitness, 2, 'maximize'))).toEqual([false, true, true])
  })

  it('that is no number reaches nothing', () => {
    expect(reaches(Number.NaN, 2, 'minimize')).toBe(false)
    expect(reaches(Number.NaN, 2, 'maximize')).toBe(false)
  })
})

describe('of several', () => {
  it('the best is the lowest or the highest, the worst the other', () => {
    expect([bestOf([3, -1, 2], 'minimize'), worstOf([3, -1, 2], 'minimize')]).toEqual([-1, 3])
    expect([bestOf([3, -1, 2], 'maximize'), worstOf([3, -1, 2], 'maximize')]).toEqual([3, -1])
  })

  it('there is neither of none', () => {
    expect([bestOf([], 'minimize'), worstOf([], 'maximize')]).toEqual([Number.NaN, Number.NaN])
  })
})
