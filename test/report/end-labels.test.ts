import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endLabels } from '../../src/report/end-labels.ts'
import { linearScale } from '../../src/report/scale.ts'

const y = linearScale([0, 1], [350, 100])
const heightsOf = (svg: string): number[] =>
  [...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)"/g)].map(([, height]) => Number(height))

describe('names at the ends of curves', () => {
  it('never overlap, keep the order of the ends, and stay beside the frame', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 16 }), (values) => {
        const labels = values.map((value, k) => ({ label: `c${k}`, colour: '#000000', value }))
        const heights = heightsOf(endLabels(labels, 400, y))
        expect(heights).toHaveLength(values.length)
        for (const [k, height] of heights.slice(1).entries())
          expect(height - heights[k]!).toBeGreaterThanOrEqual(13.99)
        expect(Math.min(...heights)).toBeGreaterThanOrEqual(104)
        expect(Math.max(...heights)).toBeLessThanOrEqual(354)
      }),
      { numRuns: 40 },
    )
  })

  it('stand at their ends where there is room, and are left out where the frame does not show the end', () => {
    const labels = [
      { label: 'up', colour: '#000000', value: 0.9 },
      { label: 'down', colour: '#000000', value: 0.1 },
      { label: 'beyond', colour: '#000000', value: 7 },
    ]
    const svg = endLabels(labels, 400, y)
    expect(heightsOf(svg)).toEqual([129, 329])
    expect(svg).not.toContain('<path')
    expect(svg).not.toContain('beyond')
  })
})
