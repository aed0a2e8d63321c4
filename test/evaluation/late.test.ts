import { describe, expect, it } from 'vitest'
import { type Executor, type Items, noOutcomes } from '../../src/evaluation/executor.ts'
import type { Job } from '../../src/evaluation/job.ts'
import { LateExecutor } from '../../src/evaluation/late.ts'

const job: Job = {
  ...{ kind: 'score', charge: 1, generation: 0 },
  plan: { generation: 0, count: 3, threshold: null },
}
const items: Items = { from: 0, to: 3 }

/** Late executors of executors that say what happens to them. */
function late() {
  const log: string[] = []
  let started = 0
  const made = new LateExecutor((): Executor => {
    const name = ++started
    log.push(`start ${name}`)
    return {
      busyMs: Float64Array.of(name),
      finished: name,
      async run(_, { from, to }) {
        log.push(`run ${from} to ${to} on ${name}`)
        return { ...noOutcomes, noisy: true }
      },
      async close() {
        log.push(`close ${name}`)
      },
    }
  })
  return { made, log }
}

describe('a late executor', () => {
  it('starts another one with its first job, and hands it every job', async () => {
    const { made, log } = late()
    expect([log, made.busyMs, made.finished]).toEqual([[], undefined, 0])
    expect(await made.run(job, items)).toEqual({ ...noOutcomes, noisy: true })
    await made.run(job, { from: 1, to: 2 })
    expect(log).toEqual(['start 1', 'run 0 to 3 on 1', 'run 1 to 2 on 1'])
    expect(made.busyMs).toEqual(Float64Array.of(1))
    expect(made.finished).toBe(1)
  })

  it('ends it once, however often it is closed', async () => {
    const { made, log } = late()
    await made.run(job, items)
    await made.close()
    await made.close()
    expect(log).toEqual(['start 1', 'run 0 to 3 on 1', 'close 1'])
    expect(made.busyMs).toBeUndefined()
  })

  it('starts none to be closed', async () => {
    const { made, log } = late()
    await made.close()
    expect(log).toEqual([])
  })
})
