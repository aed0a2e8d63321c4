import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse.ts'
import { resolvedConfig } from '../../src/library/resolved-config.ts'

const task = { kind: 'classification', data: { generate: 'moons', samples: 40 } } as const

describe('the config of a run folder', () => {
  it('finds the file of a password from there', () => {
    const executor = { kind: 'queue', url: 'redis://host', passwordFile: 'secret/password.txt' } as const
    const config = parseConfig({ name: 'run', task, executor })
    expect(resolvedConfig({ config, directory: '/trainings' }, '/trainings/runs/a')).toMatchObject({
      executor: { passwordFile: '../../secret/password.txt' },
    })
  })

  it('names no file where there is none', () => {
    const config = parseConfig({ name: 'run', task, executor: { kind: 'queue', url: 'redis://host' } })
    expect(resolvedConfig({ config, directory: '/trainings' }, '/trainings/runs/a')).toMatchObject({
      executor: { passwordFile: null },
    })
  })
})
