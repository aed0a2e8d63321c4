import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse.ts'
import type { Override } from '../../src/config/set.ts'
import { messageOf } from './issue-of.ts'

const task = { kind: 'classification', data: { generate: 'xor' } }
const cosine = { strategy: { kind: 'adam', schedule: 'cosine' } }
const contestants = { 'GA alone': {}, 'Adam alone': cosine }

function refused(keys: object, overrides: readonly Override[] = []): string {
  return messageOf(() => parseConfig({ task, ...keys }, { file: 'c.yaml', overrides }))
}

describe('a contestant', () => {
  it('is checked with the budget of the comparison, not with what stops the config', () => {
    const config = { stop: { seconds: 5 }, compare: { budget: { evaluations: 1000 }, contestants } }
    expect(parseConfig({ task, ...config }).compare?.contestants).toHaveProperty('Adam alone')
    expect(parseConfig({ task, compare: { contestants } }).stop).toEqual({ generations: 300 })
  })

  it.each([
    ['of its own', { compare: { budget: { seconds: 1 }, contestants } }],
    ['of the config', { stop: { generations: 10, seconds: 1 }, compare: { contestants } }],
  ])('whose schedule needs an end is refused by name for a budget of seconds %s', (_, config) => {
    expect(refused(config)).toBe(
      'c.yaml: compare.budget: expected a number of epochs or evaluations, since the schedule runs from the first ' +
        'to the last, for the contestant "Adam alone", found 1 seconds; give evaluations',
    )
  })

  it('is named in quotes where its name is no plain word', () => {
    const wrong = { one: {}, 'two, "decayed"': { strategy: { kind: 'adamw', l2: 0.1 } } }
    const line = 'strategy.l2: expected 0 with adamw, which has weightDecay instead, found 0.1'
    const place = 'compare.contestants["two, \\"decayed\\""]'
    expect(refused({ compare: { contestants: wrong } })).toBe(`c.yaml: ${place}.${line}`)
    const override = { path: ['compare', 'contestants', 'two, "decayed"', 'strategy', 'l2'], value: 0.1 }
    expect(refused({ compare: { contestants: wrong } }, [override])).toBe(`--set ${place}.${line}`)
  })

  it('has a name that keeps its place in the order', () => {
    expect(refused({ compare: { contestants: { b: {}, 2: {}, 1: {} } } })).toBe(
      'c.yaml: compare.contestants: expected names with a letter, since whole numbers would lose their place in the ' +
        'order, found a mapping of 1, 2, b',
    )
  })
})

describe('the budget of a comparison', () => {
  it.each([
    ['neither', {}],
    ['both', { evaluations: 10, seconds: 1 }],
  ])('that has %s of its keys is refused', (found, budget) => {
    expect(refused({ compare: { budget } })).toBe(
      `c.yaml: compare.budget: expected either evaluations or seconds, found ${found}`,
    )
  })
})
