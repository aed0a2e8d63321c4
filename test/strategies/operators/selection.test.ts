import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type SelectionOptions,
  select,
  selections,
} from '../../../src/strategies/operators/selection/index.ts'
import { createWheel, slot } from '../../../src/strategies/operators/selection/wheel.ts'
import { costs, stream } from '../problem.ts'

/** How often each rank was chosen, per pick. */
function shares(cost: readonly number[], options: SelectionOptions, count = 100_000): number[] {
  const picks = new Uint32Array(count)
  select(costs(cost), picks, options, stream(11))
  const counts = new Array<number>(cost.length).fill(0)
  for (const pick of picks) counts[pick]++
  return counts.map((times) => times / count)
}

function expectShares(found: readonly number[], expected: readonly number[]): void {
  found.forEach((share, rank) => {
    expect(share, `rank ${rank}`).toBeGreaterThan(expected[rank] - 0.006)
    expect(share, `rank ${rank}`).toBeLessThan(expected[rank] + 0.006)
  })
}

const ten: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
const ascending = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 })
  .map((cost) => cost.sort((a, b) => a - b))

for (const [kind, { defaults }] of Object.entries(selections)) {
  describe(`${kind} selection`, () => {
    it('chooses no failed individual if there are others', () => {
      fc.assert(
        fc.property(ascending, fc.integer({ min: 1, max: 20 }), fc.nat(), (finite, failed, seed) => {
          const ranked = costs([...finite, ...new Array<number>(failed).fill(Infinity)])
          const picks = new Uint32Array(40)
          select(ranked, picks, defaults, stream(seed))
          expect(picks.every((pick) => pick < finite.length)).toBe(true)
        }),
        { seed: 5 },
      )
    })

    it('chooses from all if all failed', () => {
      const found = shares(new Array<number>(10).fill(Infinity), {
        ...defaults,
        fraction: 1,
        pressure: 1,
      } as never)
      expectShares(found, new Array<number>(10).fill(0.1))
    })

    it('prefers better individuals', () => {
      const found = shares(ten, defaults)
      expect(found[0]).toBeGreaterThan(0.1)
      expect(found.at(-1)).toBeLessThan(0.1)
    })

    it('makes the same choice from the same stream', () => {
      const [first, second] = [new Uint32Array(50), new Uint32Array(50)]
      for (const picks of [first, second]) select(costs(ten), picks, defaults, stream(2))
      expect(first).toEqual(second)
    })

    it('always chooses a single individual', () => {
      expect(shares([3], defaults, 100)).toEqual([1])
    })

    it('chooses in no particular order', () => {
      const picks = new Uint32Array(100)
      select(costs(ten), picks, defaults, stream(4))
      expect([...picks]).not.toEqual([...picks].sort((a, b) => a - b))
    })
  })
}

describe('truncation', () => {
  it('chooses only the best fraction, evenly', () => {
    expectShares(
      shares(ten, { kind: 'truncation', fraction: 0.4 }),
      [0.25, 0.25, 0.25, 0.25, 0, 0, 0, 0, 0, 0],
    )
  })

  it('chooses one at least', () => {
    expect(shares(ten, { kind: 'truncation', fraction: 0.001 }, 50)[0]).toBe(1)
  })
})

describe('a tournament', () => {
  it('of size k chooses the best with the probability that one of k draws hits it', () => {
    for (const size of [1, 2, 5]) {
      const better = (rank: number) => ((10 - rank) / 10) ** size
      const expected = ten.map((_, rank) => better(rank) - better(rank + 1))
      expectShares(shares(ten, { kind: 'tournament', size }), expected)
    }
  })

  it('treats equals equally', () => {
    expectShares(shares([1, 1, 1, 1], { kind: 'tournament', size: 3 }), [0.25, 0.25, 0.25, 0.25])
  })
})

