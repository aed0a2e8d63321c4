import { describe, expect, it } from 'vitest'
import { noOutcomes } from '../../src/evaluation/executor.ts'
import type { Handler } from '../../src/evaluation/handler.ts'
import { InProcessExecutor } from '../../src/evaluation/in-process.ts'
import type { Job } from '../../src/evaluation/job.ts'

const job: Job = {
  ...{ kind: 'score', charge: 1, generation: 0 },
  plan: { generation: 0, count: 5, threshold: null },
}

/** How many items were finished when each call of the handler began, and at the end. */
async function finishedCounts(together: number, from: number, to: number): Promise<number[]> {
  const counts: number[] = []
  const note = (): undefined => void counts.push(executor.finished)
  const handler = {
    together,
    ready: async () => {},
    do: note,
    doTogether: note,
    report: () => noOutcomes,
  } as unknown as Handler
  const executor = new InProcessExecutor(handler)
  for (let round = 0; round < 2; round++) await executor.run(job, { from, to })
  return [...counts, executor.finished]
}

describe('an executor in process', () => {
  it('tells at any time how many items of its job are finished', async () => {
    expect(await finishedCounts(1, 2, 5)).toEqual([0, 1, 2, 0, 1, 2, 3])
    expect(await finishedCounts(2, 0, 5)).toEqual([0, 2, 4, 0, 2, 4, 5])
  })
})
