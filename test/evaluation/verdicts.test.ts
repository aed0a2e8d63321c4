import { describe, expect, it } from 'vitest'
import { type Executor, type Items, noOutcomes, type Outcomes } from '../../src/evaluation/executor.ts'
import type { Failure } from '../../src/evaluation/faults.ts'
import type { Workplace } from '../../src/evaluation/handler.ts'
import { type FreshEpisodes, individualOf, type Job, rowOf } from '../../src/evaluation/job.ts'
import { isVerdict, type Verdict, VerdictExecutor, Verdicts } from '../../src/evaluation/verdicts.ts'
import { engines } from '../../src/kernels/index.ts'
import { allocateShared } from '../../src/memory/shared.ts'
import type { Genome } from '../../src/random/genome.ts'
import { gaDefaults } from '../../src/strategies/ga/options.ts'
import { bindStrategy, materialiserOf, type StrategySpec, sharedOf } from '../../src/strategies/index.ts'
import { vector } from '../strategies/problem.ts'
import { randomTask, randomWorkplace } from './problem.ts'

const rows = 8
const generation = 3
const task = randomTask(4)
const { length } = randomWorkplace(task, 1).memory.population

const strategy: StrategySpec = {
  problem: vector(length),
  options: { kind: 'ga', ...gaDefaults, population: rows, initial: 1 },
  seed: 1,
}
const shared = allocateShared(sharedOf(strategy))
const plan = bindStrategy(strategy, shared).plan()

const scoreJob: Job = { kind: 'score', charge: 1, generation, plan }
const learnJob: Job = { kind: 'learn', charge: 1, generation, rows: Uint32Array.of(5, 2, 7) }

const election: FreshEpisodes = { reason: 'election', episodes: 4, drawn: 9 }
const target: FreshEpisodes = { reason: 'target', episodes: 4, drawn: 9 }

/** @param individuals the rows that the genomes had, which are all of their number */
function rescoreJob(individuals: readonly number[], fresh: FreshEpisodes | null): Job {
  const genomes = Float32Array.from(
    { length: individuals.length * length },
    (_, gene) => individuals[Math.floor(gene / length)],
  )
  return { kind: 'rescore', charge: 1, generation, genomes, individuals, fresh }
}

function failure(individual: number, kind: Failure['kind'] = 'deadline'): Failure {
  return { kind, message: `row ${individual}`, stack: null, generation, individual, seed: 1 }
}

function verdict(individual: number, more: Partial<Verdict> = {}): Verdict {
  return { ...failure(individual), job: 'score', fresh: null, item: 0, ...more }
}

/** What the executor inside finds, if it runs these items; and the items that fail, if they are not the rows. */
type Found = (items: Items) => Partial<Outcomes> & { readonly without?: readonly number[] }

interface Setup {
  readonly executor: VerdictExecutor
  readonly verdicts: Verdicts
  readonly workplace: Workplace
  /** The items that were run inside. */
  readonly runs: readonly Items[]
  /** What was told, and when `run` had resolved. */
  readonly told: (readonly (Verdict & { readonly genome: Genome })[] | 'resolved')[]
  run(job: Job, items?: Items): Promise<Outcomes>
}

/** An executor around one that gives each row a fitness of 1 and a violation of 2. */
function setUp({ known = [], found = () => ({}), made = true }: SetupOptions = {}): Setup {
  const options = { engine: 'reference', ...(made && { strategy }) } as const
  const workplace = { ...randomWorkplace(task, 2 * rows, options), shared }
  const { population } = workplace.memory
  population.fitness.fill(7)
  population.violation.fill(7)
  const runs: Items[] = []
  const inner: Executor = {
    finished: 5,
    busyMs: Float64Array.of(1, 2),
    async run(job, { from, to }) {
      runs.push({ from, to })
      const { without, ...all } = { ...noOutcomes, ...found({ from, to }) }
      const failing = without?.filter((item) => item >= from && item < to)
      const failures = failing?.map(
        (item) => all.failures.find((one) => one.individual === individualOf(job, item))!,
      )
      const outcomes = { ...all, failures: failures ?? all.failures }
      for (let item = from; item < to; item++) {
        population.fitness[rowOf(job, item)] = 1
        population.violation[rowOf(job, item)] = 2
      }
      const failed = failing ?? outcomes.failures.map(({ individual }) => individual)
      for (const row of failed) population.fitness[row] = Number.NaN
      return outcomes
    },
    async close() {
      runs.push({ from: -1, to: -1 })
    },
  }
  const verdicts = new Verdicts()
  verdicts.replay(known)
  const told: Setup['told'] = []
  verdicts.onNew = (some) => void told.push(some)
  const executor = new VerdictExecutor(inner, workplace, verdicts)
  const run: Setup['run'] = async (job, items = { from: 0, to: rows }) => {
    const outcomes = await executor.run(job, items)
    told.push('resolved')
    return outcomes
  }
  return { executor, verdicts, workplace, runs, told, run }
}

