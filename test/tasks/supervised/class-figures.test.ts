import { describe, expect, it } from 'vitest'
import { classFigures } from '../../../src/tasks/supervised/class-figures.ts'

describe('classFigures', () => {
  it('follow from who was taken for whom', () => {
    const labels = Uint32Array.of(0, 0, 0, 1, 1, 2, 2, 2, 2)
    const chosen = Uint32Array.of(0, 0, 1, 1, 2, 2, 2, 0, 2)
    const { accuracy, balancedAccuracy, classes, macro, weighted, confusion } = classFigures(labels, chosen, [
      ...['a', 'b', 'c', 'd'],
    ])
    expect(accuracy).toBeCloseTo(6 / 9, 12)
    expect(balancedAccuracy).toBeCloseTo((2 / 3 + 1 / 2 + 3 / 4) / 3, 12)
    expect(classes.map(({ precision, recall, support }) => [precision, recall, support])).toEqual([
      [2 / 3, 2 / 3, 3],
      [1 / 2, 1 / 2, 2],
      [3 / 4, 3 / 4, 4],
      [0, 0, 0],
    ])
    expect(classes.map(({ f1 }) => f1)).toEqual([2 / 3, 1 / 2, 3 / 4, 0])
    // The class that neither occurs nor is answered counts in no mean.
    expect(macro.precision).toBeCloseTo((2 / 3 + 1 / 2 + 3 / 4) / 3, 12)
    expect(weighted.f1).toBeCloseTo((3 * (2 / 3) + 2 * (1 / 2) + 4 * (3 / 4)) / 9, 12)
    expect(confusion).toEqual([
      [2, 1, 0, 0],
      [0, 1, 1, 0],
      [1, 0, 3, 0],
      [0, 0, 0, 0],
    ])
  })

  it('count a class that is only answered in the mean of the classes, not in the balanced accuracy', () => {
    const { balancedAccuracy, macro } = classFigures(Uint32Array.of(0, 0), Uint32Array.of(0, 1), ['a', 'b'])
    expect(balancedAccuracy).toBe(0.5)
    expect(macro).toEqual({ precision: 0.5, recall: 0.25, f1: 1 / 3 })
  })
})
