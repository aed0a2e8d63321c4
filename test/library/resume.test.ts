import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ConfigInput } from '../../src/config/input.ts'
import { InputError } from '../../src/errors.ts'
import { evolve } from '../../src/library/evolve.ts'
import { openRun } from '../../src/library/open-run.ts'
import { type ResumeOptions, resume } from '../../src/library/resume.ts'
import type { Run } from '../../src/library/training.ts'
import { noisy, resultOf } from '../crash/scenarios.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-resume-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const data = join(root, 'data.csv')
const rows = Array.from({ length: 30 }, (_, i) => `${i},${(i * 7) % 11},${i % 2 === 0 ? 'a' : 'b'}`)
writeFileSync(data, `x,y,kind\n${rows.join('\n')}\n`)
const module = join(root, 'fitness.mjs')
const source = `export default { direction: 'minimize', genome: { length: 3 }, evaluate: (g) => g.reduce((sum, x) => sum + x * x, 0) }\n`
writeFileSync(module, source)

const small = {
  task: { kind: 'classification', data: { file: data, target: 'kind', validation: 0.2 } },
  network: { hidden: [3] },
  strategy: { population: 8, initial: 1 },
  stop: { generations: 6 },
  pictures: { film: true, frames: 3 },
} as const satisfies ConfigInput
const own = {
  task: { kind: 'custom', module },
  strategy: { population: 8 },
  stop: { generations: 6 },
} as const satisfies ConfigInput

let folders = 0
const fresh = (): string => join(root, `run-${++folders}`)

/** A run that ends after so many generations, by its caller. */
async function broken(config: ConfigInput, after: number, folder: string = fresh()): Promise<string> {
  for await (const { generation } of evolve(config, { workers: 0, out: folder }))
    if (generation === after) break
  return folder
}

async function whole(config: ConfigInput): Promise<string> {
  const folder = fresh()
  await evolve(config, { workers: 0, out: folder })
  return folder
}

async function goOn(folder: string, options: ResumeOptions = {}): Promise<Run> {
  return await resume(folder, { workers: 0, ...options })
}

/** Everything but the reason, the criteria and how often it was resumed. */
function contentOf(folder: string): object {
  const { config: _, ...result } = resultOf(folder) as { readonly config: object }
  return result
}

