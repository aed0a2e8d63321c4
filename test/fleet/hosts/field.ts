/** Redis, a training and two workers on hosts of their own. */
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Ending, folderWith, type Running, startBy } from '../../e2e/command-line.ts'
import { resultOf } from '../redis/results.ts'
import { RedisServer } from '../redis/server.ts'
import { expectedResult, files, steady } from '../redis/steady.ts'
import { type Host } from './host.ts'
import { connectHosts } from './network.ts'

/** An individual takes so long that there is time for mishaps, without keeping a core busy. It changes no result. */
const pause = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(process.env.PAUSE_MS ?? 0))'
const fitness = files['fitness.mjs']!.replace('let error = 0', `let error = 0\n    ${pause}`)

export class Field {
  readonly hosts: Readonly<Record<'redis' | 'training' | 'one' | 'two', Host>>
  readonly server: RedisServer
  /** As the training and the workers find Redis. */
  url: string
  private readonly folder: string

  private constructor(hosts: Field['hosts'], server: RedisServer, executor: object) {
    this.hosts = hosts
    this.server = server
    this.url = server.url
    const config = { ...steady, executor: { kind: 'queue', url: server.url, lock: 1, ...executor } }
    this.folder = folderWith({ 'fitness.mjs': fitness, 'c.json': JSON.stringify(config) })
  }

  static async open(executor: object = {}): Promise<Field> {
    const hosts = connectHosts('redis', 'training', 'one', 'two')
    return new Field(hosts, await RedisServer.start({ place: hosts.redis }), executor)
  }

  train(): Running {
    return startBy(this.hosts.training.words, {}, this.folder, 'c.json', '--out', 'run', '--queue', this.url)
  }

  /** A worker with one thread. */
  work(name: 'one' | 'two', pauseMs: number = 30): Running {
    const options = ['--queue', this.url, '-w', '1', '--allow-code', '--name', name]
    const variables = { PAUSE_MS: String(pauseMs) }
    return startBy(this.hosts[name].words, variables, folderWith(), 'worker', ...options)
  }

  /** Expects that a training ends well, with the result of one process that nothing happens to, and leaves nothing. */
  async expectSame(training: Running): Promise<Ending> {
    const ending = await training.ending
    expect(ending.code, ending.stderr).toBe(0)
    expect(resultOf(join(this.folder, 'run'))).toEqual(await expectedResult())
    await expect.poll(() => this.server.keysOfRuns(), { timeout: 20_000 }).toEqual([])
    return ending
  }
}

/** Ends a worker with Ctrl-C. */
export async function leave(worker: Running): Promise<Ending> {
  worker.process.kill('SIGINT')
  const ending = await worker.ending
  expect(ending.code, ending.stderr).toBe(130)
  return ending
}
