import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse.ts'

const task = { kind: 'control', environment: 'double-pole' }

describe('a network without biases', () => {
  it('is asked for by name', () => {
    expect(parseConfig({ task }).network.bias).toBe(true)
    expect(parseConfig({ task, network: { bias: false } }).network.bias).toBe(false)
  })

  it('has none that could start at other values than 0', () => {
    expect(() => parseConfig({ task, network: { bias: false, init: { biases: 'uniform' } } })).toThrow(
      'network.init.biases: expected zero for a network without biases, found "uniform"',
    )
  })
})
