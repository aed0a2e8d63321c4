import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConfigInput, evolve, InputError, loadModel, type Run, resume } from '../../src/index.ts'
import { verifyRun } from '../../src/library/verify.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-warm-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const rows = Array.from({ length: 40 }, (_, i) => {
  const x = ((i * 17) % 40) / 8
  return { x, colour: ['red', 'green', 'blue'][i % 3]!, kind: x > 2.5 ? 'large' : 'small', mass: 2 * x }
})
const task = { kind: 'classification', data: { rows, target: 'kind', drop: ['mass'] } } as const
const base = {
  task,
  network: { hidden: [5] },
  strategy: { population: 12, initial: 1 },
  stop: { generations: 5 },
  pictures: false,
} as const satisfies ConfigInput

let saved: Run
const file = join(root, 'saved/champion.json')
beforeAll(async () => {
  saved = await evolve({ ...base, stop: { generations: 20 } }, { workers: 0, out: join(root, 'saved') })
})

const read = (folder: string, name: string): string => readFileSync(join(root, folder, name), 'utf8')
const lines = (folder: string): string => read(folder, 'metrics.jsonl').replaceAll(/"timing":\{.*?\}/g, '')

const issueOf = async (call: PromiseLike<unknown>): Promise<string> => {
  try {
    await call
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'nothing was refused'
}

/** The champion's fitness after the first generation or epoch. */
async function firstOf(config: ConfigInput): Promise<number> {
  for await (const { champion } of evolve(config, { workers: 0 })) return champion ?? Number.NaN
  return Number.NaN
}

describe('a run that starts from a network', () => {
  it.each(['ga', 'cma-es', 'pgpe', 'cosyne', 'islands'] as const)(
    'is never worse than it on the same data: %s',
    async (kind) => {
      const before = saved.outcome.champion.fitness
      expect(await firstOf({ ...base, strategy: kind, from: file })).toBeLessThanOrEqual(before)
    },
  )

  it('goes down from it by gradients', async () => {
    const gentle = { kind: 'sgd', learningRate: 1e-12 } as const
    const { champion } = await evolve(
      { ...base, strategy: gentle, from: file, stop: { generations: 1 } },
      { workers: 0 },
    )
    for (const [p, value] of champion.parameters.entries())
      expect(value).toBeCloseTo(saved.champion.parameters[p]!, 6)
  })

  it('has the same bits from a file, a folder, a URL and the network itself, on any number of workers', async () => {
    const starts: ConfigInput['from'][] = [
      'saved/champion.json',
      { model: 'saved' },
      pathToFileURL(file),
      saved.champion,
      { model: await loadModel(file), spread: 0.1 },
    ]
    for (const [index, from] of starts.entries()) {
      const out = join(root, `start-${index}`)
      await evolve({ ...base, from }, { workers: index % 2 === 0 ? 0 : 2, directory: root, out })
      expect(read(`start-${index}`, 'champion.json')).toBe(read('start-0', 'champion.json'))
      expect(lines(`start-${index}`)).toBe(lines('start-0'))
    }
    const wider = await evolve({ ...base, from: { model: file, spread: 1 } }, { workers: 0 })
    expect(wider.champion.toString()).not.toBe(read('start-0', 'champion.json'))
  })

  it('has the same bits where threads make its genomes', async () => {
    const config = {
      task: { kind: 'classification', data: { generate: 'circles', samples: 1000 } },
      network: { hidden: [16, 16] },
      strategy: { population: 30, initial: 1 },
      stop: { generations: 2 },
    } as const satisfies ConfigInput
    const { champion: from } = await evolve(config, { workers: 0 })
    const alone = await evolve({ ...config, from }, { workers: 0 })
    let busy: readonly number[] | undefined
    const threaded = await evolve(
      { ...config, from },
      {
        workers: 2,
        onGeneration: ({ timing }) => {
          busy = timing.busyMs
        },
      },
    )
    expect(busy).toHaveLength(2)
    expect(threaded.champion.toString()).toBe(alone.champion.toString())
  })

  it('keeps it in its folder, from which it is resumed and verified though the file is gone', async () => {
    mkdirSync(join(root, 'gone'))
    writeFileSync(join(root, 'gone/champion.json'), read('saved', 'champion.json'))
    const config: ConfigInput = { ...base, from: join(root, 'gone') }
    const whole = join(root, 'whole')
    await evolve(config, { workers: 0, out: whole })
    const broken = join(root, 'broken')
    for await (const { generation } of evolve(config, { workers: 0, out: broken }))
      if (generation === 2) break
    rmSync(join(root, 'gone'), { recursive: true })
    expect(read('broken', 'start.json')).toBe(read('saved', 'champion.json'))
    expect(JSON.parse(read('broken', 'config.json'))).toMatchObject({
      from: { model: 'start.json', spread: 0.1 },
    })
    // Before its first checkpoint a run begins anew, from its start.
    rmSync(join(broken, 'checkpoints'), { recursive: true })
    await resume(broken, { workers: 0, force: true })
    expect(read('broken', 'champion.json')).toBe(read('whole', 'champion.json'))
    const { champion } = await verifyRun(whole, { workers: 0, onNotice() {} })
    expect(champion).toBe(true)

    writeFileSync(join(whole, 'start.json'), read('start-0', 'champion.json'))
    expect(await issueOf(resume(whole, { stop: { generations: 9 } }))).toMatch(
      /whole: start: expected the start of the run, with the SHA-256 \w{16}…, found another, with \w{16}…/,
    )
  })

  it('says so where numbers are scaled otherwise', async () => {
    const notices: string[] = []
    const data = { ...task.data, rows: rows.slice(5) }
    await evolve(
      { ...base, task: { ...task, data }, from: file },
      { workers: 0, onNotice: (line) => notices.push(line) },
    )
    const robust = { ...task.data, standardize: 'robust' } as const
    await evolve(
      { ...base, task: { ...task, data: robust }, from: file },
      { workers: 0, onNotice: (line) => notices.push(line) },
    )
    const other = 'from: numbers are scaled by the data of this run, not as for that network'
    expect(notices.filter((line) => line === other)).toHaveLength(2)
  })

  it.each<[string, Partial<ConfigInput>, string]>([
    [
      'other layers',
      { network: { hidden: [6, 4] } },
      'the layers 4-6-4-2 (tanh, tanh, softmax), found 4-5-2 (tanh, softmax)',
    ],
    [
      'other activations',
      { network: { hidden: [5], activation: 'relu' } },
      'the layers 4-5-2 (relu, softmax), found 4-5-2 (tanh, softmax)',
    ],
    [
      'no biases',
      { network: { hidden: [5], bias: false } },
      'the layers 4-5-2 (tanh, softmax), without biases, found 4-5-2 (tanh, softmax)',
    ],
    [
      'other inputs',
      { task: { ...task, data: { rows, target: 'kind' } } },
      'the inputs "x", "colour", "mass", found "x", "colour"',
    ],
    [
      'other categories',
      {
        task: {
          ...task,
          data: { ...task.data, rows: rows.map((row) => ({ ...row, colour: row.colour.slice(0, 3) })) },
        },
      },
      'the input "colour" as the categories "blu", "gre", "red", found the categories "blue", "green", "red"',
    ],
    [
      'other classes',
      {
        task: {
          ...task,
          data: { ...task.data, rows: rows.map((row) => ({ ...row, kind: row.kind.slice(0, 1) })) },
        },
      },
      'outputs that are the classes "l", "s", found the classes "large", "small"',
    ],
    [
      'numbers for classes',
      { task: { kind: 'regression', data: { rows, target: 'mass', drop: ['kind'] } } },
      'outputs that are the numbers "mass", found the classes "large", "small"',
    ],
    [
      'a task without a network',
      { task: { kind: 'benchmark', function: 'sphere' } },
      "a task for a network, found the task benchmark, whose genome is not a network's",
    ],
    [
      'no file',
      { from: 'nothing.json' },
      `a model file or the folder of a run, found nothing at ${root}/nothing.json`,
    ],
    [
      'a number',
      { from: 3 as never },
      'a model file or the folder of a run, or a mapping with model and spread, found 3',
    ],
  ])('refuses %s', async (_, change, message) => {
    const config = { ...base, from: file, ...change } as ConfigInput
    expect(await issueOf(evolve(config, { workers: 0, directory: root }))).toBe(`from: expected ${message}`)
  })

  it('names a file that is no model', async () => {
    writeFileSync(join(root, 'torn.json'), read('saved', 'champion.json').slice(0, 300))
    expect(await issueOf(evolve({ ...base, from: 'torn.json' }, { workers: 0, directory: root }))).toMatch(
      /^torn\.json:\d+:\d+: expected/,
    )
  })
})
