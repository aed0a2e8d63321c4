import { describe, expect, it } from 'vitest'
import { listedContestants } from '../../src/config/contestant-names.ts'
import { parseConfig } from '../../src/config/parse.ts'
import type { Override } from '../../src/config/set.ts'
import { parseYaml } from '../../src/config/yaml-text.ts'
import { parseOrderedJson } from '../../src/json-text.ts'
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
    expect(parseConfig({ task, ...config }).compare?.contestants?.has('Adam alone')).toBe(true)
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

  it.each<[string, unknown]>([
    ['a mapping of YAML', parseYaml('10: {}\n2: {}\n__proto__: {}\nb: { strategy: adam }')],
    [
      'a mapping of JSON',
      parseOrderedJson('{"10": {}, "2": {}, "__proto__": {}, "b": {"strategy": "adam"}}'),
    ],
    [
      'a Map',
      new Map<string, object>([
        ['10', {}],
        ['2', {}],
        ['__proto__', {}],
        ['b', { strategy: 'adam' }],
      ]),
    ],
    ['a list', [{ name: '10' }, { name: '2' }, { name: '__proto__' }, { name: 'b', strategy: 'adam' }]],
  ])('keeps its place in %s, whatever its name', (_, contestants) => {
    const { compare } = parseConfig({ task, compare: { contestants } })
    expect([...compare!.contestants!.keys()]).toEqual(['10', '2', '__proto__', 'b'])
    expect(compare!.contestants!.get('b')?.strategy?.kind).toBe('adam')
    expect(parseConfig({ task, compare }).compare).toEqual(compare)
    const written = { ...compare, contestants: listedContestants(compare!.contestants!) }
    expect(parseConfig({ task, compare: JSON.parse(JSON.stringify(written)) }).compare).toEqual(compare)
  })

  it.each<[unknown, string]>([
    [[{ name: 'a' }, {}], 'compare.contestants[1].name: expected a name, found nothing'],
    [[{ name: 'a' }, { name: 'a' }], 'compare.contestants: expected each name once, found "a" again'],
    [
      [{ name: 'a' }, 'b'],
      'compare.contestants[1]: expected a mapping such as { name: mine, strategy: ga }, found "b"',
    ],
    [{ a: {}, 7: 5 }, 'compare.contestants.7: expected a mapping, found 5'],
    [
      'a',
      'compare.contestants: expected a mapping from names to options, or a list of options with a name each, found "a"',
    ],
    [{ a: {} }, 'compare.contestants: expected at least two contestants, found a mapping of a'],
    [{ a: {}, '': {} }, 'compare.contestants[""]: expected a name, found an empty mapping'],
    [
      [{ name: '2', strategi: 'adam' }, { name: '1' }],
      'compare.contestants.2.strategi: expected a known key',
    ],
  ])('that is none is refused: %j', (contestants, message) => {
    expect(refused({ compare: { contestants } })).toContain(`c.yaml: ${message}`)
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
