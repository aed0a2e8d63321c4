import { describe, expect, it } from 'vitest'
import { fractionDone, type StopState, stopReason } from '../../src/run/stop.ts'

const midway: StopState = {
  generations: 10,
  evaluations: 500,
  elapsedMs: 2000,
  cost: 0.5,
  stale: 3,
  interrupted: false,
}

describe('a run', () => {
  it('continues while no criterion is met', () => {
    const criteria = { generations: 11, evaluations: 501, seconds: 2.1, patience: 4 }
    expect(stopReason(criteria, 0.49, midway)).toBeNull()
    expect(stopReason({}, undefined, midway)).toBeNull()
  })

  it.each([
    ['generations', { generations: 10 }],
    ['evaluations', { evaluations: 500 }],
    ['seconds', { seconds: 2 }],
    ['patience', { patience: 3 }],
  ] as const)('ends by %s and says so', (reason, criteria) => {
    expect(stopReason(criteria, undefined, midway)).toBe(reason)
  })

  it('ends when the champion reaches the target', () => {
    expect(stopReason({}, 0.5, midway)).toBe('target')
    expect(stopReason({}, 0.5, { ...midway, cost: Number.POSITIVE_INFINITY })).toBeNull()
  })

  it('ends when the user stops it', () => {
    expect(stopReason({}, undefined, { ...midway, interrupted: true })).toBe('interrupted')
  })

  it('reports success before other reasons that hold at the same time', () => {
    expect(stopReason({ generations: 10 }, 0.5, { ...midway, interrupted: true })).toBe('target')
  })
})

describe('the share of a run that is done', () => {
  it('is that of the criterion closest to its end', () => {
    expect(fractionDone({ generations: 100, evaluations: 1000, seconds: 100 }, midway)).toBe(0.5)
  })

  it('is at most 1, and unknown if no criterion counts', () => {
    expect(fractionDone({ generations: 5 }, midway)).toBe(1)
    expect(fractionDone({ patience: 5 }, midway)).toBeUndefined()
  })
})
