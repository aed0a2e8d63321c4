import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CurveHistory } from '../../src/dashboard/history.ts'
import type { Point } from '../../src/dashboard/messages.ts'

function pointOf(generation: number, low: number = generation, high: number = generation): Point {
  return [generation * 50, generation, -generation, generation, low, high, null, 1]
}

/** What a page has after each piece of news. */
function follow(history: CurveHistory, page: Point[]): void {
  const { from, points } = history.news()
  page.splice(from, page.length, ...points)
}

describe('the history of the curves', () => {
  it('keeps a page that hears all news equal to itself, in bounded room, for a run of any length', () => {
    const news = fc.array(fc.nat(40), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(news, fc.constantFrom(2, 8, 20), (batches, limit) => {
        const history = new CurveHistory(limit)
        const page: Point[] = []
        let generation = 0
        for (const batch of batches) {
          for (let k = 0; k < batch; k++) history.add(pointOf(++generation))
          follow(history, page)
          expect(page).toEqual(history.points)
          expect(page.length).toBeLessThanOrEqual(limit)
          if (generation > 0) expect(page.at(-1)![1]).toBe(generation)
        }
      }),
    )
  })

  it('keeps each generation apart while there is room, and half of the room at least in use after', () => {
    const history = new CurveHistory(10)
    for (let generation = 1; generation <= 10; generation++) history.add(pointOf(generation))
    expect(history.points.map((point) => point[1])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    for (let generation = 11; generation <= 1000; generation++) {
      history.add(pointOf(generation))
      expect(history.points.length).toBeGreaterThanOrEqual(5)
      expect(history.points.length).toBeLessThanOrEqual(10)
    }
  })

  it('shows the widest spread of the generations that share a point', () => {
    const history = new CurveHistory(2)
    history.add(pointOf(1, 5, 6))
    history.add(pointOf(2, 1, 9))
    history.add(pointOf(3, 3, 4))
    expect(history.points.map(([, generation, , , low, high]) => [generation, low, high])).toEqual([
      [2, 1, 9],
      [3, 3, 4],
    ])
  })
})
