import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildRun } from '../../src/config/build.ts'
import type { ConfigInput } from '../../src/config/input.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { runTraining } from '../../src/library/training.ts'
import type { TrainingJob, TrainingResult } from '../../src/library/training-job.ts'
import { TrainingPool } from '../../src/library/training-pool.ts'
import type { GenerationEvent } from '../../src/run/events.ts'

const root: string = mkdtempSync(join(tmpdir(), 'evolve-pool-'))
afterAll(() => rmSync(root, { recursive: true }))

const small: ConfigInput = {
  task: { kind: 'classification', data: { generate: 'moons', samples: 60, validation: 0.2 } },
  strategy: { kind: 'ga', population: 20, initial: 1 },
  stop: { generations: 20 },
}
const endless: ConfigInput = { ...small, stop: { generations: 1_000_000_000 } }

const pools: TrainingPool[] = []
afterAll(async () => {
  for (const pool of pools) await pool.close()
})

function poolOf(workers: number): TrainingPool {
  const pool = new TrainingPool(workers)
  pools.push(pool)
  return pool
}

function jobOf(config: ConfigInput, seed: number, name: string | null = null): TrainingJob {
  const folder = name === null ? null : join(root, name)
  return { config: parseConfig({ ...config, seed }), directory: root, folder }
}

/** A training as its listener hears it. */
class Heard {
  readonly events: GenerationEvent[] = []
  readonly warnings: string[] = []
  readonly logged: string[] = []
  private wake: () => void = () => {}
  /** Resolves with the first events. */
  readonly begun: Promise<void> = new Promise((resolve) => {
    this.wake = resolve
  })

  onEvents = (events: readonly GenerationEvent[]): void => {
    this.events.push(...events)
    this.wake()
  }

  onWarning = (line: string): void => {
    this.warnings.push(line)
  }

  onLog = (line: string): void => {
    this.logged.push(line)
  }
}

function run(on: TrainingPool, job: TrainingJob, heard: Heard = new Heard()): Promise<TrainingResult> {
  return on.run(job, heard)
}

function untimed({ timing: _, ...event }: GenerationEvent): object {
  return event
}

/** The same training on this thread. */
async function alone({ config, directory }: TrainingJob): Promise<{ events: object[]; result: object }> {
  const built = await buildRun(config, { directory, workers: 0, onNotice: () => {} })
  const generations = runTraining(built, { folder: null, warn: () => {} })
  const events: object[] = []
  for (;;) {
    const step = await generations.next()
    if (step.done !== true) {
      events.push(untimed(step.value))
      continue
    }
    const { fitness, validation, generation } = step.value.outcome.champion
    const { scores } = step.value
    return { events, result: { outcome: { champion: { fitness, validation, generation } }, scores } }
  }
}

function recordOf(name: string): { status: string; reason: string; error: string; generations: number } {
  return JSON.parse(readFileSync(join(root, name, 'run.json'), 'utf8'))
}

/** Threads take half a second to come up, so tests share these. No test stops them. */
const shared = poolOf(2)

