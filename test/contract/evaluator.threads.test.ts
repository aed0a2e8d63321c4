/** The contract of every executor with every scorer. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { networkGenome } from '../../src/config/build/genome.ts'
import { AdaptiveExecutor } from '../../src/evaluation/adaptive.ts'
import { Claims } from '../../src/evaluation/claims.ts'
import type { Executor } from '../../src/evaluation/executor.ts'
import { Handler, type Workplace } from '../../src/evaluation/handler.ts'
import { InProcessExecutor } from '../../src/evaluation/in-process.ts'
import type { Job } from '../../src/evaluation/job.ts'
import { JointExecutor } from '../../src/evaluation/joint.ts'
import { type LearningOptions, learners } from '../../src/evaluation/learning/options.ts'
import { PoolExecutor } from '../../src/evaluation/pool.ts'
import { SupervisedScorer } from '../../src/evaluation/scorers/supervised.ts'
import { SplitScorer } from '../../src/evaluation/split-scorer.ts'
import { optimisers } from '../../src/gradient/optimisers/index.ts'
import { descentDefaults } from '../../src/gradient/options.ts'
import { allocateShared } from '../../src/memory/shared.ts'
import { defaultInitialisation } from '../../src/model/initialisers.ts'
import { gaDefaults } from '../../src/strategies/ga/options.ts'
import { bindStrategy, type StrategySpec, sharedOf } from '../../src/strategies/index.ts'
import { supervisedOf } from '../../src/tasks/capabilities.ts'
import { faultyScorer } from '../evaluation/faulty-scorer.ts'
import { lossScorer, randomTask, randomWorkplace, slowClock, topology } from '../evaluation/problem.ts'
import { testNumbers } from '../kernels/problem.ts'

const rows = 40
const task = randomTask(600, 20)
const weighted = randomTask(600, 20, 0, testNumbers(8))
const learning: LearningOptions = {
  ...{ every: 1, fraction: 0.3, steps: 3, mode: 'lamarckian', select: 'best' },
  descent: {
    ...descentDefaults,
    optimizer: { kind: 'adam', ...optimisers.adam.defaults },
    learningRate: 0.01,
    batchSize: 16,
  },
}
const strategy: StrategySpec = {
  problem: { ...networkGenome(topology, defaultInitialisation), resampled: false },
  options: { kind: 'ga', ...gaDefaults, population: rows, initial: 1 },
  seed: 3,
}

/** The cases: scored on the whole part or on a batch; rows in memory or rows made from a plan. */
const scorers: Readonly<Record<string, () => { workplace: Workplace; job: Job }>> = {
  'rows as they stand, on all samples': () => ({ workplace: prepared(null), job: scoring(0) }),
  'rows as they stand, on a batch': () => ({ workplace: prepared(100), job: scoring(0) }),
  'rows made from a plan, on all samples': () => {
    const shared = allocateShared(sharedOf(strategy))
    const bound = bindStrategy(strategy, shared)
    const workplace = { ...prepared(null, strategy), shared }
    return { workplace, job: { kind: 'score', charge: 1, generation: 0, plan: bound.plan() } }
  },
  'rows that learn from samples with weights': () => {
    const workplace = prepared(null, undefined, weighted)
    const { population } = workplace.memory
    // Rows learn after scoring. Any fitness above the one after learning works here.
    population.fitness.fill(1e9)
    const chosen = Uint32Array.from({ length: learners(learning, rows) }, (_, place) => 3 * place)
    return { workplace, job: { kind: 'learn', charge: 5, generation: 0, rows: chosen } }
  },
}

function scoring(generation: number): Job {
  return { kind: 'score', charge: 1, generation, plan: { generation, count: rows, threshold: null } }
}

function prepared(batch: number | null, own?: StrategySpec, scored = task): Workplace {
  const options = { workers: 3, batch, learning, ...(own && { strategy: own }) }
  const workplace = randomWorkplace(scored, rows, options)
  const { memory, spec } = workplace
  const scorer = new SupervisedScorer(memory, lossScorer(scored, batch), spec, memory.plan.slots - 1)
  const judge = new SplitScorer(
    memory,
    supervisedOf(scored, 'task.kind'),
    scorer,
    batch === null ? null : { size: batch, seed: spec.seed },
  )
  judge.prepare(0)
  return workplace
}

