import { describe, expect, it } from 'vitest'
import { eventCompleter, fitnessOf, type OldEvent } from '../../src/artifacts/old-format.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { completeConfig } from '../../src/library/run-config.ts'
import { event } from '../report/html/sample.ts'

const task = { kind: 'classification', data: { generate: 'moons' } } as const

/** An event as 0.1 wrote it. */
function old(generation: number, phase: 'train' | 'finetune' = 'train'): OldEvent {
  const { unit: _, phaseStart: __, timing, ...rest } = event(generation)
  const { phaseMs: ___, ...times } = timing
  return { ...rest, phase, timing: times }
}

describe('the events of 0.1', () => {
  it('get their unit, and where their phase began', () => {
    const events = [old(1), old(2), old(3, 'finetune')].map(eventCompleter(parseConfig({ task })))
    expect(events.map(({ unit, phaseStart, timing }) => [unit, phaseStart, timing.phaseMs])).toEqual([
      ['generation', { generation: 0, evaluations: 0 }, 20],
      ['generation', { generation: 0, evaluations: 0 }, 40],
      ['epoch', { generation: 2, evaluations: 100 }, 20],
    ])
  })

  it('are of the one phase that there was', () => {
    const { phase: _, ...bare } = old(1)
    expect(eventCompleter(parseConfig({ task }))(bare).phase).toBe('train')
  })

  it('are epochs where the strategy is a gradient descent', () => {
    expect(eventCompleter(parseConfig({ task, strategy: 'adam' }))(old(1)).unit).toBe('epoch')
  })
})

describe('what is of today', () => {
  it('stays as it is', () => {
    const events = [event(1), event(2)]
    expect(events.map(eventCompleter(parseConfig({ task })))).toEqual(events)
    expect(completeConfig({ task, engine: 'wasm', arithmetic: 'fused' })).toEqual({
      ...{ task, engine: 'wasm', arithmetic: 'fused' },
    })
  })
})

describe('configs and records of 0.1', () => {
  it('had an engine among the arithmetics', () => {
    expect(completeConfig({ task, arithmetic: 'reference' })).toEqual({
      ...{ task, engine: 'reference', arithmetic: 'strict' },
    })
  })

  it('minimized the loss', () => {
    expect(fitnessOf(parseConfig({ task }))).toEqual({ fitnessName: 'cross-entropy', direction: 'minimize' })
  })
})
