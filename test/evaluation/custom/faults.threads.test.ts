import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { FailureRecord } from '../../../src/run/folder/failure-record.ts'
import { fixture, type RecordedRun, recorded, removeRunsAtEnd } from './recorded-run.ts'

removeRunsAtEnd()

const population = 64

/** What the failure of a fault says; null for one that costs nobody. */
type Expected = { readonly kind: FailureRecord['kind']; readonly message: RegExp } | null

const expected: Readonly<Record<string, Expected>> = {
  error: { kind: 'error', message: /^a broken simulation$/ },
  text: { kind: 'error', message: /^threw out of fuel$/ },
  null: { kind: 'error', message: /^threw null$/ },
  undefined: { kind: 'error', message: /^threw undefined$/ },
  symbol: { kind: 'error', message: /^threw Symbol\(strange\)$/ },
  bare: { kind: 'error', message: /^threw something that has no text$/ },
  liar: { kind: 'error', message: /^threw something that has no text$/ },
  nan: { kind: 'error', message: /finite number, found NaN$/ },
  infinity: { kind: 'error', message: /finite number, found Infinity$/ },
  nothing: { kind: 'error', message: /found undefined$/ },
  word: { kind: 'error', message: /found "5"$/ },
  object: { kind: 'error', message: /found an object without fitness$/ },
  list: { kind: 'error', message: /found a list$/ },
  metrics: { kind: 'error', message: /the metric "speed"/ },
  constraints: { kind: 'error', message: /constraints\[0\]/ },
  behaviour: { kind: 'error', message: /behaviour as a list of numbers/ },
  getter: { kind: 'error', message: /^no fitness today$/ },
  rejects: { kind: 'error', message: /^rejected later$/ },
  spoils: { kind: 'error', message: /genes that are left as they are/ },
  recursion: { kind: 'error', message: /call stack/ },
  ticks: { kind: 'budget', message: /budget of 100 ticks/ },
  caught: { kind: 'budget', message: /budget of 100 ticks/ },
  settled: null,
  caughtSettled: null,
  pending: { kind: 'deadline', message: /deadline of 0.5 s/ },
  busy: { kind: 'deadline', message: /deadline of 0.5 s/ },
  microtasks: { kind: 'deadline', message: /deadline of 0.5 s/ },
  loop: { kind: 'deadline', message: /deadline of 0.5 s/ },
  exit0: { kind: 'died', message: /exit(ed)? (with )?code:? 0/ },
  exit3: { kind: 'died', message: /exit(ed)? (with )?code:? 3/ },
  heap: { kind: 'died', message: /memory|SIGABRT|134/ },
  rejection: null,
  uncaught: null,
  floods: null,
  messages: null,
  globals: null,
}

const harmless = Object.keys(expected).filter((name) => {
  const kind = expected[name]?.kind
  return kind === undefined || kind === 'error' || kind === 'budget'
})

/** The individuals that do something wrong: every second one, so that each has neighbours that do not. */
function chosen(names: readonly string[]): Record<number, string> {
  return Object.fromEntries(names.map((name, k) => [1 + k, name]))
}

function configOf(name: string, names: readonly string[], task: object = {}) {
  return {
    task: {
      module: fixture('faulty.mjs'),
      export: name,
      options: { faults: chosen(names) },
      ...{ deadline: 0.5, budget: 100, failures: 1, heap: 64, ...task },
    },
    network: { hidden: [3] },
    strategy: { kind: 'ga', population, parents: 10, initial: 1 },
    stop: { generations: 2 },
  }
}

/** Checks that each fault costs its individual alone. */
function costsAlone(found: RecordedRun, honest: RecordedRun, names: readonly string[]): void {
  expect(found.error).toBeNull()
  const failing = names.filter((name) => expected[name] !== null)
  expect(found.failures.map(({ individual, kind }) => ({ name: names[individual - 1], kind }))).toEqual(
    failing.map((name) => ({ name, kind: expected[name]!.kind })),
  )
  for (const { generation, seed, genome, message, individual } of found.failures) {
    expect({ generation, seed }).toEqual({ generation: 1, seed: 7 })
    expect(genome!.length).toBeGreaterThan(3)
    expect(message).toMatch(expected[names[individual - 1]!]!.message)
  }
  const [first] = found.fitness
  const same = first!.map((_, row) => {
    const name = names[row - 1]
    return name === undefined || (expected[name] === null && !/settled/i.test(name)) ? row : -1
  })
  const rows = same.filter((row) => row >= 0)
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.map((row) => first![row])).toEqual(rows.map((row) => honest.fitness[0]![row]))
  for (const [k, name] of names.entries()) {
    if (expected[name] !== null) expect(first![k + 1], name).toBeNaN()
    if (name === 'settled') expect(first![k + 1]).toBe(0.125)
    if (name === 'caughtSettled') expect(first![k + 1]).toBe(0.25)
  }
  expect(found.events.map(({ failures }) => failures)).toEqual([failing.length, 0])
  expect(found.record).toMatchObject({ status: 'done', failures: failing.length })
  expect(found.champion).not.toBeNull()
}