const mortal = new URL('../../dist/test/mortal.js', import.meta.url)

/** The handler of the coordinator's slot. */
const ownHandler = (workplace: Workplace): Handler => new Handler(workplace, workplace.memory.plan.slots - 1)

const here = (workplace: Workplace): Executor => new InProcessExecutor(ownHandler(workplace))

const jointly = (workplace: Workplace, workers: number): JointExecutor =>
  new JointExecutor(workplace, ownHandler(workplace), new PoolExecutor(workplace, workers))

const executors: Readonly<Record<string, (workplace: Workplace) => Executor>> = {
  'in process': here,
  'on one thread': (workplace) => new PoolExecutor(workplace, 1),
  'on two threads': (workplace) => new PoolExecutor(workplace, 2),
  'on three threads': (workplace) => new PoolExecutor(workplace, 3),
  'on its own thread alone': (workplace) => jointly(workplace, 1),
  'on its own thread and another': (workplace) => jointly(workplace, 2),
  'on its own thread and two others': (workplace) => jointly(workplace, 3),
  'on threads once they pay': (workplace) =>
    new AdaptiveExecutor(
      here(workplace),
      () => new PoolExecutor(workplace, 2),
      () => {},
      slowClock(),
    ),
}

/** Those that every scorer meets: one of each kind, with as many threads as can tell on each other. */
const typical: readonly string[] = [
  ...['in process', 'on two threads', 'on its own thread and another', 'on threads once they pay'],
]

/** All results of a job. */
async function resultOf(name: string, make: (workplace: Workplace) => Executor, deaths: number[] = []) {
  const { workplace, job } = scorers[name]!()
  const { population } = workplace.memory
  const marks = new Float64Array(new SharedArrayBuffer(8 * rows))
  for (const row of deaths) marks[row]!++
  const executor = make({ ...workplace, shared: { ...workplace.shared, deaths: marks } })
  const to = job.kind === 'learn' ? job.rows.length : rows
  if (job.kind === 'score') population.fitness.fill(Number.NaN)
  const { failures } = await executor.run(job, { from: 0, to })
  await executor.close()
  const learned = Array.from({ length: job.kind === 'score' ? 0 : to }, (_, place) =>
    Array.from(population.learned(place)),
  )
  return {
    failures,
    fitness: Array.from(population.fitness),
    violation: Array.from(population.violation),
    genomes: Array.from(population.genomes),
    learned,
  }
}

for (const [place, name] of Object.keys(scorers).entries()) {
  describe(name, () => {
    let expected: Awaited<ReturnType<typeof resultOf>>
    beforeAll(async () => {
      expected = await resultOf(name, here)
    })

    // The number of threads is nothing to a scorer: the first one goes through all.
    it.each(place === 0 ? Object.keys(executors) : typical)('have the same bits %s', async (executor) => {
      expect(new Set(expected.fitness).size).toBeGreaterThan(5)
      expect(await resultOf(name, executors[executor]!)).toEqual(expected)
    })

    it('are scored again when a thread dies at an individual', async () => {
      for (const workers of place === 0 ? [1, 2] : [2]) {
        const found = await resultOf(
          name,
          (workplace) => new PoolExecutor(workplace, workers, { entry: mortal }),
          [0, 9],
        )
        expect(found).toEqual(expected)
      }
    })

    it('lose only the individual that ends a thread twice', async () => {
      const found = await resultOf(
        name,
        (workplace) => new PoolExecutor(workplace, 2, { entry: mortal }),
        [9, 9],
      )
      expect(found.failures).toEqual([
        {
          ...{ kind: 'died', stack: null, generation: 0, individual: 9, seed: 1 },
          message: expect.stringContaining('exited'),
        },
      ])
      expect(found.fitness[9]).toBeNaN()
      expect(found.fitness.toSpliced(9, 1)).toEqual(expected.fitness.toSpliced(9, 1))
      expect(found.violation).toEqual(expected.violation)
    })
  })
}