describe('roulette', () => {
  it('chooses in proportion to the advantage over the worst', () => {
    expectShares(shares([-2, 0, 1, 2], { kind: 'roulette' }), [4 / 7, 2 / 7, 1 / 7, 0])
  })

  it('is independent of a shift of the costs', () => {
    expectShares(shares([1e6 - 2, 1e6, 1e6 + 1, 1e6 + 2], { kind: 'roulette' }), [4 / 7, 2 / 7, 1 / 7, 0])
  })

  it('chooses evenly if all costs are equal, or if their difference overflows', () => {
    expectShares(shares([5, 5], { kind: 'roulette' }), [0.5, 0.5])
    expectShares(shares([-1e308, 1e308], { kind: 'roulette' }), [0.5, 0.5])
  })
})

describe('linear ranking', () => {
  it('chooses the best pressure times as often as the average, falling by equal steps', () => {
    for (const pressure of [1, 1.5, 2]) {
      const expected = ten.map((_, rank) => (pressure - ((2 * pressure - 2) * rank) / 9) / 10)
      expectShares(shares(ten, { kind: 'linear-rank', pressure }), expected)
    }
  })
})

describe('stochastic universal sampling', () => {
  it('chooses each its expected number of times, rounded down or up', () => {
    fc.assert(
      fc.property(ascending, fc.integer({ min: 1, max: 100 }), fc.nat(), (cost, count, seed) => {
        const picks = new Uint32Array(count)
        select(costs(cost), picks, { kind: 'stochastic-universal' }, stream(seed))
        const worst = cost.at(-1)!
        const total = cost.reduce((sum, value) => sum + worst - value, 0)
        cost.forEach((value, rank) => {
          const expected = total > 0 ? (count * (worst - value)) / total : count / cost.length
          const found = picks.filter((pick) => pick === rank).length
          expect(found).toBeGreaterThanOrEqual(Math.floor(expected - 1e-6))
          expect(found).toBeLessThanOrEqual(Math.ceil(expected + 1e-6))
        })
      }),
      { seed: 6 },
    )
  })
})

describe('a wheel', () => {
  it('finds the slot of a position, and skips empty slots', () => {
    const wheel = createWheel(Float64Array.of(0, 2, 0, 1, 0))
    expect([0, 1.99, 2, 2.99].map((at) => slot(wheel, at))).toEqual([1, 1, 3, 3])
  })
})

describe('if some individuals break constraints', () => {
  const ranked = {
    cost: Float64Array.of(4, 5, 1, 0, Infinity),
    violation: Float64Array.of(0, 0, 1, 2, 0),
  }
  const chosen = (options: SelectionOptions): Set<number> => {
    const picks = new Uint32Array(2000)
    select(ranked, picks, options, stream(3))
    return new Set(picks)
  }

  it('truncation, tournament and ranks use their place in the ranking', () => {
    expect(chosen({ kind: 'truncation', fraction: 1 })).toEqual(new Set([0, 1, 2, 3]))
    expect(chosen({ kind: 'linear-rank', pressure: 1.5 })).toEqual(new Set([0, 1, 2, 3]))
    expect(chosen({ kind: 'tournament', size: 2 })).toEqual(new Set([0, 1, 2, 3]))
  })

  it('a tournament prefers the smaller violation at any cost', () => {
    const wins = new Uint32Array(3000)
    select(ranked, wins, { kind: 'tournament', size: 30 }, stream(5))
    expect(wins.filter((rank) => rank === 0).length).toBeGreaterThan(2900)
  })

  it('the wheel weighs only costs of feasible individuals, and violations if there are none', () => {
    // The worst individual with a slot is never chosen.
    expect(chosen({ kind: 'roulette' })).toEqual(new Set([0]))
    const nobody = { cost: Float64Array.of(9, 1, 0), violation: Float64Array.of(1, 2, 3) }
    const picks = new Uint32Array(3000)
    select(nobody, picks, { kind: 'roulette' }, stream(6))
    const share = picks.filter((rank) => rank === 0).length / picks.length
    expect(Math.abs(share - 2 / 3)).toBeLessThan(0.04)
    expect(picks.includes(2)).toBe(false)
  })
})
