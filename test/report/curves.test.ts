import { describe, expect, it } from 'vitest'
import { fitnessLines, pointsOf, valuesOf } from '../../src/report/curves.ts'
import { curvesOf } from '../../src/report/run-curves.ts'
import type { GenerationEvent } from '../../src/run/events.ts'
import { event, events } from './html/sample.ts'

const tuned: GenerationEvent[] = [
  ...events(10),
  { ...event(11), phase: 'finetune', unit: 'epoch', phaseStart: { generation: 10, evaluations: 500 } },
]

describe('the curves of a run', () => {
  it('are read as values and as points, with NaN for gaps', () => {
    const { rows } = curvesOf([event(1), { ...event(2), validation: null }])
    expect(valuesOf(rows, 'validation')).toEqual(Float64Array.of(event(1).validation!, Number.NaN))
    expect(pointsOf(rows, 'validation')).toEqual([
      { x: 50, y: event(1).validation },
      { x: 100, y: Number.NaN },
    ])
  })

  it('have the lines that have a value, the best on top', () => {
    const labels = (list: GenerationEvent[]): string[] =>
      fitnessLines(curvesOf(list).rows).map(({ label }) => label)
    expect(labels(tuned)).toEqual(['each epoch', 'median', 'validation', 'best'])
    expect(labels([{ ...event(1), validation: null }])).toEqual(['median', 'best'])
    expect(labels([])).toEqual([])
  })
})
