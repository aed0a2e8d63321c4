import type { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildRun } from '../../src/config/build.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { Dashboard } from '../../src/dashboard/dashboard.ts'
import { runTraining } from '../../src/library/training.ts'

/** A dashboard of a short training, with its thread and what it said. */
async function opened() {
  const notices: string[] = []
  const onNotice = (line: string): void => void notices.push(line)
  const threads: Worker[] = []
  const hear = (thread: Worker): void => void threads.push(thread)
  process.on('worker', hear)
  onTestFinished(() => void process.off('worker', hear))
  const config = parseConfig({
    name: 'c',
    task: { kind: 'regression', data: { generate: 'function', samples: 20 } },
    stop: { generations: 3 },
  })
  const built = await buildRun(config, { directory: import.meta.dirname, workers: 0, onNotice })
  const signal = new AbortController().signal
  const options = { port: 0, stops: { train: { generations: 3 } }, signal, onStop: () => {}, onNotice }
  const dashboard = await Dashboard.open(built, options)
  return { built, dashboard, notices, thread: threads[0]! }
}

describe('a dashboard', () => {
  it('whose thread ends says so, and holds no training', async () => {
    const { built, dashboard, notices, thread } = await opened()
    await thread.terminate()
    expect(notices).toEqual(['the dashboard ended: its thread exited with code 1; training goes on'])
    let generations = 0
    for await (const event of runTraining(built, { folder: null, warn: () => {} })) {
      await dashboard.watch(event)
      generations++
    }
    expect(generations).toBe(3)
    await dashboard.end({ text: 'done', well: true })
    expect(notices).toHaveLength(1)
  })

  it('stops the time of the run while it holds the training', async () => {
    const { built, dashboard, thread } = await opened()
    const calls: string[] = []
    const { trainer } = built
    for (const name of ['pause', 'resume'] as const) {
      const call = trainer[name].bind(trainer)
      trainer[name] = () => {
        calls.push(name)
        call()
      }
    }
    const command = (command: string): unknown => thread.emit('message', { kind: 'command', command })
    for await (const event of runTraining(built, { folder: null, warn: () => {} })) {
      if (event.generation === 2) command('pause')
      const watched = dashboard.watch(event)
      if (event.generation === 2) {
        expect(calls).toEqual(['pause'])
        command('resume')
      }
      await watched
    }
    expect(calls).toEqual(['pause', 'resume'])
    await dashboard.end({ text: 'done', well: true })
  })

  it('says nothing when it ends with its training', async () => {
    const { dashboard, notices } = await opened()
    await dashboard.end({ text: 'done', well: true })
    expect(notices).toEqual([])
  })
})