describe('individuals that cannot be scored', () => {
  const marked = (): { workplace: Workplace; job: Job; marks: Float64Array } => {
    const marks = new Float64Array(new SharedArrayBuffer(8 * rows))
    marks[4] = -1
    marks[30] = -2
    const { workplace, job } = scorers['rows as they stand, on all samples']!()
    return { workplace: { ...workplace, shared: { deaths: marks } }, job, marks }
  }
  const seen = async (executor: Executor, job: Job, { population }: Workplace['memory']) => {
    const { failures } = await executor.run(job, { from: 0, to: rows })
    await executor.close()
    return {
      failures: failures.map(({ stack, ...failure }) => ({ ...failure, traced: stack !== null })),
      fitness: Array.from(population.fitness),
    }
  }
  const original = SupervisedScorer.prototype.score

  afterEach(() => {
    SupervisedScorer.prototype.score = original
  })

  it('become failure data with the thrown error, in process and on threads, sync and async', async () => {
    const alone = marked()
    SupervisedScorer.prototype.score = faultyScorer(original, alone.marks)
    const here = new InProcessExecutor(new Handler(alone.workplace, alone.workplace.memory.plan.slots - 1))
    const found = await seen(here, alone.job, alone.workplace.memory)
    const at = { kind: 'error', generation: 0, seed: 1, traced: true }
    expect(found.failures).toEqual([
      { ...at, individual: 4, message: 'row 4 cannot be scored' },
      { ...at, individual: 30, message: 'row 30 was too late' },
    ])
    expect(found.fitness.flatMap((value, row) => (Number.isNaN(value) ? [row] : []))).toEqual([4, 30])

    const { workplace, job } = marked()
    expect(await seen(new PoolExecutor(workplace, 2, { entry: mortal }), job, workplace.memory)).toEqual(
      found,
    )
  })
})

describe('a joint executor', () => {
  /** A joint executor whose coordinator begins an item only after a thread has, once `wait` is set. */
  function patient(deaths: Float64Array) {
    const { workplace } = scorers['rows as they stand, on all samples']!()
    const claims = new Claims(workplace.memory.claims)
    const own = ownHandler(workplace)
    const hurry = own.do.bind(own)
    const made = { wait: false }
    own.do = (job, item, begun) => {
      while (made.wait && !claims.usedBy(0));
      return hurry(job, item, begun)
    }
    const pool = new PoolExecutor({ ...workplace, shared: { deaths } }, 2, { entry: mortal })
    const executor = new JointExecutor(workplace, own, pool)
    const { fitness } = workplace.memory.population
    const run = async (generation: number) => {
      fitness.fill(0)
      const { failures } = await executor.run(scoring(generation), { from: 0, to: rows })
      return { failures, fitness: fitness.slice() }
    }
    /** Runs jobs until the thread takes part in them. */
    const warmUp = async (): Promise<Float64Array> => {
      let result = await run(0)
      while (executor.busyMs[0] === 0) {
        await setTimeout(5)
        result = await run(0)
      }
      return result.fitness
    }
    return { executor, run, warmUp, made }
  }
  const noDeaths = () => new Float64Array(new SharedArrayBuffer(8 * rows))

  it('shares its jobs with the thread, and takes what the thread cannot keep in memory', async () => {
    const marks = noDeaths()
    const { executor, run, warmUp, made } = patient(marks)
    const expected = await warmUp()
    made.wait = true
    const [coordinator, thread] = [executor.busyMs[1]!, executor.busyMs[0]!]
    expect(await run(1)).toEqual({ failures: [], fitness: expected })
    expect(executor.busyMs[0]).toBeGreaterThan(thread)
    expect(executor.busyMs[1]).toBeGreaterThan(coordinator)
    expect(executor.finished).toBe(rows)
    // The thread cannot score these rows, but the coordinator can.
    marks.fill(-1)
    const { failures, fitness } = await run(2)
    expect(failures.length).toBeGreaterThan(0)
    for (const { individual, message } of failures) {
      expect(message).toBe(`row ${individual} cannot be scored`)
      expect(fitness[individual]).toBeNaN()
    }
    await executor.close()
  })

  it('leaves everything to the pool once a thread has died, and loses nothing', async () => {
    const deaths = noDeaths()
    const { executor, run, warmUp, made } = patient(deaths)
    const expected = await warmUp()
    made.wait = true
    deaths.fill(1)
    expect(await run(1)).toEqual({ failures: [], fitness: expected })
    expect(deaths.some((left) => left === 0)).toBe(true)
    const coordinator = executor.busyMs[1]!
    deaths.fill(0)
    expect(await run(2)).toEqual({ failures: [], fitness: expected })
    expect(executor.busyMs[1]).toBeGreaterThan(coordinator)
    await executor.close()
  })

  it('goes on after its thread has ended between two jobs', async () => {
    const threads: Worker[] = []
    const hear = (thread: Worker): void => void threads.push(thread)
    process.on('worker', hear)
    onTestFinished(() => void process.off('worker', hear))
    const { executor, run, warmUp } = patient(noDeaths())
    const expected = await warmUp()
    await Promise.all(threads.map((thread) => thread.terminate()))
    expect(await run(1)).toEqual({ failures: [], fitness: expected })
    await executor.close()
  })

  it('leaves long items to the pool, and comes back', async () => {
    const { workplace } = scorers['rows as they stand, on all samples']!()
    const own = ownHandler(workplace)
    const done = vi.spyOn(own, 'do')
    const executor = new JointExecutor(workplace, own, new PoolExecutor(workplace, 2))
    await executor.run(scoring(0), { from: 0, to: rows })
    expect(done.mock.calls.length).toBeGreaterThan(0)
    done.mockClear()
    const long: Job = { ...scoring(1), charge: 1e9 }
    await executor.run(long, { from: 0, to: rows })
    expect(done).not.toHaveBeenCalled()
    // Threads that are quick may have scored all rows of a job before the coordinator looks.
    for (let generation = 2; done.mock.calls.length === 0; generation++)
      await executor.run(scoring(generation), { from: 0, to: rows })
    await executor.close()
  })
})

