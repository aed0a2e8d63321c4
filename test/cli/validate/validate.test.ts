import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { validate } from '../../../src/cli/validate/validate.ts'

const folder = mkdtempSync(join(tmpdir(), 'evolve-validate-'))
const before = process.cwd()
beforeAll(() => process.chdir(folder))
afterAll(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true, force: true })
})

/** What the command prints of a config, by topic. */
async function topics(config: string, ...set: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const text = await printed(config, { set })
  return Object.fromEntries([...text.matchAll(/^ {2}(\S+) +(.*)$/gm)].map(([, topic, rest]) => [topic, rest]))
}

async function printed(config: string, options: Parameters<typeof validate>[1]): Promise<string> {
  writeFileSync(join(folder, 'c.yaml'), config)
  let text = ''
  const stream = { write: (part: string) => (text += part) }
  await validate('c.yaml', options, { stdout: stream, stderr: stream, environment: {} })
  return text
}

const moons =
  'task: { kind: classification, data: { generate: moons, samples: 100, validation: 0.2 } }\nworkers: 1\n'

describe('evolve validate', () => {
  it('says all that a training would do', async () => {
    expect(await topics(moons, 'strategy.population=30', 'stop={seconds: 5, target: 0.1}')).toEqual({
      task: expect.stringMatching(
        /^\{ kind: classification, data: \{ generate: moons, samples: 100, noise: .*\}$/,
      ),
      fitness: 'minimize cross-entropy',
      columns: '2 inputs: x, y',
      predicts: expect.stringMatching(/, 2 classes: /),
      network: '2-16-16-2 tanh, softmax, 354 parameters',
      samples: '80 train, 20 validation',
      strategy: expect.stringMatching(
        /^\{ kind: ga, population: 30, .*mutation: \{ kind: .*monitor: train \}$/,
      ),
      population: '30 individuals',
      budget: '5 s, or a champion of 0.1',
      run: expect.stringMatching(/^seed 1, 1 worker, engine \w+, \w+ arithmetic$/),
      memory: expect.stringMatching(/^about 1\d\d MB, of which \d+ MB for population, data and workspace$/),
      writes:
        'champion.json, metrics.jsonl, run.json, config.json, checkpoints every 30 s, film.gif, film.png, network.gif, ' +
        'network.png, loss.png, report.html',
      to: join('runs', 'c'),
    })
    expect(readdirSync(folder)).toEqual(['c.yaml'])
  })

  it('names the next free folder, and that of the config', async () => {
    mkdirSync(join(folder, 'runs', 'c'), { recursive: true })
    expect((await topics(moons))['to']).toBe(join('runs', 'c-2'))
    expect((await topics(moons, 'out=there'))['to']).toBe('there')
    rmSync(join(folder, 'runs'), { recursive: true })
  })

  it('knows what only some trainings have', async () => {
    const descent = await topics(moons, 'strategy=adam', 'finetune=sgd', 'pictures=false', 'checkpoint=false')
    expect(descent).toMatchObject({
      finetune: expect.stringMatching(/^\{ .*optimizer: \{ kind: sgd/),
      run: expect.stringContaining('in process'),
      writes: 'champion.json, metrics.jsonl, run.json, config.json',
    })
    expect(descent).not.toHaveProperty('population')
    const benchmark = await topics('task: { kind: benchmark, function: sphere }\nstrategy: cma-es\n')
    expect(benchmark).toMatchObject({ genome: expect.stringContaining('10 numbers') })
    expect(benchmark).not.toHaveProperty('columns')
    expect(benchmark['writes']).not.toMatch(/network|film/)
  })

  it('prints the config with every default as JSON', async () => {
    const config = JSON.parse(await printed(moons, { set: ['out=there', 'strategy=auto'], json: true }))
    expect(config).toMatchObject({ name: 'c', seed: 1, out: 'there', network: { hidden: [16, 16] } })
    expect(config.strategy.kind).not.toBe('auto')
  })
})
