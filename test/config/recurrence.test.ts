import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse.ts'

const custom = { kind: 'custom', module: 'memory.mjs' }
const circles = { kind: 'classification', data: { generate: 'circles' } }

function parsed(keys: object) {
  return parseConfig({ task: custom, ...keys, network: { recurrent: true } }, { file: 'c.yaml' })
}

describe('a recurrent network', () => {
  it('is for a task with episodes, and no default', () => {
    expect(parsed({}).network.recurrent).toBe(true)
    expect(parseConfig({ task: custom }).network.recurrent).toBe(false)
    expect(parseConfig({ task: circles, network: { recurrent: false } }).network.recurrent).toBe(false)
  })

  it.each([
    ['classification', circles],
    ['regression', { kind: 'regression', data: { generate: 'function', function: 'sine' } }],
    ['image', { kind: 'image', file: 'picture.png' }],
  ])('is refused for the samples of %s', (kind, task) => {
    expect(() => parsed({ task })).toThrow(
      `c.yaml: network.recurrent: expected false for the task ${kind}, whose samples are no steps of an episode, found true`,
    )
  })

  it.each([
    ['strategy', 'adam', { strategy: 'adam' }],
    ['strategy', 'sgd', { strategy: 'sgd' }],
    ['memetic', 'adam', { memetic: {} }],
    ['finetune', 'rmsprop', { finetune: { optimizer: 'rmsprop' } }],
  ])('is refused by %s with %s', (field, optimiser, keys) => {
    expect(() => parsed(keys)).toThrow(
      `c.yaml: ${field}: expected no gradient descent for a recurrent network, found ${optimiser}`,
    )
  })

  it('is refused in a contestant too', () => {
    const contestants = { plain: { network: { recurrent: false } }, other: { finetune: {} } }
    const compare = { contestants, budget: { evaluations: 5000 } }
    expect(() => parsed({ compare })).toThrow(
      'compare.contestants.other.finetune: expected no gradient descent',
    )
  })

  it('has hidden layers', () => {
    expect(() => parseConfig({ task: custom, network: { hidden: [], recurrent: true } })).toThrow(
      'network.recurrent: expected false for a network without hidden layers, found true',
    )
  })
})
