import { afterEach, expect, it } from 'vitest'
import type { ConfigInput } from '../../../src/index.ts'
import { folderWith, type Running } from '../../e2e/command-line.ts'
import { full } from './counts.ts'
import { train } from './results.ts'
import { RedisServer } from './server.ts'
import { kill, startWorker } from './worker.ts'

const population = 12

/** Some individuals end the whole process of whoever scores them. */
function fitness(fatal: string, poisons: readonly number[]): string {
  return `
export default {
  genome: { length: 2, lower: -5, upper: 5 },
  direction: 'minimize',
  async evaluate([a, b], { individual, generation }) {
    // Slowly enough that the thread has told of it.
    if (generation === 2 && ${JSON.stringify(poisons)}.includes(individual)) {
      await new Promise((resolve) => setTimeout(resolve, 30))
      ${fatal}
    }
    return a * a + b * b
  },
}
`
}

const kept = new Set<Running>()
let stop = false

afterEach(async () => {
  stop = true
  await Promise.all([...kept].map(kill))
})

/** Starts a worker again whenever it ends. */
async function keep(server: RedisServer): Promise<void> {
  stop = false
  while (!stop) {
    const worker = await startWorker(server)
    kept.add(worker)
    if (stop) await kill(worker)
    await worker.ending
    kept.delete(worker)
  }
}

interface Case {
  readonly workers: number
  /** The most individuals of a batch. */
  readonly batch: number
  readonly poisons: readonly number[]
}

const cases: readonly Case[] = [
  // With the next one always at the same worker.
  { workers: 1, batch: 1, poisons: [5] },
  { workers: 1, batch: 1, poisons: [0, 2, 4, 7, 9] },
  { workers: 2, batch: 4, poisons: [5, 6] },
]

it.each(full ? cases : cases.slice(0, 1))(
  'individuals that end every worker fail alone: %o',
  async (case_) => {
    const { workers, batch, poisons } = case_
    const server = await RedisServer.start()
    for (let count = 0; count < workers; count++) void keep(server).catch(() => {})
    const config: ConfigInput & object = {
      task: { kind: 'custom', module: 'fitness.mjs' },
      strategy: { kind: 'ga', population, initial: 1 },
      ...{ stop: { generations: 4 }, pictures: false as const },
    }
    const files = (fatal: string): string => folderWith({ 'fitness.mjs': fitness(fatal, poisons) })
    const executor = { kind: 'queue', url: server.url, lock: 1, batch } as const
    const killing = await train({ ...config, executor }, files("process.kill(process.pid, 'SIGKILL')"), 'run')
    const throwing = await train(config, files("throw new Error('poison')"), 'run', { workers: 1 })
    const message = 'every worker that scored it has ended'
    expect(killing.result.failures.map((line) => JSON.parse(line))).toEqual(
      poisons.map((individual) => expect.objectContaining({ kind: 'died', individual, message })),
    )
    expect(killing.result.champion).toBe(throwing.result.champion)
    expect(killing.result.metrics).toEqual(throwing.result.metrics)
  },
)
