import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readJob } from '../../../src/cli/job.ts'
import { repeat } from '../../../src/cli/repeats/repeats.ts'
import { EvolveError } from '../../../src/errors.ts'

const root: string = mkdtempSync(join(tmpdir(), 'evolve-repeats-'))
afterAll(() => rmSync(root, { recursive: true }))

describe('several trainings', () => {
  it('print their table even if the disk refuses repeats.json', async () => {
    const file = join(root, 'c.yaml')
    writeFileSync(
      file,
      'task: { kind: regression, data: { generate: function, samples: 40 } }\n' +
        'strategy: { kind: ga, population: 10, initial: 1 }\nstop: { generations: 2 }\npictures: false\n',
    )
    const out = join(root, 'run')
    const list = join(out, 'repeats.json')
    const heard: string[] = []
    const stdout = {
      write(text: string): void {
        if (heard.length === 0) {
          rmSync(list)
          mkdirSync(list)
        }
        heard.push(text)
      },
    }
    const job = await readJob(file, { out, workers: '0' }, [])
    const ending = repeat(
      { job, repeats: 2, resumed: null },
      { stdout, stderr: { write: () => {} }, environment: {} },
    )
    await expect(ending).rejects.toThrow(
      new EvolveError('output', `${list}: could not be written: a folder of that name`),
    )
    expect(heard.join('')).toMatch(/^ +2 .*generations$/m)
    expect(heard.join('')).not.toContain('written to')
  })
})
