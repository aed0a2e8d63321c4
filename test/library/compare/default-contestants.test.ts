import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/config/parse.ts'
import { populationKinds } from '../../../src/config/schema/strategy.ts'
import { contestantsOf } from '../../../src/library/compare/contestants.ts'
import { evolutionContestants } from '../../../src/library/compare/default-contestants.ts'

const config = parseConfig({
  task: { kind: 'custom', module: 'f.mjs' },
  strategy: { kind: 'ga', population: 30 },
})

const budget = { evaluations: 5000 }

describe('the contestants of a task without samples', () => {
  it('are by default the strategies that need no gradient, that of the config with its options', () => {
    if (populationKinds.length === 1) {
      expect(() => evolutionContestants(config, budget)).toThrow(
        'compare.contestants: expected at least two contestants, since gradients need a task with samples, found none; ' +
          'give two variants of ga, each under a name',
      )
      return
    }
    const contestants = evolutionContestants(config, budget)
    expect([...contestants.keys()]).toEqual(['ga', ...populationKinds.filter((kind) => kind !== 'ga')])
    expect(contestants.get('ga')).toEqual({ strategy: config.strategy })
  })

  it('are without those that need to know their evaluations if the budget is of seconds', () => {
    const kinds = [...evolutionContestants(config, budget).keys()]
    const timed = [...evolutionContestants(config, { seconds: 1 }).keys()]
    expect(kinds.filter((kind) => !timed.includes(kind))).toEqual(['de'])
  })

  it('are refused at the place of the option that needs samples', async () => {
    const contestants = { plain: {}, adam: { strategy: { kind: 'adam' } } }
    const directory = mkdtempSync(join(tmpdir(), 'evolve-contestants-'))
    const fitness = "{ genome: { length: 2 }, direction: 'minimize', evaluate: () => 1 }"
    writeFileSync(join(directory, 'f.mjs'), `export default ${fitness}`)
    const compare = { budget: { evaluations: 5000 }, contestants }
    const own = parseConfig({ task: { kind: 'custom', module: 'f.mjs' }, compare })
    await expect(contestantsOf(own, { directory, file: 'c.yaml' })).rejects.toThrow(
      'c.yaml: compare.contestants.adam.strategy: expected a task with samples, found the task custom, which has none',
    )
    rmSync(directory, { recursive: true })
  })
})
