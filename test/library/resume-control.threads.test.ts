import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ConfigInput } from '../../src/config/input.ts'
import { evolve } from '../../src/library/evolve.ts'
import { resume } from '../../src/library/resume.ts'
import { resultOf } from '../crash/scenarios.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-resume-control-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const generations = 6
const task = { kind: 'control', environment: 'cart-pole', episodes: 4, steps: 100 } as const
/** Enough steps a generation that threads get some. */
const common = { network: { hidden: [6], recurrent: true }, stop: { generations }, pictures: false } as const
const configs: Readonly<Record<string, ConfigInput & object>> = {
  'from other starts in each generation, with an election at the end': {
    ...common,
    task: { ...task, champion: { candidates: 3, episodes: 8 } },
    strategy: { kind: 'ga', population: 40 },
  },
  'from a start that is always the same': {
    ...common,
    task: { kind: 'control', environment: 'double-pole-without-velocities', steps: 300 },
    strategy: { kind: 'cosyne', population: 40 },
  },
}

let folders = 0
const fresh = (): string => join(root, `run-${++folders}`)

/** Everything but the config, in which nothing is computed. */
function contentOf(folder: string): object {
  const { config: _, ...result } = resultOf(folder) as { readonly config: object }
  return result
}

describe.each(Object.entries(configs))('a system that recurrent layers control, %s', (_, config) => {
  it('has the result of a run without a break once it is resumed, on any number of threads', async () => {
    const whole = fresh()
    await evolve(config, { workers: 0, out: whole })
    const expected = contentOf(whole)
    expect(expected).toMatchObject({ record: { generations }, metrics: { length: generations } })
    for (const [workers, later] of [
      [0, 0],
      [1, 1],
      [2, 2],
      [2, 0],
    ] as const) {
      const folder = fresh()
      for await (const { generation } of evolve(config, { workers, out: folder })) if (generation === 3) break
      expect(contentOf(folder)).toMatchObject({ record: { status: 'interrupted', generations: 3 } })
      await resume(folder, { workers: later })
      const found = contentOf(folder)
      expect(found, `${workers} workers, then ${later}`).toEqual(expected)
    }
  })
})
