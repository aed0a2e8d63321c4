import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/config/parse.ts'
import { contestantsOf } from '../../../src/library/compare/contestants.ts'
import { messageOfAsync } from '../../config/issue-of.ts'

const task = { kind: 'classification', data: { generate: 'moons', samples: 60 } }
const context = { directory: '.', file: 'c.yaml' }

function refused(keys: object): Promise<string> {
  const config = parseConfig({ task, ...keys }, { file: 'c.yaml' })
  return messageOfAsync(() => contestantsOf(config, context))
}

describe('the contestants of a config', () => {
  it('have the budget where the config has its stop', async () => {
    const strategy = { kind: 'adam', schedule: 'cosine' }
    const config = parseConfig({ task, strategy, stop: { evaluations: 900, generations: 7 } })
    const { contestants } = await contestantsOf(config, context)
    expect(contestants.map(({ label }) => label)).toEqual(['ga', 'adam', 'ga, then adam', 'ga, memetic'])
    expect(contestants[1]?.config.stop).toEqual({ evaluations: 900 })
  })

  it('are refused by name if the budget lacks what they need, also those that the config does not name', async () => {
    const strategy = { kind: 'adam', schedule: 'cosine' }
    expect(await refused({ strategy, compare: { budget: { seconds: 1 } } })).toBe(
      'c.yaml: compare.budget: expected a number of epochs or evaluations, since the schedule runs from the first ' +
        'to the last, for the contestant "adam", found 1 seconds; give evaluations',
    )
    expect(await refused({ compare: { budget: { evaluations: 20 } } })).toBe(
      'c.yaml: compare.budget: expected at least 500, the first generation, for the contestant "ga", found 20',
    )
  })

  it('are quoted in the place of an error where their name is no plain word', async () => {
    const contestants = { one: {}, 'then adam': { finetune: { epochs: 1000 } } }
    expect(await refused({ compare: { budget: { evaluations: 600 }, contestants } })).toMatch(
      /^c\.yaml: compare\.contestants\["then adam"\]\.finetune\.epochs: expected at most \d+, for a budget of 600 /,
    )
  })
})
