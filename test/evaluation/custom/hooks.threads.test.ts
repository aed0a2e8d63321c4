import { describe, expect, it } from 'vitest'
import { EvolveError, InputError } from '../../../src/index.ts'
import { fixture, recorded, removeRunsAtEnd } from './recorded-run.ts'

removeRunsAtEnd()

function configOf(task: object, generations = 3) {
  return {
    task: { module: fixture('hooks.mjs'), ...task },
    network: { hidden: [2] },
    strategy: { kind: 'ga', population: 10, parents: 3, initial: 1 },
    stop: { generations },
  }
}

const places: readonly (readonly [string, object, number])[] = [
  ['in process', {}, 0],
  ['on threads', {}, 2],
  ['in processes', { isolate: true }, 2],
]

describe.each(places)('the hooks of a module, %s', (place, task, workers) => {
  it('are each called, and what they print is heard', async () => {
    const { run, error, logs, events } = await recorded(configOf(task), { workers })
    if (error !== null) throw error
    expect(run!.outcome.evaluations).toBe(31)
    expect(events).toHaveLength(3)
    const count = (text: string) => logs.filter((line) => line.includes(text)).length
    const places = Math.max(1, workers)
    expect(count(`set up {"shared":${place !== 'in processes'}}`)).toBe(places)
    expect(count('logged false')).toBe(1)
    const torn = logs.filter((line) => line.startsWith('torn down'))
    expect(torn).toHaveLength(places)
    const calls = torn.map((line) => Number(/after (\d+)/.exec(line)![1]))
    expect(calls.reduce((sum, value) => sum + value)).toBe(31)
    if (place === 'on threads') expect(torn[0]).toContain('all 31')
    if (place === 'in process') return
    expect(count('sharing')).toBe(1)
    expect(logs).toContain('printed 3')
    expect(logs).toContain('no end of line yet')
  })

  it('fail in setup with their own error and its place, and in teardown with a line', async () => {
    const { error } = await recorded(configOf({ ...task, options: { fail: 'setup' } }), { workers })
    expect(error).toBeInstanceOf(EvolveError)
    expect((error as Error).message).toMatch(
      /hooks\.mjs: setup failed: TypeError: no setup today \(at .*hooks\.mjs:\d+/,
    )
    const { run, logs } = await recorded(configOf({ ...task, options: { fail: 'teardown' } }), { workers })
    expect(run!.outcome.reason).toBe('generations')
    expect(logs.join('\n')).toContain('teardown failed: TypeError: no end')
  })

  it('do not keep a run waiting in teardown', async () => {
    const hanging = { ...task, deadline: 0.3, options: { hang: 'teardown' } }
    const { run } = await recorded(configOf(hanging), { workers })
    expect(run!.outcome.reason).toBe('generations')
  })

  it('end when their signal is aborted, and cost their individual alone', async () => {
    const late = { ...task, export: 'cooperative', deadline: 0.3 }
    const { fitness, failures, logs } = await recorded(configOf(late, 1), { workers })
    expect(fitness).toEqual([[0, 1, Number.NaN, 3, 4, 5, 6, 7, 8, 9]])
    expect(failures).toMatchObject([{ individual: 2, kind: 'deadline' }])
    if (workers > 0) expect(logs).toEqual(['stopped: the evaluation has run out of time'])
  })
})

describe('too many failures', () => {
  const faulty = (rows: readonly number[], name: string, task: object = {}) => ({
    ...configOf({
      module: fixture('faulty.mjs'),
      export: 'sync',
      options: { faults: Object.fromEntries(rows.map((row) => [row, name])), generation: 0, ...task },
    }),
  })

  it.each([0, 2])(
    'twice in succession end the run with the first stack, and its results (%d workers)',
    async (workers) => {
      const rows = [0, 1, 2, 3, 4, 5]
      const config = faulty(rows, 'error', { every: true })
      const { error, events, failures, champion, record } = await recorded(config, { workers })
      expect(error).toBeInstanceOf(EvolveError)
      const { message } = error as Error
      expect(message).toMatch(
        /^stopped since 6 of 10 evaluations of generation 2 failed, and 6 of the one before/,
      )
      expect(message).toMatch(/the first failed with: a broken simulation\n.*\n.*faulty\.mjs:\d+/)
      expect(events.map((event) => event.failures)).toEqual([6, 6])
      expect(failures.map(({ generation }) => generation)).toEqual([
        ...rows.map(() => 1),
        ...rows.map(() => 2),
      ])
      expect(champion).not.toBeNull()
      expect(record).toMatchObject({ status: 'failed', failures: 12, error: message })
    },
  )

  it('are tolerated in half of a population, and once', async () => {
    const half = await recorded(faulty([0, 1, 2, 3, 4], 'nan', { every: true }), { workers: 0 })
    expect(half.error).toBeNull()
    expect(half.record.failures).toBe(15)
    const once = await recorded(faulty([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 'nan', { generation: 2 }), {
      workers: 0,
    })
    expect(once.error).toBeNull()
    expect(once.record.failures).toBe(10)
  })
})

describe('a fitness that is an object', () => {
  const evaluate = () => 1

  it('runs in process, and cannot be sent to threads', async () => {
    const task = { genome: { length: 2 }, direction: 'minimize', evaluate }
    const { run } = await recorded({ task, stop: { generations: 1 } }, { workers: 0 })
    expect(run!.genome).toHaveLength(2)
    const { error } = await recorded({ task, stop: { generations: 1 } }, { workers: 2 })
    expect(error).toBeInstanceOf(InputError)
    expect((error as Error).message).toContain('functions cannot be sent to threads')
  })

  it('is not isolated without workers', async () => {
    const { error } = await recorded(configOf({ isolate: true }), { workers: 0 })
    expect((error as Error).message).toBe(
      'workers: expected at least 1, since task.isolate asks for processes, found 0',
    )
  })
})
