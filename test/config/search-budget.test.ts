import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse.ts'
import { isOf, populationOf, searchOptions } from '../../src/config/schema/strategy.ts'
import { createStrategy } from '../../src/library/ask-tell.ts'
import { messageOf } from './issue-of.ts'

const task = { kind: 'classification', data: { generate: 'xor' } }
const strategy = { kind: 'de' }
const contestants = { shrinking: { strategy }, plain: {} }

describe('a strategy that needs to know its evaluations', () => {
  it('has those of stop, divided by the episodes of a fitness', () => {
    const options = (own: object): object => {
      const config = parseConfig({ task: own, strategy, stop: { evaluations: 1000 } })
      if (!isOf('evolution', config.strategy)) throw new Error('expected a strategy of evolution')
      return searchOptions(config.strategy, config)
    }
    expect(options(task)).toMatchObject({ kind: 'de', evaluations: 1000 })
    expect(options({ kind: 'custom', module: 'f.mjs', episodes: 3 })).toMatchObject({ evaluations: 333 })
    const config = parseConfig({ task, strategy, stop: { evaluations: 2000 } })
    expect(config.strategy).not.toHaveProperty('evaluations')
    expect(populationOf(config, 500)).toBe(20)
  })

  it('is refused without them, alone and in a comparison', () => {
    const missing = 'expected a number of evaluations, over which the population of de shrinks'
    const refused = (keys: object): string =>
      messageOf(() => parseConfig({ task, ...keys }, { file: 'c.yaml' }))
    expect(refused({ strategy })).toBe(`c.yaml: stop.evaluations: ${missing}, found nothing`)
    expect(refused({ compare: { budget: { seconds: 2 }, contestants } })).toBe(
      `c.yaml: compare.budget: ${missing}, for the contestant "shrinking", found 2 seconds; give evaluations`,
    )
    expect(parseConfig({ task, compare: { contestants } }).compare?.contestants?.size).toBe(2)
    expect(refused({ strategy: { ...strategy, evaluations: 5 } })).toMatch(
      /^c\.yaml: strategy\.evaluations: expected a known key/,
    )
  })

  it('takes them as an option in a loop of ask and tell', () => {
    const own = createStrategy('de', { length: 2, evaluations: 2000 })
    expect(own.ask().length).toBe(20)
    expect(messageOf(() => createStrategy('de', { length: 2 }))).toBe(
      'evaluations: expected a number of evaluations, over which the population of de shrinks, found nothing',
    )
    expect(messageOf(() => createStrategy('de', { length: 2, evaluations: 0 }))).toBe(
      'evaluations: expected a number of at least 1, found 0',
    )
    const stray = createStrategy as unknown as (kind: string, options: object) => unknown
    expect(messageOf(() => stray('ga', { length: 2, evaluations: 9 }))).toMatch(
      /^evaluations: expected nothing, since ga need not know how many there are, found 9/,
    )
  })
})