describe('a pool', () => {
  it('runs later jobs after its threads have died', async () => {
    const { workplace } = scorers['rows as they stand, on all samples']!()
    const deaths = new Float64Array(new SharedArrayBuffer(8 * rows)).fill(0)
    const pool = new PoolExecutor({ ...workplace, shared: { deaths } }, 2, { entry: mortal })
    const { fitness } = workplace.memory.population
    await pool.run(scoring(0), { from: 0, to: rows })
    const before = fitness.slice()
    for (const generation of [1, 2]) {
      deaths.fill(1, 0, 4)
      fitness.fill(0)
      const { failures } = await pool.run(scoring(generation), { from: 0, to: rows })
      expect(failures).toEqual([])
      expect(fitness).toEqual(before)
    }
    await pool.close()
  })

  it('gives up after some tries if no thread can start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evolve-pool-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const entry = join(folder, 'stillborn.mjs')
    const starts = join(folder, 'starts')
    writeFileSync(
      entry,
      `import { appendFileSync } from 'node:fs'\nappendFileSync(${JSON.stringify(starts)}, '.')\nprocess.exit(3)\n`,
    )
    const { workplace } = scorers['rows as they stand, on all samples']!()
    const pool = new PoolExecutor(workplace, 2, { entry: pathToFileURL(entry) })
    await expect(pool.run(scoring(0), { from: 0, to: rows })).rejects.toThrow(
      'all workers ended before they scored anything: worker exited with code: 3; fewer --workers may do, and --workers 0 needs none',
    )
    await pool.close()
    expect(readFileSync(starts, 'utf8').length).toBeGreaterThanOrEqual(6)
  })

  it('runs later jobs after threads have ended between two', async () => {
    const threads: Worker[] = []
    const hear = (thread: Worker): void => void threads.push(thread)
    process.on('worker', hear)
    onTestFinished(() => void process.off('worker', hear))
    const { workplace } = scorers['rows as they stand, on all samples']!()
    const pool = new PoolExecutor(workplace, 2)
    const { fitness } = workplace.memory.population
    await pool.run(scoring(0), { from: 0, to: rows })
    const before = fitness.slice()
    expect(threads).toHaveLength(2)
    for (const ending of [threads.slice(0, 1), threads.slice(1, 3)]) {
      await Promise.all(ending.map((thread) => thread.terminate()))
      fitness.fill(0)
      const { failures } = await pool.run(scoring(0), { from: 0, to: rows })
      expect(failures).toEqual([])
      expect(fitness).toEqual(before)
    }
    await pool.close()
  })
})
