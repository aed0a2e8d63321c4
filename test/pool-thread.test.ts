import { Piscina } from 'piscina'
import { expect, it } from 'vitest'
import { poolThread, type ThreadEntry } from '../src/pool-thread.ts'

it('imports its entry: a thread that is ended while it requires an ES module aborts the process', async () => {
  const entry = new URL('./fixtures/threads/loading.mjs', import.meta.url).href
  const piscina = new Piscina<null, string>({
    filename: poolThread,
    minThreads: 1,
    maxThreads: 1,
    workerData: { entry } satisfies ThreadEntry,
  })
  try {
    const calls = await piscina.run(null)
    expect(calls).toContain('loading.mjs')
    expect(calls).not.toMatch(/require/i)
  } finally {
    await piscina.destroy()
  }
})