const issueOf = async (resuming: Promise<unknown>): Promise<string> => {
  try {
    await resuming
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'nothing was refused'
}

describe('a run that is resumed', () => {
  it('goes on to the result of one without a break, and tells its generations', async () => {
    const folder = await broken(small, 3)
    const seen: number[] = []
    const notices: string[] = []
    const run = await goOn(folder, {
      onGeneration: ({ generation }) => seen.push(generation),
      onNotice: (line) => notices.push(line),
    })
    expect(seen).toEqual([4, 5, 6])
    expect(run.outcome).toMatchObject({ reason: 'generations', generations: 6 })
    expect(contentOf(folder)).toEqual(contentOf(await whole(small)))
    expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')).resumedAt).toHaveLength(1)
    expect(notices).toEqual([])
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })

  it('once it has ended gives its result again', async () => {
    const folder = fresh()
    const run = await evolve(small, { workers: 0, out: folder })
    const before = contentOf(folder)
    const again = await goOn(folder)
    expect(again.scores).toEqual(run.scores)
    expect(String(again.champion)).toBe(String(run.champion))
    expect(contentOf(folder)).toEqual(before)
  })

  it('can be left again, and iterated over', async () => {
    const folder = await broken(small, 2)
    for await (const { generation } of resume(folder, { workers: 0 })) if (generation === 4) break
    await goOn(folder)
    expect(contentOf(folder)).toEqual(contentOf(await whole(small)))
  })

  it('begins anew from its seed where it was killed before its first checkpoint, and says so', async () => {
    const config = { ...small, checkpoint: false } as const
    const folder = await broken(config, 4)
    const path = join(folder, 'run.json')
    const record = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(
      path,
      JSON.stringify({ ...record, status: 'running', champion: null, phases: [], generations: 0 }),
    )
    const notices: string[] = []
    await goOn(folder, { onNotice: (line) => notices.push(line) })
    expect(notices).toEqual(['there is no checkpoint yet: the run begins anew, from its seed'])
    expect(contentOf(folder)).toEqual(contentOf(await whole(config)))
  })

  it('is not begun anew without a checkpoint once it has a result, unless it is told to', async () => {
    const config = { ...small, checkpoint: false } as const
    for (const folder of [await broken(config, 4), await whole(config)]) {
      const before = contentOf(folder)
      const line = `${folder}: expected a checkpoint, found none; --force begins anew, from the seed`
      expect(await issueOf(goOn(folder, { stop: { generations: 6 } }))).toBe(line)
      expect(contentOf(folder)).toEqual(before)
      await goOn(folder, { force: true })
      expect(contentOf(folder)).toEqual(contentOf(await whole(config)))
    }
  })

  it('begins anew where it was killed after its record and before its only checkpoint, which was not due before', async () => {
    for (const folder of [await broken(small, 4), await whole(small)]) {
      rmSync(join(folder, 'checkpoints'), { recursive: true })
      const path = join(folder, 'run.json')
      const record = JSON.parse(readFileSync(path, 'utf8'))
      writeFileSync(path, JSON.stringify({ ...record, elapsedMs: 31_000 }))
      const line = `${folder}: expected a checkpoint, found none; --force begins anew, from the seed`
      expect(await issueOf(goOn(folder, { stop: { generations: 9 } }))).toBe(line)
      writeFileSync(path, JSON.stringify({ ...record, elapsedMs: 29_000 }))
      await goOn(folder, { stop: { generations: 9 } })
      expect(contentOf(folder)).toEqual(contentOf(await whole({ ...small, stop: { generations: 9 } })))
    }
  })

  it('computes as it began, whatever its config would choose now', async () => {
    const config = { ...small, arithmetic: 'strict' } as const
    const folder = await broken(config, 3)
    const path = join(folder, 'config.json')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace('"arithmetic": "strict"', '"arithmetic": "auto"'))
    const line = `${path}: arithmetic: expected "strict", as at the start of the run, found "auto"`
    for (const force of [false, true]) expect(await issueOf(goOn(folder, { force }))).toBe(line)
    writeFileSync(path, text)
    // Written by a machine whose fastest arithmetic is another one.
    const automatic = { ...small, arithmetic: 'auto' } as const
    const other = await broken(automatic, 3)
    const strict = (name: string): void => {
      const file = join(other, name)
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"fused"', '"strict"'))
    }
    strict('run.json')
    const { built } = await openRun(other, { workers: () => 0, onNotice: () => {}, onWarning: () => {} })
    expect(built.arithmetic).toBe('strict')
  })

  it('with a fitness that is an object needs it again', async () => {
    const config = { ...own, task: { kind: 'custom', ...noisy, episodes: 2 } } as const
    const folder = await broken(config, 3)
    expect(await issueOf(goOn(folder))).toMatch(/task\.module: expected /)
    await goOn(folder, { fitness: noisy })
    expect(contentOf(folder)).toEqual(contentOf(await whole(config)))
  })

  it('is refused where there is no run, and a misspelt option too', async () => {
    expect(await issueOf(goOn(join(root, 'nowhere')))).toMatch(
      /expected the folder of a run, found no such folder$/,
    )
    expect(await issueOf(goOn(root))).toMatch(/expected the folder of a run, found no run\.json in it$/)
    const misspelt = { generatons: 5 } as ResumeOptions
    expect(await issueOf(goOn(root, misspelt))).toBe(
      'options: expected a known option, found "generatons"; the options are workers, signal, onGeneration, onNotice, onLog, ' +
        'stop, force, data, fitness, shared',
    )
  })

  it('is one at a time', async () => {
    const folder = await broken(small, 3)
    const first = resume(folder, { workers: 0 })[Symbol.asyncIterator]()
    await first.next()
    expect(await issueOf(goOn(folder))).toMatch(
      new RegExp(`expected a run that no other process works on, found process ${process.pid}, since `),
    )
    await first.return?.()
    await goOn(folder)
    expect(contentOf(folder)).toEqual(contentOf(await whole(small)))
  })
})

describe('a longer budget', () => {
  const tuned = { ...small, finetune: { epochs: 3, patience: 2 } } as const

  it.each<[string, ConfigInput, number, StopOf]>([
    ['generations', small, 3, { generations: 9 }],
    ['generations, after its end', small, 6, { generations: 9 }],
    ['evaluations', small, 3, { generations: 9, evaluations: 60 }],
    ['patience', small, 3, { generations: 40, patience: 2 }],
    ['a target', small, 3, { generations: 40, target: 0.6 }],
    ['generations before fine-tuning', tuned, 3, { generations: 9 }],
  ])('of %s gives what it would have given from the start', async (_, config, after, stop) => {
    const folder = await broken(config, after)
    if (after === config.stop!.generations) await goOn(folder)
    await goOn(folder, { stop })
    expect(contentOf(folder)).toEqual(contentOf(await whole({ ...config, stop })))
  })

  it('holds the election of a noisy fitness at its end, not before', async () => {
    const task = { kind: 'custom', ...noisy, episodes: 2, champion: { candidates: 2, episodes: 3 } } as const
    const config = { ...own, task } as const
    const folder = await whole(config)
    await goOn(folder, { stop: { generations: 10 }, fitness: noisy })
    expect(contentOf(folder)).toEqual(contentOf(await whole({ ...config, stop: { generations: 10 } })))
  })

  it('is refused where the schedule of the learning rate depends on it', async () => {
    const config = { ...small, strategy: { kind: 'adam', schedule: 'cosine' } } as const
    const folder = await broken(config, 3)
    expect(await issueOf(goOn(folder, { stop: { generations: 9 } }))).toBe(
      `${folder}/config.json: stop.generations: expected 6, as at the start of the run, since the schedule of the learning ` +
        'rate depends on it, found 9',
    )
    await goOn(folder, { stop: { patience: 1 } })
    const free = { ...small, strategy: { kind: 'adam', schedule: { kind: 'cosine', period: 3 } } } as const
    const other = await broken(free, 3)
    await goOn(other, { stop: { generations: 9 } })
    expect(contentOf(other)).toEqual(contentOf(await whole({ ...free, stop: { generations: 9 } })))
  })

  it('is refused where the population depends on it', async () => {
    const config = {
      ...own,
      strategy: { kind: 'de', population: 8 },
      stop: { generations: 6, evaluations: 60 },
    } as const
    const folder = await broken(config, 3)
    expect(await issueOf(goOn(folder, { stop: { evaluations: 90 } }))).toBe(
      `${folder}/config.json: stop.evaluations: expected 60, as at the start of the run, over which the population of de ` +
        'shrinks, found 90',
    )
    await goOn(folder, { stop: { generations: 8 } })
    const longer = { ...config, stop: { ...config.stop, generations: 8 } }
    expect(contentOf(folder)).toEqual(contentOf(await whole(longer)))
  })

  it('below what is done is refused', async () => {
    const folder = await broken(small, 4)
    expect(await issueOf(goOn(folder, { stop: { generations: 3 } }))).toBe(
      `${folder}/config.json: stop.generations: expected at least 4, as many as are done, found 3`,
    )
  })

  it('is refused for a strategy that has ended while fine-tuning goes on', async () => {
    const folder = await broken(tuned, 8)
    expect(await issueOf(goOn(folder, { stop: { generations: 9 } }))).toBe(
      `${folder}/config.json: stop.generations: expected 6, as at the start of the run, since the strategy has ended and ` +
        'fine-tuning goes on, found 9',
    )
    await goOn(folder)
    expect(contentOf(folder)).toEqual(contentOf(await whole(tuned)))
  })
})