interface SetupOptions {
  readonly known?: readonly Verdict[]
  readonly found?: Found
  /** Whether a strategy makes the rows; otherwise they are scored as they are. */
  readonly made?: boolean
}

describe('an executor that knows no verdicts', () => {
  it('passes jobs and all that comes of them through', async () => {
    const details = new Map([[1, { metrics: { distance: 3 } }]])
    const outcomes = { failures: [failure(2, 'error')], details, noisy: true }
    const { run, runs, told, workplace } = setUp({ found: () => outcomes })
    expect(await run(scoreJob)).toEqual(outcomes)
    expect(await run(learnJob, { from: 1, to: 3 })).toEqual(outcomes)
    expect(runs).toEqual([
      { from: 0, to: rows },
      { from: 1, to: 3 },
    ])
    expect(told).toEqual(['resolved', 'resolved'])
    expect(workplace.memory.population.fitness[3]).toBe(1)
  })

  it('says how far the one inside has come, and ends it', async () => {
    const { executor, runs } = setUp()
    expect(executor.finished).toBe(5)
    expect(executor.busyMs).toEqual(Float64Array.of(1, 2))
    await executor.close()
    expect(runs).toEqual([{ from: -1, to: -1 }])
  })

  it('fails as the one inside does', async () => {
    const { executor } = setUp({
      found: () => {
        throw new Error('all threads ended')
      },
    })
    await expect(executor.run(scoreJob, { from: 0, to: 1 })).rejects.toThrow('all threads ended')
  })
})

describe('an individual with a verdict', () => {
  it.each<[string, number[], Items, Items[]]>([
    ['in the middle', [2, 5], { from: 0, to: 8 }, [piece(0, 2), piece(3, 5), piece(6, 8)]],
    ['next to another', [2, 3], { from: 0, to: 8 }, [piece(0, 2), piece(4, 8)]],
    ['at an end', [0, 7], { from: 0, to: 8 }, [piece(1, 7)]],
    ['among items that begin later', [1, 4], { from: 2, to: 6 }, [piece(2, 4), piece(5, 6)]],
    ['like all others', [0, 1], { from: 0, to: 2 }, []],
    ['outside of the items', [6], { from: 0, to: 3 }, [piece(0, 3)]],
  ])('is not run: %s', async (_, individuals, items, expected) => {
    const { run, runs } = setUp({ known: individuals.map((individual) => verdict(individual)) })
    await run(scoreJob, items)
    expect(runs).toEqual(expected)
  })

  it('gets no fitness and no violation; others keep theirs', async () => {
    const { run, workplace } = setUp({ known: [verdict(1), verdict(4)] })
    await run(scoreJob)
    const { fitness, violation } = workplace.memory.population
    expect([...fitness.subarray(0, 6)]).toEqual([1, Number.NaN, 1, 1, Number.NaN, 1])
    expect([...violation.subarray(0, 6)]).toEqual([2, 0, 2, 2, 0, 2])
  })

  it('is among the failures as it was found, in ascending order with all others', async () => {
    const { run } = setUp({
      known: [verdict(4, { kind: 'died', stack: 'at a.ts:3' }), verdict(1)],
      found: ({ from }) => ({
        failures: from === 2 ? [failure(3, 'error')] : from === 5 ? [failure(6)] : [],
      }),
    })
    const { failures } = await run(scoreJob)
    expect(failures).toStrictEqual([
      failure(1),
      failure(3, 'error'),
      { ...failure(4, 'died'), stack: 'at a.ts:3' },
      failure(6),
    ])
  })

  it('leaves what comes of the others as it is', async () => {
    const { run } = setUp({
      known: [verdict(2)],
      found: ({ from }) => ({ details: new Map([[from, { behaviour: [from] }]]), noisy: from === 3 }),
    })
    const { details, noisy } = await run(scoreJob)
    expect([...details]).toEqual([
      [0, { behaviour: [0] }],
      [3, { behaviour: [3] }],
    ])
    expect(noisy).toBe(true)
  })

  it('still has the genome that the plan gives it', async () => {
    const { run, workplace } = setUp({ known: [verdict(1), verdict(6)] })
    const { population } = workplace.memory
    const before = population.genomes.slice()
    await run(scoreJob)
    const make = materialiserOf(strategy, shared, engines.reference.vectors(workplace.memory, 0))
    for (let row = 0; row < rows; row++) {
      const expected = before.slice(row * length, (row + 1) * length)
      if (row === 1 || row === 6) make(plan, row, expected)
      expect(population.genome(row), `row ${row}`).toEqual(expected)
    }
    expect(population.genome(1)).not.toEqual(before.slice(length, 2 * length))
  })

  it('keeps its genome where rows are scored as they are', async () => {
    const { run, workplace } = setUp({ known: [verdict(1)], made: false })
    const before = workplace.memory.population.genomes.slice()
    await run(scoreJob)
    expect(workplace.memory.population.genomes).toEqual(before)
  })

  it('has it once: the next time it is run', async () => {
    const { run, runs, verdicts } = setUp({ known: [verdict(2)] })
    expect(verdicts.waiting).toBe(true)
    await run(scoreJob)
    expect(verdicts.waiting).toBe(false)
    expect((await run(scoreJob)).failures).toEqual([])
    expect(runs).toEqual([piece(0, 2), piece(3, 8), piece(0, 8)])
  })

  it('has as many as there were, in their order', async () => {
    const { run } = setUp({ known: [verdict(2, { message: 'first' }), verdict(2, { message: 'second' })] })
    const messages: string[][] = []
    for (let times = 0; times < 3; times++)
      messages.push((await run(scoreJob)).failures.map(({ message }) => message))
    expect(messages).toEqual([['first'], ['second'], []])
  })

  it('is not told about again', async () => {
    const { run, told } = setUp({ known: [verdict(2)] })
    await run(scoreJob)
    expect(told).toEqual(['resolved'])
  })

  it.each<[string, Partial<Verdict>]>([
    ['of another generation', { generation: generation + 1 }],
    ['that it got while it learned', { job: 'learn' }],
    ['that it got while it was measured', { job: 'rescore' }],
    ['that it got on fresh episodes', { job: 'rescore', fresh: { ...election, drawn: generation } }],
  ])('is run with its generation in spite of one %s', async (_, more) => {
    const { run, runs, verdicts } = setUp({ known: [verdict(2, more)] })
    expect((await run(scoreJob)).failures).toEqual([])
    expect(runs).toEqual([piece(0, 8)])
    expect(verdicts.waiting).toBe(true)
  })
})

