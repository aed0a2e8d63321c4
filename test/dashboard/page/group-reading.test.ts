import { describe, expect, it } from 'vitest'
import type { GroupFacts, MemberProgress } from '../../../src/dashboard/group/messages.ts'
import { nearestPlace, placesOf, valueAt } from '../../../src/dashboard/page/group/curve-value.ts'
import {
  groupEntries,
  groupReading,
  latestValues,
  valuesAt,
} from '../../../src/dashboard/page/group/group-reading.ts'
import { Members } from '../../../src/dashboard/page/group/members.ts'

const curves = [
  { training: 0, points: [10, 4, 20, 3, 40, 1] },
  { training: 1, points: [15, 8, 20, 6] },
]

function members(contestants: readonly string[], second: MemberProgress['state']): Members {
  const facts: GroupFacts = {
    ...{ name: 'a', details: [], fitness: 'mse', fitnessNoun: 'loss', direction: 'minimize', target: null },
    contestants,
    trainings: [0, 1].map((k) => ({ seed: k + 7, contestant: contestants.length === 0 ? 0 : k, folder: '' })),
  }
  const made = new Members(facts)
  const progress = (training: number, state: MemberProgress['state'], best: number): MemberProgress => ({
    ...{ training, state, best, generations: 1, evaluations: 1, validation: null, elapsedMs: 1, done: null },
  })
  const all = [progress(0, 'training', 1), progress(1, second, 6)]
  made.take({ state: 'training', ending: null, curves, progress: all })
  return made
}

describe('a curve of the group', () => {
  it('has the value of its last point up to a place', () => {
    const at = (x: number): number | null => valueAt(curves[0]!.points, x)
    expect([9, 10, 19, 20, 39, 40, 1000].map(at)).toEqual([null, 4, 4, 3, 3, 1, 1])
    expect(valueAt([], 1)).toBeNull()
  })

  it('can be read where any has a point, at few places if there are many', () => {
    expect(placesOf(curves)).toEqual([10, 15, 20, 40])
    const many = placesOf([{ points: Array.from({ length: 5000 }, (_, k) => k) }])
    expect(many.length).toBeLessThanOrEqual(400)
    expect(many.at(-1)).toBe(4998)
    expect([-5, 12, 13, 31, 99].map((x) => nearestPlace([10, 15, 20, 40], x))).toEqual([0, 0, 1, 3, 3])
  })
})

describe('the legend of the group', () => {
  it('has best and median of repeats, and the training that is pointed at', () => {
    const all = members([], 'ended')
    expect(groupEntries(all, 1).map(({ label }) => label)).toEqual(['best', 'median', 'seed 8'])
    expect(groupReading(all, valuesAt(all, 20), 1, 20)).toEqual({
      place: '20 evaluations',
      texts: ['3.00', '4.50', '6.00'],
    })
    expect(groupReading(all, latestValues(all), null, null)).toEqual({ place: '', texts: ['1.00', '3.50'] })
  })

  it('has the medians of contestants, without a training that has not come so far yet', () => {
    const going = members(['a', 'b'], 'training')
    expect(groupEntries(going, 0).map(({ label }) => label)).toEqual(['a', 'b', 'a, seed 7'])
    expect(groupReading(going, valuesAt(going, 40), 0, 40).texts).toEqual(['median 1.00', 'median –', '1.00'])
    const ended = members(['a', 'b'], 'ended')
    expect(groupReading(ended, valuesAt(ended, 40), 1, 40).texts).toEqual([
      ...['median 1.00', 'median 6.00', '6.00'],
    ])
  })
})
