import { describe, expect, it } from 'vitest'
import { summary } from '../../../src/cli/train/summary.ts'
import { buildRun } from '../../../src/config/build.ts'
import { parseConfig } from '../../../src/config/parse.ts'
import { drive, runTraining } from '../../../src/library/training.ts'

async function summaryOf(strategy: object): Promise<string> {
  const data = { generate: 'moons', samples: 40, validation: 0.3 } as const
  const config = { task: { kind: 'classification', data }, strategy, stop: { generations: 3 } }
  const built = await buildRun(parseConfig(config), { directory: '.', workers: 0, onNotice() {} })
  const run = await drive(runTraining(built, { folder: null, warn: () => {} }), () => {})
  return summary(built, run)
}

describe('the summary', () => {
  it('says if the champion was chosen by the validation part', async () => {
    expect(await summaryOf({ kind: 'ga', population: 5, initial: 1 })).toMatch(/^champion of generation \d$/m)
    const chosen = /^champion of (generation|epoch) \d, the best on the validation part$/m
    expect(await summaryOf({ kind: 'ga', population: 5, initial: 1, monitor: 'validation' })).toMatch(chosen)
    expect(await summaryOf({ kind: 'adam' })).toMatch(chosen)
  })
})