describe('an individual that learns', () => {
  it('is found by its row, and keeps its genome', async () => {
    const { run, runs, workplace } = setUp({ known: [verdict(2, { job: 'learn' }), verdict(1)] })
    const before = workplace.memory.population.genomes.slice()
    const { failures } = await run(learnJob, { from: 0, to: 3 })
    expect(runs).toEqual([piece(0, 1), piece(2, 3)])
    expect(failures).toEqual([failure(2)])
    const { population } = workplace.memory
    expect([5, 2, 7].map((row) => population.fitness[row])).toEqual([1, Number.NaN, 1])
    expect([5, 2, 7].map((row) => population.violation[row])).toEqual([2, 0, 2])
    expect(population.genomes).toEqual(before)
  })

  it('is told about by its row', async () => {
    const { run, told, workplace } = setUp({ found: () => ({ failures: [failure(7, 'died')] }) })
    await run(learnJob, { from: 0, to: 3 })
    const genome = workplace.memory.population.genome(7)
    expect(told).toEqual([[{ ...verdict(7, { kind: 'died', job: 'learn' }), genome }], 'resolved'])
  })
})

describe('an individual that is measured', () => {
  const job = 'rescore'
  const genomeOf = (value: number): Genome => new Float32Array(length).fill(value)

  it.each<[string, FreshEpisodes | null]>([
    ['for an election', election],
    ['for the target', target],
    ['on the episodes of its generation', null],
  ])('%s is found by its row and its place; its result is that of its place', async (_, fresh) => {
    const { run, runs, workplace } = setUp({ known: [verdict(6, { job, fresh, item: 1 })] })
    const { population } = workplace.memory
    const before = population.genomes.slice()
    const { failures } = await run(rescoreJob([3, 6, 0], fresh), { from: 0, to: 3 })
    expect(runs).toEqual([piece(0, 1), piece(2, 3)])
    expect(failures).toStrictEqual([failure(6)])
    expect([...population.fitness.subarray(0, 3)]).toEqual([1, Number.NaN, 1])
    expect([...population.violation.subarray(0, 3)]).toEqual([2, 0, 2])
    expect(population.fitness[6]).toBe(7)
    expect(population.genomes).toEqual(before)
  })

  it('keeps its place where the job begins later', async () => {
    const { run, runs } = setUp({ known: [verdict(6, { job, fresh: election, item: 3 })] })
    await run(rescoreJob([6, 6, 6, 6, 6], election), { from: 2, to: 5 })
    expect(runs).toEqual([piece(2, 3), piece(4, 5)])
  })

  it.each<[string, Partial<Verdict>]>([
    ['while it was scored with its generation', { item: 1 }],
    ['on the episodes of its generation', { job, item: 1 }],
    ['for the target', { job, fresh: target, item: 1 }],
    ['on fewer episodes', { job, fresh: { ...election, episodes: 3 }, item: 1 }],
    ['at another place', { job, fresh: election, item: 0 }],
    ['in another generation', { job, fresh: election, item: 1, generation: generation - 1 }],
  ])('for an election is run in spite of a verdict that it got %s', async (_, more) => {
    const { run, runs, verdicts } = setUp({ known: [verdict(6, more)] })
    await run(rescoreJob([3, 6, 0], election), { from: 0, to: 3 })
    expect(runs).toEqual([piece(0, 3)])
    expect(verdicts.waiting).toBe(true)
  })

  it('is told about with its place and the genome that was measured', async () => {
    const { run, told } = setUp({
      found: () => ({ failures: [failure(0), failure(6, 'died')], without: [1, 2] }),
    })
    await run(rescoreJob([3, 6, 0], election), { from: 0, to: 3 })
    expect(told).toEqual([
      [
        { ...verdict(6, { job, fresh: election, item: 1, kind: 'died' }), genome: genomeOf(6) },
        { ...verdict(0, { job, fresh: election, item: 2 }), genome: genomeOf(0) },
      ],
      'resolved',
    ])
  })

  it('is told from others of the same row, since each of them is run apart', async () => {
    const { run, told } = setUp({ found: () => ({ failures: [failure(6), failure(6)], without: [1, 3] }) })
    await run(rescoreJob([6, 6, 6, 6], target), { from: 0, to: 4 })
    expect(told.slice(0, -1)).toEqual(
      [1, 3].map((item) => [{ ...verdict(6, { job, fresh: target, item }), genome: genomeOf(6) }]),
    )
  })

  it('is told about with its place where the job begins later', async () => {
    const { run, told } = setUp({ found: () => ({ failures: [failure(6)], without: [3] }) })
    await run(rescoreJob([6, 6, 6, 6, 6], election), { from: 2, to: 5 })
    expect(told[0]).toEqual([{ ...verdict(6, { job, fresh: election, item: 3 }), genome: genomeOf(6) }])
  })

  it('is told about with its place in the job, though another one is known', async () => {
    const { run, told } = setUp({
      known: [verdict(6, { job, fresh: election, item: 0 })],
      found: () => ({ failures: [failure(6)], without: [2] }),
    })
    await run(rescoreJob([6, 6, 6], election), { from: 0, to: 3 })
    expect(told[0]).toEqual([{ ...verdict(6, { job, fresh: election, item: 2 }), genome: genomeOf(6) }])
  })
})

