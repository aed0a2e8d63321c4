/** Runs whose strategy is chosen. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { heading } from '../../src/cli/train/heading.ts'
import { type BuiltRun, buildRun } from '../../src/config/build.ts'
import type { ConfigInput } from '../../src/config/input.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { contestantsOf } from '../../src/library/compare/contestants.ts'
import { evolve } from '../../src/library/evolve.ts'
import { resume } from '../../src/library/resume.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-auto-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const xor = {
  task: { kind: 'classification', data: { generate: 'xor' } },
  network: { hidden: [3] },
  strategy: 'auto',
  stop: { generations: 6 },
  pictures: false,
} as const satisfies ConfigInput
const why =
  'chosen by auto: 17 weights and a budget of about 300 individuals; it does best up to 500 weights, also on batches'

const build = (config: object): Promise<BuiltRun> =>
  buildRun(parseConfig(config), { directory: root, workers: 0, onNotice: () => {} })

const read = (folder: string, file: string): { chosen?: string; strategy?: { kind: string } } =>
  JSON.parse(readFileSync(join(folder, file), 'utf8'))

describe('strategy: auto', () => {
  it('becomes the strategy that it chooses, and the heading says why', async () => {
    const { config, identity, evaluator, ...built } = await build({
      ...xor,
      strategy: { kind: 'auto', monitor: 'auto' },
    })
    await evaluator.close()
    expect(config.strategy).toEqual({
      ...{ kind: 'cr-fm-nes', population: 'auto', sigma: 1, scale: 'prior' },
      monitor: 'auto',
    })
    expect(identity.chosen).toBe(why)
    expect(heading({ config, identity, evaluator, ...built })).toContain(
      `  strategy  cr-fm-nes, population 12\n            ${why}\n`,
    )
  })

  it('counts evaluations, and batches as noise', async () => {
    const task = { kind: 'classification', data: { generate: 'circles', samples: 100 }, batch: 20 }
    const wide = { ...xor, task, network: { hidden: [40, 40] }, stop: { evaluations: 9000 } }
    const built = await build(wide)
    await built.evaluator.close()
    expect(built.config.strategy.kind).toBe('ga')
    expect(built.identity.chosen).toContain('1,842 weights and a budget of about 9,000 individuals')
  })

  it('is recorded as what it chose, so that a run goes on with it whatever the budget is then', async () => {
    const [folder, whole] = [join(root, 'broken'), join(root, 'whole')]
    for await (const { generation } of evolve(xor, { workers: 0, out: folder })) if (generation === 3) break
    const longer = { generations: 20 }
    await resume(folder, { workers: 0, stop: longer })
    await evolve({ ...xor, stop: longer, strategy: 'cr-fm-nes' }, { workers: 0, out: whole })
    expect(read(folder, 'config.json').strategy?.kind).toBe('cr-fm-nes')
    expect(read(folder, 'run.json').chosen).toBe(why)
    expect(read(whole, 'run.json').chosen).toBeUndefined()
    expect(readFileSync(join(folder, 'champion.json'), 'utf8')).toBe(
      readFileSync(join(whole, 'champion.json'), 'utf8'),
    )
  })

  it('is a contestant like any other', async () => {
    const compare = { budget: { evaluations: 2000 }, contestants: { ga: {}, auto: { strategy: 'auto' } } }
    const config = parseConfig({ ...xor, strategy: 'ga', compare })
    const { contestants, built } = await contestantsOf(config, { directory: root })
    await built.evaluator.close()
    expect(contestants.map((one) => [one.label, one.config.strategy.kind])).toEqual([
      ['ga', 'ga'],
      ['auto', 'cr-fm-nes'],
    ])
  })
})
