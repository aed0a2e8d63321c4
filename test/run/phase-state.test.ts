import { describe, expect, it } from 'vitest'
import { phaseState, shareDone } from '../../src/run/phase-state.ts'
import { event } from '../report/html/sample.ts'

const train = event(6)
const tuning = {
  ...event(9),
  ...({ phase: 'finetune', unit: 'epoch', phaseStart: { generation: 6, evaluations: 300 } } as const),
  timing: { ...event(9).timing, phaseMs: 60 },
}
const stops = { train: { generations: 12 }, finetune: { generations: 4 } }

describe('the progress of a phase', () => {
  it('is counted from its start', () => {
    expect(phaseState(train, stops)).toEqual({ generations: 6, evaluations: 300, elapsedMs: 120, done: 0.5 })
    expect(phaseState(tuning, stops)).toEqual({ generations: 3, evaluations: 150, elapsedMs: 60, done: 0.75 })
  })

  it('is unknown if no criterion determines it', () => {
    expect(phaseState(train, { train: { target: 1 } }).done).toBeUndefined()
  })
})

describe('the progress of a run', () => {
  it('weighs each phase equally', () => {
    expect(shareDone(train, { train: { generations: 12 } })).toBe(0.5)
    expect(shareDone(train, stops)).toBe(0.25)
    expect(shareDone(tuning, stops)).toBe(0.875)
  })
})
