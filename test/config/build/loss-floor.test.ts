import { describe, expect, it } from 'vitest'
import { buildRun } from '../../../src/config/build.ts'
import { parseConfig } from '../../../src/config/parse.ts'
import { contestantsOf } from '../../../src/library/compare/contestants.ts'
import { messageOfAsync } from '../issue-of.ts'

const circles = { kind: 'classification', data: { generate: 'circles', samples: 40 } }
const context = { directory: '.', workers: 0, onNotice() {} }

const built = (keys: object) => buildRun(parseConfig({ task: circles, ...keys }), context)

const reason = 'below which cross-entropy cannot fall, since the targets are not all 0 or 1'

describe('a loss that cannot reach 0', () => {
  it('is a note of the run', async () => {
    const { identity, floor } = await built({})
    expect(floor?.value).toBeCloseTo(0.32508, 5)
    expect(identity.notes).toEqual([
      'cross-entropy cannot fall below 0.3251, since the targets are not all 0 or 1; mse can reach 0',
    ])
  })

  it('refuses a target below it, and takes the number that the message names', async () => {
    expect(await messageOfAsync(() => built({ stop: { target: 0.01 } }))).toBe(
      `stop.target: expected at least 0.3251, ${reason}, found 0.01; mse can reach 0`,
    )
    expect(await messageOfAsync(() => built({ finetune: { target: 0.3 } }))).toMatch(/^finetune\.target: /)
    await built({ stop: { target: 0.3251 } })
  })

  it('refuses the target of a comparison that no contestant can reach', async () => {
    const compare = { target: 0.01, budget: { evaluations: 1000 } }
    const config = parseConfig({ task: circles, compare }, { file: 'c.yaml' })
    expect(await messageOfAsync(() => contestantsOf(config, { directory: '.', file: 'c.yaml' }))).toBe(
      `c.yaml: compare.target: expected at least 0.3251, ${reason}, found 0.01; mse can reach 0`,
    )
  })

  it('comes from outputs that do not reach the targets, too', async () => {
    const data = { generate: 'function', samples: 20 }
    const keys = { task: { kind: 'regression', data }, network: { output: 'sigmoid' } }
    expect((await built(keys)).identity.notes[0]).toMatch(
      /^mse cannot fall below 0\.\d+, since outputs behind sigmoid do not reach all targets; network\.output: linear can reach 0$/,
    )
  })

  it('is none of the other data sets', async () => {
    const { floor, identity } = await built({ task: { ...circles, data: { generate: 'moons' } } })
    expect(floor).toBeNull()
    expect(identity.notes).toEqual([])
  })
})
