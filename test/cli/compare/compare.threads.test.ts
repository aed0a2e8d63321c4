import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compare } from '../../../src/cli/compare/compare.ts'
import type { Host } from '../../../src/cli/host.ts'
import { EvolveError } from '../../../src/errors.ts'

const root: string = mkdtempSync(join(tmpdir(), 'evolve-compare-'))
afterAll(() => rmSync(root, { recursive: true }))

function configFile(name: string, extra = ''): string {
  const path = join(root, name)
  writeFileSync(
    path,
    'task: { kind: regression, data: { generate: function, samples: 40 } }\n' +
      'strategy: { kind: ga, population: 10, initial: 1 }\npictures: false\n' +
      `compare:\n  budget: { evaluations: 20 }\n  repeats: 2\n  contestants: { one: {}, other: {} }\n${extra}`,
  )
  return path
}

/** A host that keeps what is written. @param first called before the first text is written */
function hostOf(first: () => void = () => {}): { host: Host; text: () => string } {
  const heard: string[] = []
  const stdout = {
    write(text: string): void {
      if (heard.length === 0) first()
      heard.push(text)
    },
  }
  return { host: { stdout, stderr: { write: () => {} }, environment: {} }, text: () => heard.join('') }
}

describe('a comparison', () => {
  it('prints its table even if the disk refuses compare.json', async () => {
    const out = join(root, 'full')
    const record = join(out, 'compare.json')
    const { host, text } = hostOf(() => {
      rmSync(record)
      mkdirSync(record)
    })
    const ending = compare(configFile('full.yaml'), { out, workers: '1' }, host)
    await expect(ending).rejects.toThrow(
      new EvolveError('output', `${record}: could not be written: a folder of that name`),
    )
    expect(text()).toMatch(/^other +[\d.]+/m)
    expect(text()).not.toContain('written to')
  })

  it.each([
    ['in the config', {}, 'seeds.yaml: compare.repeats: expected at most 1 '],
    ['by the option', { repeats: '3' }, '--repeats: expected at most 1 '],
  ])('says that seeds end where their number is given: %s', async (_, options, start) => {
    const file = configFile('seeds.yaml', 'seed: 4294967295\n')
    const ending = compare(file, { ...options, out: join(root, 'seeds') }, hostOf().host)
    await expect(ending).rejects.toThrow(start)
  })
})
