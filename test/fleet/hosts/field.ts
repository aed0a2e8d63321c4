/** Redis, a training and two workers on hosts of their own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Ending, folderWith, type Running, startBy } from '../../e2e/command-line.ts'
import { resultOf } from '../redis/results.ts'
import { RedisServer } from '../redis/server.ts'
import { expectedResult, files, steady } from '../redis/steady.ts'
import type { Host } from './host.ts'
import { connectHosts } from './network.ts'

/** So much longer takes an individual that there is time for mishaps. It keeps no core busy, and changes no result. */
const pause =
  'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(process.env.PAUSE_MS ?? 0))'
const fitness = files['fitness.mjs']!.replace('let error = 0', `let error = 0\n    ${pause}`)

/** What is special about a field. */
export interface FieldOptions {
  /** What is sent to Redis, and what it answers, takes so much longer. */
  readonly delayMs?: number
  /** Keys of `executor`. */
  readonly executor?: object
}

export class Field {
  readonly hosts: Readonly<Record<'redis' | 'training' | 'one' | 'two' | 'relay', Host>>
  readonly server: RedisServer
  /** As the training and the workers find Redis. */
  readonly url: string
  private readonly folder: string

  private constructor(
    hosts: Field['hosts'],
    server: RedisServer,
    { url, executor }: { readonly url: string; readonly executor: object },
  ) {
    this.hosts = hosts
    this.server = server
    this.url = url
    const config = { ...steady, executor: { kind: 'queue', url, lock: 1, ...executor } }
    this.folder = folderWith({ 'fitness.mjs': fitness, 'c.json': JSON.stringify(config) })
  }

  static async open({ delayMs = 0, executor = {} }: FieldOptions = {}): Promise<Field> {
    const hosts = connectHosts('redis', 'training', 'one', 'two', 'relay')
    const server = await RedisServer.start({ place: hosts.redis })
    const url = delayMs === 0 ? server.url : await relay(hosts.relay, server, delayMs)
    return new Field(hosts, server, { url, executor })
  }

  train(): Running {
    return startBy(this.hosts.training.words, {}, this.folder, 'c.json', '--out', 'run', '--queue', this.url)
  }

  /** A worker with one thread. @param pauseMs how much longer it takes for an individual */
  work(name: 'one' | 'two', pauseMs: number = 0): Running {
    const options = ['--queue', this.url, '-w', '1', '--allow-code', '--name', name]
    const variables = { PAUSE_MS: String(pauseMs) }
    return startBy(this.hosts[name].words, variables, folderWith(), 'worker', ...options)
  }

  /** Expects that a training ends well, with the result of one process that nothing happens to, and leaves nothing. */
  async expectSame(training: Running): Promise<Ending> {
    const ending = await training.ending
    expect(ending.code, ending.stderr).toBe(0)
    expect(resultOf(join(this.folder, 'run'))).toEqual(await expectedResult())
    // Where the training has no time for it, workers remove them after 30 s.
    await expect.poll(() => this.server.keysOfRuns(), { timeout: 60_000 }).toEqual([])
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

/** @returns the URL at which a server is reached through a host that hands everything on, after a while */
async function relay(host: Host, server: RedisServer, delayMs: number): Promise<string> {
  const script = join(import.meta.dirname, 'relay.mjs')
  const target = new URL(server.url)
  const given = [target.port, target.hostname, target.port, String(delayMs)]
  const [program, ...words] = [...host.words, process.execPath, script, ...given]
  const child = spawn(program!, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return `redis://${host.address}:${target.port}`
}
