import { afterEach, expect, it } from 'vitest'
import { folderWith, type Running } from '../../e2e/command-line.ts'
import { full } from './counts.ts'
import { train } from './results.ts'
import { RedisServer } from './server.ts'
import { kill, startWorker } from './worker.ts'

const population = 12

/** One individual ends the whole process of whoever scores it. */
function fitness(fatal: string): string {
  return `
export default {
  genome: { length: 2, lower: -5, upper: 5 },
  direction: 'minimize',
  async evaluate([a, b], { individual, generation }) {
    // Slowly enough that the thread has told of it.
    if (generation === 1 && individual === 5) {
      await new Promise((resolve) => setTimeout(resolve, 30))
      ${fatal}
    }
    return a * a + b * b
  },
}
`
}

let stop = false
let keeper: Promise<void> | null = null
let current: Running | null = null

afterEach(async () => {
  stop = true
  if (current !== null) await kill(current)
  await keeper
  stop = false
})

/** Starts the worker again whenever it ends. */
async function keep(server: RedisServer): Promise<void> {
  while (!stop) {
    current = await startWorker(server)
    if (stop) await kill(current)
    await current.ending
  }
}

it.each(full ? [[1], [2]] : [[1]])('an individual that ends every worker fails alone, with %i workers', async (workers) => {
  const server = await RedisServer.start()
  keeper = Promise.all(Array.from({ length: workers }, () => keep(server))).then(() => {})
  const config = {
    task: { kind: 'custom', module: 'fitness.mjs' },
    strategy: { kind: 'ga', population, initial: 1 },
    ...{ stop: { generations: 4 }, pictures: false },
  } as const
  const files = (fatal: string): string => folderWith({ 'fitness.mjs': fitness(fatal) })
  const executor = { kind: 'queue', url: server.url, lock: 1, batch: 4 }
  const killing = await train(
    { ...config, executor } as typeof config,
    files("process.kill(process.pid, 'SIGKILL')"),
    'run',
  )
  const throwing = await train(config, files("throw new Error('poison')"), 'run', { workers: 1 })
  expect(killing.result.failures.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ kind: 'died', individual: 5, message: 'every worker that scored it has ended' }),
  ])
  expect(killing.result.champion).toBe(throwing.result.champion)
  expect(killing.result.metrics).toEqual(throwing.result.metrics)
})