describe('new verdicts', () => {
  it('are told with their genomes before the job ends, and no other failures are', async () => {
    const kinds = ['died', 'error', 'deadline', 'budget'] as const
    const { run, told, workplace } = setUp({
      found: () => ({ failures: kinds.map((kind, individual) => failure(individual, kind)) }),
    })
    expect((await run(scoreJob)).failures.map(({ kind }) => kind)).toEqual(kinds)
    const { population } = workplace.memory
    expect(told).toEqual([
      [
        { ...verdict(0, { kind: 'died' }), genome: population.genome(0) },
        { ...verdict(2), genome: population.genome(2) },
      ],
      'resolved',
    ])
  })

  it('keep their genomes while the memory goes on to others', async () => {
    const { run, told, workplace } = setUp({ found: () => ({ failures: [failure(3)] }) })
    const { population } = workplace.memory
    const genome = population.genome(3).slice()
    await run(scoreJob)
    population.genomes.fill(0)
    expect(told[0]).toEqual([{ ...verdict(3), genome }])
  })

  it('are told of beside known ones', async () => {
    const { run, told } = setUp({
      known: [verdict(2)],
      found: ({ from, to }) => ({ failures: [failure(from), failure(to - 1, 'error')] }),
    })
    const { failures } = await run(scoreJob)
    expect(failures.map(({ individual }) => individual)).toEqual([0, 1, 2, 3, 7])
    expect(told).toEqual([
      [expect.objectContaining({ individual: 0 })],
      [expect.objectContaining({ individual: 3 })],
      'resolved',
    ])
  })

  it('can be taken over by another run as they were told', async () => {
    const first = setUp({ found: () => ({ failures: [failure(1, 'died'), failure(5)] }) })
    const { failures } = await first.run(scoreJob)
    const [told] = first.told as (Verdict & { genome: Genome })[][]
    const second = setUp({ known: told.map(({ genome: _, ...found }) => found) })
    expect((await second.run(scoreJob)).failures).toEqual(failures)
    expect(second.runs).toEqual([piece(0, 1), piece(2, 5), piece(6, 8)])
  })
})

describe('a failure', () => {
  it.each([
    ['died', true],
    ['deadline', true],
    ['error', false],
    ['budget', false],
  ] as const)('of kind %s is a verdict: %s', (kind, expected) => {
    expect(isVerdict({ kind })).toBe(expected)
  })
})

function piece(from: number, to: number): Items {
  return { from, to }
}