/** Those that leave threads as they are; the others have tests of their own. */
const all = Object.keys(expected).filter((name) => !/heap|globals/.test(name))
/** What a list of results cannot hold. */
const promises = /rejects|pending|busy|microtasks|messages/
const prompt = all.filter((name) => !promises.test(name))
/** What costs most of a second each, and ends its thread as others do; threads, batches and processes meet it once. */
const slow = /exit0|busy|microtasks/
const quick = (names: readonly string[]): string[] => names.filter((name) => !slow.test(name))
const cases: readonly (readonly [string, string, readonly string[], object, number])[] = [
  ['on two threads', 'sync', all, {}, 2],
  ['on two threads, asynchronously', 'later', quick(all), {}, 2],
  ['on two threads, in batches, asynchronously', 'batchLater', all, {}, 2],
  ['on two threads, of vectors', 'vectors', quick(all), {}, 2],
  ['in two processes', 'sync', all, { isolate: true }, 2],
  ['in two processes, in batches', 'batch', quick(prompt), { isolate: true }, 2],
  [
    'in process',
    'sync',
    [...harmless.filter((name) => !/globals|rejection|uncaught|floods/.test(name)), 'pending', 'busy'],
    {},
    0,
  ],
]

describe.each(cases)('%s', (_, name, names, task, workers) => {
  let honest: RecordedRun
  beforeAll(async () => {
    honest = await recorded(configOf(name, []), { workers: 0 })
  })

  it('every fault costs its individual alone', async () => {
    const found = await recorded(configOf(name, names, task), { workers })
    costsAlone(found, honest, names)
  })
})

describe('a fault that its thread feels', () => {
  const others = (found: RecordedRun) => found.fitness[0]!.toSpliced(1, 1)

  it.each([
    { place: 'a thread', isolate: false },
    { place: 'a process', isolate: true },
  ])('fills the memory of $place and costs its individual alone', async ({ isolate }) => {
    const task = { isolate, deadline: 60, heap: 32 }
    const found = await recorded(configOf('sync', ['heap'], task), { workers: 2 })
    const honest = await recorded(configOf('sync', []), { workers: 0 })
    expect(found.failures).toMatchObject([{ individual: 1, kind: 'died' }])
    expect(found.failures[0]!.message).toMatch(/memory|SIGABRT|134/)
    expect(others(found)).toEqual(others(honest))
  })

  it.each([false, true])('changes globals that the program does without (isolate: %s)', async (isolate) => {
    const found = await recorded(configOf('sync', ['globals'], { isolate }), { workers: 1 })
    const honest = await recorded(configOf('sync', []), { workers: 0 })
    expect(found.error).toBeNull()
    expect(found.failures).toEqual([])
    expect(found.fitness).toEqual(honest.fitness)
  })

  it('strikes after its end, and costs no other individual', async () => {
    const found = await recorded(configOf('slow', ['exitsLater', 'uncaught', 'rejection']), { workers: 2 })
    const honest = await recorded(configOf('sync', []), { workers: 0 })
    expect(found.error).toBeNull()
    expect(found.failures).toEqual([])
    expect(found.fitness).toEqual(honest.fitness)
    expect(found.logs.join('\n')).toContain('thrown by a timer')
  })

  it('strikes every thread after its first individual, and the run goes on to its end', async () => {
    const small = (names: readonly string[]) => {
      const config = configOf('sync', names, { attempts: 2 })
      return {
        ...config,
        strategy: { ...config.strategy, population: 4, parents: 2 },
        stop: { generations: 1 },
      }
    }
    const found = await recorded(small(new Array<string>(4).fill('exitsLater')), { workers: 2 })
    const honest = await recorded(small([]), { workers: 0 })
    expect(found.failures).toEqual([])
    expect(found.fitness).toEqual(honest.fitness)
  })

  it.each([
    ['a thread', false],
    ['a process', true],
  ])('is tried on as many new workers as the config says: %s', async (_, isolate) => {
    const tries = join(mkdtempSync(join(tmpdir(), 'evolve-tries-')), 'tries')
    const config = configOf('sync', [], { attempts: 3, isolate })
    const options = { faults: { 0: 'exitsCounted', 9: 'exitsCounted', 10: 'error' }, tries }
    const found = await recorded({ ...config, task: { ...config.task, options } }, { workers: 1 })
    expect(found.failures).toMatchObject([{ kind: 'died' }, { kind: 'died' }, { kind: 'error' }])
    const counts = [0, 9].map((row) => readFileSync(tries, 'utf8').split(`${row},`).length - 1)
    rmSync(dirname(tries), { recursive: true })
    // The later one also ends a worker that has scored others before, which might have been their fault.
    expect(counts).toEqual([3, 4])
  })
})
