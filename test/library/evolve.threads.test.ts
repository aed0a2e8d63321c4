import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type ConfigInput,
  EvolveError,
  type EvolveOptions,
  evolve,
  type GenerationEvent,
  InputError,
  resume,
} from '../../src/index.ts'

const root: string = mkdtempSync(join(tmpdir(), 'evolve-library-'))
afterAll(() => rmSync(root, { recursive: true }))

const small: ConfigInput = {
  task: { kind: 'classification', data: { generate: 'moons', samples: 60, validation: 0.2 } },
  strategy: { kind: 'ga', population: 20, initial: 1 },
  stop: { generations: 5 },
}

/** Enough work a generation that threads get some of it, and no end. */
const long: ConfigInput = {
  task: { kind: 'classification', data: { generate: 'circles', samples: 1000 } },
  network: { hidden: [24, 24] },
  stop: { generations: 1_000_000 },
}

/** Worker threads of this process. */
function threads(): number {
  return (process.report.getReport() as unknown as { workers: unknown[] }).workers.length
}

function recordOf(folder: string): { status: string; reason: string; generations: number; error: string } {
  return JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
}

describe('a training that is awaited', () => {
  it('tells what came of it, and writes nothing', async () => {
    const before = readdirSync('.')
    const { outcome, scores, champion, folder } = await evolve(small, { workers: 0 })
    expect(outcome).toMatchObject({ reason: 'generations', generations: 5, evaluations: 100, failures: 0 })
    expect(scores.train.fitness).toBe(outcome.champion.fitness)
    expect(scores.validation?.fitness).toBe(outcome.champion.validation)
    expect(scores.test).toBeNull()
    expect(champion.parameters).toEqual(outcome.champion.genome)
    expect(folder).toBeNull()
    expect(readdirSync('.')).toEqual(before)
  })

  it('has the same bits by every engine, and its record says which it was', async () => {
    const config: ConfigInput = { ...small, arithmetic: 'strict', finetune: { epochs: 3 } }
    const runs = await Promise.all(
      (['wasm', 'reference'] as const).map(async (engine) => {
        const out = join(root, engine)
        const { champion } = await evolve({ ...config, engine }, { workers: 0, out })
        expect(recordOf(out)).toMatchObject({ engine, arithmetic: 'strict' })
        return champion.toString()
      }),
    )
    expect(runs[1]).toBe(runs[0])
  })

  it('can be awaited again', async () => {
    const training = evolve(small, { workers: 0 })
    expect(await training).toBe(await training)
  })

  it('takes the seed of the call before that of the config', async () => {
    const seeds = [{ ...small, seed: 7 }, small, small]
    const [one, other, another] = await Promise.all(
      seeds.map((config, index) => evolve(config, { workers: 0, ...(index === 1 ? { seed: 7 } : {}) })),
    )
    expect(one!.champion.parameters).toEqual(other!.champion.parameters)
    expect(another!.champion.parameters).not.toEqual(one!.champion.parameters)
  })

  it('tells of each generation, and what is worth knowing', async () => {
    const events: GenerationEvent[] = []
    const notices: string[] = []
    writeFileSync(join(root, 'gap.csv'), 'x,y\n1,2\n2,\n3,5\n4,1\n')
    const task = { kind: 'regression', data: { file: 'gap.csv', target: 'y', validation: 0 } } as const
    const run = await evolve(
      { ...small, task },
      {
        ...{ workers: 0, directory: root },
        onGeneration: (event) => events.push(event),
        onNotice: (line) => notices.push(line),
      },
    )
    expect(events.map(({ generation }) => generation)).toEqual([1, 2, 3, 4, 5])
    expect(events.at(-1)!.champion).toBe(run.outcome.champion.fitness)
    expect(notices).toEqual(['1 of 4 rows left out for missing cells (y 1)'])
  })

  it('ends as interrupted with what it found once the signal is aborted', async () => {
    const controller = new AbortController()
    const out = join(root, 'aborted')
    const { outcome } = await evolve(long, {
      workers: 2,
      out,
      signal: controller.signal,
      onGeneration: ({ generation }) => generation === 3 && controller.abort(),
    })
    expect(outcome).toMatchObject({ reason: 'interrupted', generations: 3 })
    expect(recordOf(out)).toMatchObject({ status: 'interrupted', generations: 3 })
    expect(threads()).toBe(0)
  })

  it('trains nothing and leaves no folder if the signal is aborted before it starts, or while it reads', async () => {
    const out = join(root, 'never')
    const reason = new Error('changed my mind')
    const seen: string[] = []
    const options = { workers: 0, out, onGeneration: () => seen.push('a generation') }
    await expect(evolve(long, { ...options, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    await expect(evolve(long, { ...options, signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
    await expect(resume(join(root, 'aborted'), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    const controller = new AbortController()
    const training = evolve(long, { ...options, signal: controller.signal })
    const awaited = expect(training).rejects.toBe(reason)
    controller.abort(reason)
    await awaited
    expect({ seen, left: existsSync(out) }).toEqual({ seen: [], left: false })
  })

  it('hears a signal that comes while it is at work in process', async () => {
    const { outcome } = await evolve(long, { workers: 0, signal: AbortSignal.timeout(300) })
    expect(outcome.reason).toBe('interrupted')
  })

  it('hears a timeout that nobody else holds, however often memory is cleared', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const config = { ...long, stop: { seconds: 20 } }
    const { outcome } = await evolve(config, {
      workers: 0,
      signal: AbortSignal.timeout(300),
      onGeneration: () => collect(),
    })
    expect(outcome.reason).toBe('interrupted')
  })

  it('refuses an option that it does not know', async () => {
    const options = { worker: 2 } as EvolveOptions
    await expect(evolve(long, options)).rejects.toThrow(
      'options: expected a known option, found "worker"; did you mean "workers"?',
    )
  })

  it('passes on what a listener throws, with the threads ended', async () => {
    const out = join(root, 'thrown')
    const training = evolve(long, {
      workers: 2,
      out,
      onGeneration: () => {
        throw new RangeError('enough')
      },
    })
    await expect(training).rejects.toThrow(new RangeError('enough'))
    expect(threads()).toBe(0)
    expect(recordOf(out)).toMatchObject({ status: 'interrupted', generations: 1 })
  })

  it('passes on what a listener throws even if the run folder cannot be finished', async () => {
    const out = join(root, 'thrown-on-full-disk')
    const training = evolve(long, {
      workers: 2,
      out,
      onGeneration() {
        rmSync(join(out, 'champion.json'))
        mkdirSync(join(out, 'champion.json'))
        throw new RangeError('enough')
      },
    })
    await expect(training).rejects.toThrow(new RangeError('enough'))
    expect(threads()).toBe(0)
  })
})

describe('a training that is iterated over', () => {
  it('gives each generation as it comes, and then the run', async () => {
    const training = evolve(small, { workers: 0 })
    const generations: number[] = []
    for await (const { generation } of training) generations.push(generation)
    expect(generations).toEqual([1, 2, 3, 4, 5])
    expect((await training).outcome.generations).toBe(5)
  })

  it('gives the run to whoever awaits it meanwhile', async () => {
    const training = evolve(small, { workers: 0 })
    const events = training[Symbol.asyncIterator]()
    await events.next()
    const run = training.then(({ outcome }) => outcome.generations)
    for (let step = await events.next(); step.done !== true; ) step = await events.next()
    expect(await run).toBe(5)
  })

  it('is brought to an end by leaving the loop: threads, champion and record', async () => {
    const out = join(root, 'left')
    const training = evolve(long, { workers: 2, out })
    for await (const { generation } of training) {
      if (generation < 3) continue
      // The first generations may be over before the threads have started.
      await expect.poll(threads, { timeout: 60_000 }).toBe(2)
      break
    }
    expect(threads()).toBe(0)
    expect(readdirSync(out).sort()).toEqual([
      'champion.json',
      'checkpoints',
      'config.json',
      'metrics.jsonl',
      'run.json',
      'snapshots.bin',
    ])
    expect(recordOf(out)).toMatchObject({ status: 'interrupted', reason: 'interrupted', generations: 3 })
    expect(readFileSync(join(out, 'metrics.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(3)
    const { outcome, champion } = await training
    expect(outcome).toMatchObject({ reason: 'interrupted', generations: 3 })
    expect(String(champion)).toBe(readFileSync(join(out, 'champion.json'), 'utf8'))
  })

  it('can be begun once', async () => {
    const training = evolve(small, { workers: 0 })
    for await (const _ of training) break
    await expect(async () => {
      for await (const _ of training) break
    }).rejects.toThrow('expected a training that has not started')
    const awaited = evolve(small, { workers: 0 })
    await awaited
    await expect(async () => {
      for await (const _ of awaited) break
    }).rejects.toThrow(EvolveError)
  })

  it('fails for whoever iterates and for whoever awaits', async () => {
    const training = evolve({ ...small, seed: -1 })
    await expect(async () => {
      for await (const _ of training) break
    }).rejects.toThrow(InputError)
    await expect(training).rejects.toThrow(InputError)
  })
})

describe('bad input', () => {
  it.each<[string, unknown, object, string]>([
    ['a misspelt key', { ...small, stratgy: {} }, {}, 'stratgy: expected a known key, found "stratgy"'],
    ['no config', undefined, {}, 'expected a mapping, found nothing'],
    ['a config file’s name', 'moons.yaml', { seed: 3 }, 'expected a mapping, found "moons.yaml"'],
    ['a bad seed', small, { seed: 0.5 }, 'seed: expected an integer from 0 to 4294967295, found 0.5'],
    ['half a worker', small, { workers: 0.5 }, 'workers: expected an integer from 0 to 1024, found 0.5'],
    ['too few workers', small, { workers: -1 }, 'workers: expected an integer from 0 to 1024, found -1'],
    [
      'no data',
      { task: { kind: 'regression', data: { file: 'gone.csv', target: 'y' } } },
      { directory: root },
      'gone.csv: expected a data file, found nothing at ',
    ],
  ])('rejects %s, and leaves nothing behind', async (_, config, options, message) => {
    const out = join(root, 'never')
    const training = evolve(config as ConfigInput, { out, ...options })
    await expect(training).rejects.toThrow(message)
    await expect(training).rejects.toThrow(InputError)
    expect(existsSync(out)).toBe(false)
  })

  it('rejects a folder that holds a run', async () => {
    const out = join(root, 'taken')
    await evolve(small, { workers: 0, out })
    await expect(evolve(small, { workers: 0, out })).rejects.toThrow(
      `${out}: expected a new or empty folder, found a folder with a run`,
    )
  })
})
