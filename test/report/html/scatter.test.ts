import { describe, expect, it } from 'vitest'
import { scatterMarkup } from '../../../src/report/html/scatter.ts'

const count = 90
const truth = Float64Array.from({ length: count }, (_, i) => Math.sin(i))

function squareOf(answer: (i: number) => number): { dots: number; markup: string } {
  const parts = [{ part: 'train', truth, answer: truth.map((_, i) => answer(i)) } as const]
  const markup = scatterMarkup({ kind: 'numbers', names: ['y'], parts })
  return { dots: markup.split('<circle').length - 1, markup }
}

describe('predicted against true', () => {
  it('shows every point, however far the answers are from the truths', () => {
    for (const answer of [(i: number) => 3 + Math.cos(i), (i: number) => (i % 3 === 0 ? -7 : 0.1 * i)]) {
      const { dots, markup } = squareOf(answer)
      expect(dots).toBe(count)
      expect(markup).not.toContain('outside the frame')
    }
  })

  it('leaves out what would flatten all the rest, and says how much', () => {
    const { dots, markup } = squareOf((i) => (i === 4 ? 1e9 : i === 8 ? Number.NaN : truth[i]!))
    expect(dots).toBe(count - 2)
    expect(markup).toContain('2 points outside the frame')
  })
})
