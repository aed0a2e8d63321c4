/** A Redis server of a test's own, on a free port of this machine. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'

/** Another Redis, or Valkey, is tested by its path. */
const program = process.env['REDIS_SERVER'] ?? '/usr/bin/redis-server'

/** Where it runs, if not here. */
export interface Place {
  /** The words before the program's own. */
  readonly words: readonly string[]
  /** Where others find it. */
  readonly address: string
}

/** How a server is set up. */
export interface ServerOptions {
  /** Of the default user; null for none. */
  readonly password?: string
  /** Another user, with a password. */
  readonly user?: { readonly name: string; readonly password: string }
  /** Such as `20mb`. */
  readonly maxmemory?: string
  readonly policy?: string
  readonly place?: Place
  /** More arguments of the program. */
  readonly args?: readonly string[]
}

const servers: RedisServer[] = []

/** Ends all servers and removes their folders. */
export function endServers(): void {
  for (const server of servers.splice(0)) server.end()
}

/** A server that writes each command to its disk, so that it may be killed and started again. */
export class RedisServer {
  readonly port: number
  private readonly options: ServerOptions
  private readonly folder: string = mkdtempSync(join(tmpdir(), 'evolve-redis-'))
  private process: ChildProcess | null = null
  private client: Redis | null = null

  private constructor(port: number, options: ServerOptions) {
    this.port = port
    this.options = options
  }

  /** It ends with the tests of the file, or before. */
  static async start(options: ServerOptions = {}): Promise<RedisServer> {
    if (!existsSync(program)) throw new Error(`expected ${program}, found none: run npm run install:redis`)
    // A place has nobody else on it.
    const server = new RedisServer(options.place === undefined ? await freePort() : 6379, options)
    servers.push(server)
    await server.launch()
    return server
  }

  /** Without user and password. */
  get url(): string {
    return `redis://${this.options.place?.address ?? '127.0.0.1'}:${this.port}`
  }

  /** A connection that may do everything. */
  get commands(): Redis {
    this.client ??= this.connect()
    return this.client
  }

  /** The names of all keys, sorted. */
  async keys(): Promise<string[]> {
    return (await this.commands.keys('*')).sort()
  }

  /** The names of keys that belong to runs. What a worker writes after the end of a run is gone soon. */
  async keysOfRuns(): Promise<string[]> {
    return (await this.keys()).filter((key) => !key.startsWith('evolve:worker'))
  }

  /** SIGKILL: what it has written stays. */
  async kill(): Promise<void> {
    const child = this.process
    this.process = null
    if (child === null) return
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGKILL')
    await ended
  }

  /** Lets it answer nothing any more, though its connections stay. */
  freeze(): void {
    this.process?.kill('SIGSTOP')
  }

  /** Starts it again after `kill`. @param data whether it still has its data */
  async launch({ data = true }: { readonly data?: boolean } = {}): Promise<void> {
    // Redis 6 has a file, later ones have a folder.
    if (!data)
      for (const name of ['appendonly.aof', 'appendonlydir'])
        rmSync(join(this.folder, name), { recursive: true, force: true })
    const words = [...(this.options.place?.words ?? []), program, ...this.settings()]
    const child = spawn(words[0]!, words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })
    this.process = child
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
    void ended.then(() => {
      if (this.process === child) this.process = null
    })
    while (!said.includes('Ready to accept connections')) {
      if (this.process === null) throw new Error(`redis-server ended: ${said}`)
      await sleep(5)
    }
  }

  /** Ends it for good. */
  end(): void {
    this.client?.disconnect()
    this.process?.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }

  private connect(): Redis {
    const { password } = this.options
    const client = new Redis({
      // Also where there is no way through the network.
      ...{ path: this.socket, maxRetriesPerRequest: null },
      retryStrategy: () => 20,
      ...(password !== undefined && { password }),
    })
    // It is killed on purpose.
    client.on('error', () => {})
    return client
  }

  private get socket(): string {
    return join(this.folder, 'redis.socket')
  }

  private settings(): string[] {
    const { password, user, maxmemory, policy, place, args = [] } = this.options
    const bound = ['--bind', place?.address ?? '127.0.0.1', '--protected-mode', 'no']
    return [
      ...['--port', String(this.port), ...bound, '--unixsocket', this.socket],
      ...['--dir', this.folder, '--save', ''],
      // Enough against SIGKILL: what the system has taken over is written.
      ...['--appendonly', 'yes', '--appendfsync', 'no'],
      ...(password === undefined ? [] : ['--requirepass', password]),
      ...(user === undefined ? [] : ['--user', user.name, 'on', `>${user.password}`, '~*', '&*', '+@all']),
      ...(maxmemory === undefined ? [] : ['--maxmemory', maxmemory]),
      ...(policy === undefined ? [] : ['--maxmemory-policy', policy]),
      ...args,
    ]
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