describe('a pool of trainings', () => {
  it('gives what each training gives alone, and every generation once and in order', async () => {
    const jobs = [1, 2, 3, 4, 5].map((seed) => jobOf(small, seed))
    const heard = jobs.map(() => new Heard())
    const results = await Promise.all(jobs.map((job, k) => run(shared, job, heard[k])))
    for (const [k, job] of jobs.entries()) {
      const expected = await alone(job)
      expect(results[k]).toMatchObject({ kind: 'done', folder: null, ...expected.result })
      expect(heard[k]!.events.map(untimed)).toEqual(expected.events)
      expect(heard[k]!.warnings).toEqual([])
    }
  })

  it('leaves a whole folder for each', async () => {
    const names = ['a', 'b', 'c']
    const results = await Promise.all(names.map((name, k) => run(shared, jobOf(small, k, name))))
    expect(results.map((result) => result.kind === 'done' && result.folder)).toEqual(
      names.map((name) => join(root, name)),
    )
    for (const name of names) {
      expect(readdirSync(join(root, name)).sort()).toEqual([
        ...['champion.json', 'checkpoints', 'config.json', 'metrics.jsonl', 'run.json'],
      ])
      expect(recordOf(name)).toMatchObject({ status: 'done', workers: 0, generations: 20 })
    }
  })

  it('tells of one that fails, whose own fault or its folder’s, and goes on with the others', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${(i + 1) * 1e36},${i % 7}\n`)
    writeFileSync(join(root, 'hopeless.csv'), `x,y\n${rows.join('')}`)
    const hopeless: ConfigInput = {
      task: { kind: 'regression', data: { file: 'hopeless.csv', target: 'y', standardize: false } },
      network: { activation: 'linear', init: { weights: 'uniform', scale: 1000 } },
      stop: { generations: 2 },
    }
    const lost: ConfigInput = { task: { kind: 'regression', data: { file: 'no.csv', target: 'y' } } }
    mkdirSync(join(root, 'taken'))
    writeFileSync(join(root, 'taken/run.json'), 'mine')
    const results = await Promise.all([
      ...[jobOf(hopeless, 1, 'hopeless'), jobOf(small, 1, 'taken'), jobOf(lost, 1), jobOf(small, 1)].map(
        (job) => run(shared, job),
      ),
    ])
    expect(results).toMatchObject([
      {
        kind: 'failed',
        message: expect.stringMatching(
          /^stopped since 50 of 50 evaluations of generation 2 gave no finite loss/,
        ),
      },
      { kind: 'failed', message: expect.stringContaining('expected a new or empty folder, found a folder') },
      { kind: 'failed', message: expect.stringContaining('no.csv') },
      { kind: 'done' },
    ])
    expect(recordOf('hopeless').status).toBe('failed')
    expect(readFileSync(join(root, 'taken/run.json'), 'utf8')).toBe('mine')
  })

  it('stops those under way after their generation and begins no other', async () => {
    const names = ['first', 'second', 'third']
    const on = poolOf(2)
    const heard = names.map(() => new Heard())
    const results = names.map((name, k) => run(on, jobOf(endless, k, name), heard[k]))
    await Promise.all([heard[0]!.begun, heard[1]!.begun])
    on.stop()
    const interrupted = { kind: 'done', outcome: { reason: 'interrupted' } }
    expect(await Promise.all(results)).toMatchObject([interrupted, interrupted, { kind: 'skipped' }])
    for (const [k, name] of ['first', 'second'].entries()) {
      const generations = heard[k]!.events.map(({ generation }) => generation)
      expect(generations).toEqual(generations.map((_, index) => index + 1))
      expect(recordOf(name)).toMatchObject({ status: 'interrupted', generations: generations.length })
      expect(existsSync(join(root, name, 'champion.json'))).toBe(true)
    }
    expect(existsSync(join(root, 'third'))).toBe(false)
    expect(await run(on, jobOf(small, 1, 'third'))).toEqual({ kind: 'skipped' })
  })

  it('holds all between two generations, begins no other meanwhile, and goes on to the same bits', async () => {
    const on = poolOf(2)
    const heard = [1, 2, 3].map(() => new Heard())
    const results = heard.map((one, k) => run(on, jobOf(endless, k), one))
    await Promise.all([heard[0]!.begun, heard[1]!.begun])
    await new Promise<void>((resolve) => on.pause(resolve))
    const counts = heard.map(({ events }) => events.length)
    expect(counts[2]).toBe(0)
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(heard.map(({ events }) => events.length)).toEqual(counts)
    on.resume()
    while (heard[0]!.events.length <= Math.max(20, counts[0]!))
      await new Promise((resolve) => setTimeout(resolve, 5))
    on.stop()
    expect((await Promise.all(results)).map(({ kind }) => kind)).toEqual(['done', 'done', 'skipped'])
    const { events } = await alone(jobOf(small, 0))
    expect(heard[0]!.events.slice(0, 20).map(untimed)).toEqual(events)
  })

  it('stops those that it holds', async () => {
    const on = poolOf(1)
    const heard = new Heard()
    const result = run(on, jobOf(endless, 1), heard)
    await heard.begun
    await new Promise<void>((resolve) => on.pause(resolve))
    on.stop()
    expect(await result).toMatchObject({ kind: 'done', outcome: { reason: 'interrupted' } })
  })

  it('ends what is under way when it is closed, and may be closed twice', async () => {
    const on = poolOf(1)
    const heard = new Heard()
    const result = run(on, jobOf(endless, 1, 'closed'), heard)
    await heard.begun
    await Promise.all([on.close(), on.close()])
    expect(await result).toMatchObject({ kind: 'done', outcome: { reason: 'interrupted' } })
    expect(on.threads).toHaveLength(0)
  })
})

describe('a thread that dies', () => {
  const on = poolOf(1)

  it('costs its own training alone, whose record says so', async () => {
    const heard = new Heard()
    const dying = run(on, jobOf(endless, 1, 'dying'), heard)
    const next = run(on, jobOf(small, 2, 'next'))
    await heard.begun
    await on.threads[0]!.terminate()
    const message = 'the thread that trained it ended: worker exited with code: 1'
    expect(await dying).toEqual({ kind: 'failed', message })
    expect(await next).toMatchObject({ kind: 'done', outcome: { reason: 'generations' } })
    const generations = heard.events.at(-1)!.generation
    expect(recordOf('dying')).toMatchObject({ status: 'failed', error: message, generations, reason: null })
    expect(recordOf('next').status).toBe('done')
    expect(existsSync(join(root, 'dying/config.json'))).toBe(true)
  })

  it('is replaced where it dies between two trainings', async () => {
    await run(shared, jobOf(small, 1))
    await Promise.all(shared.threads.map((thread) => thread.terminate()))
    const results = await Promise.all([1, 2, 3].map((seed) => run(shared, jobOf(small, seed))))
    expect(results.map(({ kind }) => kind)).toEqual(['done', 'done', 'done'])
  })

  it('before it has come up keeps no training waiting for ever', async () => {
    const heard = new Heard()
    const first = run(on, jobOf(endless, 1), heard)
    await heard.begun
    await on.threads[0]!.terminate()
    expect((await first).kind).toBe('failed')
    // The one that took its place has not come up yet.
    const stuck = run(on, jobOf(small, 2))
    await on.threads[0]!.terminate()
    expect(await stuck).toMatchObject({ kind: 'failed', message: expect.stringContaining('the thread that') })
    expect((await run(on, jobOf(small, 3))).kind).toBe('done')
  })
})
