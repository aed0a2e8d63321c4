import { describe, expect, it } from 'vitest'
import type { StepOf } from '../../../src/strategies/distribution/sampling.ts'
import { stepRows } from '../../../src/strategies/distribution/step-rows.ts'

/** Counts the rows that are made; row r has steps of r + 1. */
function counted(): { made: () => number; stepOf: StepOf } {
  let made = 0
  return {
    made: () => made,
    stepOf: (row, step) => {
      made++
      step.fill(row + 1)
    },
  }
}

describe('the steps of many rows', () => {
  it('lie side by side in the order of the list, in the units of the genes, and are made once', () => {
    const { made, stepOf } = counted()
    const parts = stepRows([2, 0], stepOf, [1, 2])
    for (let time = 0; time < 2; time++) {
      expect([...parts()]).toEqual([{ from: 0, to: 2, steps: Float64Array.of(3, 1.5, 1, 0.5) }])
    }
    expect(made()).toBe(2)
  })

  it('come in parts where they are more than memory should hold', () => {
    const { stepOf } = counted()
    const length = 2 ** 19
    const parts = stepRows([0, 1, 2, 3, 4], stepOf, new Float64Array(length).fill(1))
    const found = [...parts()].map(({ from, to, steps }) => ({
      from,
      to,
      last: steps.at(-1),
      all: steps.length,
    }))
    expect(found).toEqual([
      { from: 0, to: 2, last: 2, all: 2 * length },
      { from: 2, to: 4, last: 4, all: 2 * length },
      { from: 4, to: 5, last: 5, all: length },
    ])
  })

  it('are none of no rows', () => {
    expect([...stepRows([], counted().stepOf, [1])()].flatMap(({ steps }) => [...steps])).toEqual([])
  })
})
