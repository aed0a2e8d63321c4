import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildRun } from '../../../src/config/build.ts'
import { parseConfig } from '../../../src/config/parse.ts'
import { dataFolder } from '../../tasks/supervised/folder.ts'
import { encodePng } from '../../tasks/supervised/image/png.ts'
import { messageOfAsync } from '../issue-of.ts'

const folder = dataFolder()
const red = encodePng({ width: 6, height: 4, depth: 8, colourType: 2, pixel: (x) => [x * 51, 0, 0] })
writeFileSync(join(folder.path, 'red.png'), red)

describe('a descent that watches a validation part that is not there', () => {
  it.each([
    ['task.data.validation', { kind: 'classification', data: { generate: 'moons' } }],
    ['task.validation', { kind: 'image', file: 'red.png' }],
  ] as const)('is told to set %s', async (field, task) => {
    const config = parseConfig({ task, strategy: { kind: 'adam', monitor: 'validation' } })
    const context = { directory: folder.path, workers: 0, onNotice: () => {} }
    expect(await messageOfAsync(() => buildRun(config, context))).toBe(
      `strategy.monitor: expected train, since there is no validation part, found validation; set ${field} to have one`,
    )
  })
})
