import { describe, expect, it } from 'vitest'
import { AdaptiveExecutor } from '../../src/evaluation/adaptive.ts'
import type { Executor, Items } from '../../src/evaluation/executor.ts'
import type { Job } from '../../src/evaluation/job.ts'

const job = (charge = 1): Job => ({
  kind: 'score',
  charge,
  generation: 0,
  plan: { generation: 0, count: 50, threshold: null },
})

/** Records its jobs, and advances the clock by a number of milliseconds per item. */
function executor(itemMs: number, clock: { now: number }, halfway: () => void) {
  const done: Items[] = []
  let finished = 0
  const self: Executor = {
    busyMs: undefined,
    get finished() {
      return finished
    },
    async run(_job, items) {
      finished = 0
      halfway()
      finished = items.to - items.from
      done.push(items)
      clock.now += itemMs * (items.to - items.from)
      return {
        failures: [],
        details: new Map([[items.from, { metrics: { from: items.from } }]]),
        noisy: false,
      }
    },
    async close() {},
  }
  return { self, done }
}

function adaptive(itemMs: number) {
  const clock = { now: 0 }
  const finished: number[] = []
  const note = (): void => void finished.push(made.finished)
  const [here, threads] = [executor(itemMs, clock, note), executor(0, clock, note)]
  const notices: string[] = []
  const made = new AdaptiveExecutor(
    here.self,
    () => threads.self,
    (line) => notices.push(line),
    () => clock.now,
  )
  return { made, here, threads, notices, finished }
}

describe('an adaptive executor', () => {
  it('times the first items of the first job in process, and runs the rest on threads if that is faster', async () => {
    const { made, here, threads, notices } = adaptive(1)
    const { details } = await made.run(job(), { from: 0, to: 50 })
    expect(here.done).toEqual([0, 1, 2].map((from) => ({ from, to: from + 1 })))
    expect(threads.done).toEqual([{ from: 3, to: 50 }])
    expect([...details.keys()]).toEqual([0, 1, 2, 3])
    await made.run(job(), { from: 0, to: 50 })
    expect(threads.done.at(-1)).toEqual({ from: 0, to: 50 })
    expect(here.done).toHaveLength(3)
    expect(notices).toEqual([])
  })

  it('stays in process if threads cost more, and says so once', async () => {
    const { made, here, threads, notices } = adaptive(0)
    await made.run(job(), { from: 0, to: 4 })
    await made.run(job(), { from: 0, to: 4 })
    expect(here.done.at(-1)).toEqual({ from: 0, to: 4 })
    expect(threads.done).toEqual([])
    expect(notices).toEqual([
      'a generation takes less time than handing it to the workers: scoring it in process',
    ])
  })

  it('weighs a job by the cost of its items', async () => {
    const { made, threads } = adaptive(0.002)
    await made.run(job(), { from: 0, to: 4 })
    expect(threads.done).toEqual([])
    await made.run(job(1000), { from: 0, to: 4 })
    expect(threads.done).toEqual([{ from: 0, to: 4 }])
  })

  it('tells at any time how many items of its job are finished, wherever they are', async () => {
    const { made, finished } = adaptive(1)
    await made.run(job(), { from: 0, to: 50 })
    expect([...finished, made.finished]).toEqual([0, 1, 2, 3, 50])
    await made.run(job(), { from: 0, to: 50 })
    expect([finished.at(-1), made.finished]).toEqual([0, 50])
  })

  it('runs a job with fewer items than it times', async () => {
    const { made, here, threads } = adaptive(1)
    await made.run(job(), { from: 0, to: 2 })
    expect(here.done).toHaveLength(2)
    expect(threads.done).toEqual([])
  })
})
