import { describe, expect, it } from 'vitest'
import { budgetOf } from '../../src/config/budget.ts'

const compare = { repeats: 3 }

describe('the budget of a comparison', () => {
  it('is its own, then what stops the config, then 10,000 evaluations', () => {
    const stop = { evaluations: 5, seconds: 6 }
    expect(budgetOf({ compare: { ...compare, budget: { seconds: 2 } }, stop })).toEqual({ seconds: 2 })
    expect(budgetOf({ compare, stop })).toEqual({ evaluations: 5 })
    expect(budgetOf({ stop: { seconds: 6, generations: 9 } })).toEqual({ seconds: 6 })
    expect(budgetOf({ compare, stop: { generations: 9 } })).toEqual({ evaluations: 10_000 })
  })
})