type StopOf = NonNullable<ResumeOptions['stop']>

describe('what has changed since a run began', () => {
  const warned = /; the result is no longer that of a run without a break$/

  it('in its data is refused by name, unless the run is to go on all the same', async () => {
    const copy = join(root, 'copy.csv')
    cpSync(data, copy)
    const config = { ...small, task: { ...small.task, data: { ...small.task.data, file: copy } } } as const
    const folder = await broken(config, 3)
    writeFileSync(copy, readFileSync(data, 'utf8').replace('\n3,', '\n4,'))
    expect(await issueOf(goOn(folder))).toMatch(
      /^.*: data: expected the data of the run, with the SHA-256 \w{16}…, found another, with \w{16}…; --force goes on /,
    )
    const notices: string[] = []
    const run = await goOn(folder, { force: true, onNotice: (line) => notices.push(line) })
    expect(run.outcome.generations).toBe(6)
    expect(notices).toEqual([expect.stringMatching(warned)])
    const { notes } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
    expect(notes).toEqual([
      expect.stringMatching(/^resumed by force: .*: data: expected the data of the run/),
    ])
  })

  it('in the module of its fitness is refused by name', async () => {
    const folder = await broken(own, 3)
    try {
      writeFileSync(module, `${source}// longer\n`)
      expect(await issueOf(goOn(folder))).toMatch(
        /: module: expected the module of the run, with the SHA-256 /,
      )
    } finally {
      writeFileSync(module, source)
    }
    await goOn(folder)
    expect(contentOf(folder)).toEqual(contentOf(await whole(own)))
  })

  it('in its config is refused without a checkpoint too', async () => {
    const folder = await broken(small, 3)
    rmSync(join(folder, 'checkpoints'), { recursive: true })
    const record = join(folder, 'run.json')
    writeFileSync(
      record,
      readFileSync(record, 'utf8').replace('"status": "interrupted"', '"status": "running"'),
    )
    const path = join(folder, 'config.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"population": 8', '"population": 9'))
    expect(await issueOf(goOn(folder))).toMatch(
      /config\.json: expected the config that the run began with, found another; /,
    )
  })

  it('in its config is refused by the key', async () => {
    const folder = await broken(small, 3)
    const path = join(folder, 'config.json')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace('"population": 8', '"population": 9'))
    expect(await issueOf(goOn(folder))).toMatch(
      /config\.json: strategy\.population: expected 8, as at the start of the run, found 9; --force goes on all the same/,
    )
    // The parents of another network do not fit.
    writeFileSync(path, text.replace('"hidden": [\n      3', '"hidden": [\n      4'))
    expect(await issueOf(goOn(folder, { force: true }))).toMatch(
      /\.checkpoint: expected the state of this run, found another: expected a champion of \d+ genes, found \d+$/,
    )
    writeFileSync(path, text)
    await goOn(folder)
    expect(contentOf(folder)).toEqual(contentOf(await whole(small)))
  })

  it('in the version of the package is refused', async () => {
    const folder = await broken(small, 3)
    const path = join(folder, 'run.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"evolve-mlp": "[^"]+"/, '"evolve-mlp": "0.0.1"'))
    expect(await issueOf(goOn(folder))).toMatch(/: version: expected evolve-mlp 0\.0\.1, found \d/)
  })
})
