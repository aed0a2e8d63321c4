import { describe, expect, it } from 'vitest'
import type { Job } from '../../../src/evaluation/job.ts'
import { RunWork } from '../../../src/fleet/worker/run-work.ts'

const job: Job = {
  ...{ kind: 'score', generation: 4, charge: 3 },
  plan: { generation: 4, count: 20, threshold: null },
}

describe('the work for a run', () => {
  it('is nothing before its first batch', () => {
    const work = new RunWork({ id: 'a', name: 'moons', threads: 2 }, () => 7)
    expect(work.figures).toEqual({
      ...{ id: 'a', name: 'moons', threads: 2, generation: 0 },
      ...{ individuals: 0, evaluations: 0, busyMs: 0, activeMs: 0 },
    })
  })

  it('counts a batch while it is computed, and what was measured at its end', () => {
    let [now, finished] = [100, 0]
    const work = new RunWork({ id: 'a', name: 'moons', threads: 2 }, () => now)
    work.begin(job, () => finished)
    expect(work.computing).toBe(true)
    ;[now, finished] = [150, 4]
    expect(work.figures).toMatchObject({
      generation: 5,
      ...{ individuals: 4, evaluations: 12, busyMs: 100, activeMs: 50 },
    })
    now = 200
    work.end(10, 170)
    expect(work.computing).toBe(false)
    now = 900
    expect(work.figures).toMatchObject({ individuals: 10, evaluations: 30, busyMs: 170, activeMs: 100 })
  })

  it('leaves out what a batch that failed had finished', () => {
    const work = new RunWork({ id: 'a', name: 'moons', threads: 2 }, () => 1)
    work.begin(job, () => 9)
    work.end(0, 0)
    expect(work.figures).toMatchObject({ individuals: 0, evaluations: 0 })
  })
})
