/** A password lets in, and shows nowhere. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Ending, evolveHere, folderWith, startWith } from '../../e2e/command-line.ts'
import { full, inFull } from './counts.ts'
import { RedisServer } from './server.ts'
import { kill, startWorker } from './worker.ts'

const secret = 'correct-horse-9'
const config = {
  task: { kind: 'classification', data: { generate: 'moons', samples: 100 } },
  ...{ network: { hidden: [4] }, stop: { generations: 2 }, pictures: false },
  strategy: { kind: 'ga', population: 10 },
}

let server: RedisServer
beforeAll(async () => {
  server = await RedisServer.start({ password: secret, user: { name: 'ann', password: `${secret}-ann` } })
})

function urlOf(user: string, password: string): string {
  return server.url.replace('redis://', `redis://${user}:${password}@`)
}

/** A folder whose config names the queue. */
function folderOf(executor: object = {}): string {
  const whole = { ...config, executor: { kind: 'queue', url: server.url, ...executor } }
  return folderWith({ 'c.json': JSON.stringify(whole), 'password.txt': `${secret}\n` })
}

async function run(folder: string, variables: Record<string, string>, ...args: string[]): Promise<Ending> {
  return await startWith(variables, folder, 'c.json', ...args).ending
}

/** Everything that a command has printed and written. */
function everything(folder: string, { stdout, stderr }: Ending): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => name !== 'password.txt' && statSync(join(folder, name)).isFile())
  return [stdout, stderr, ...files.map((name) => readFileSync(join(folder, name), 'latin1'))].join('\n')
}

interface Way {
  readonly variables?: Record<string, string>
  readonly args?: readonly string[]
  readonly executor?: object
}

const ways: Readonly<Record<string, () => Way>> = {
  'in the environment': () => ({ variables: { EVOLVE_QUEUE_PASSWORD: secret } }),
  'in a URL': () => ({ args: ['--queue', urlOf('', secret)] }),
  'in a URL, with a user': () => ({ args: ['--queue', urlOf('ann', `${secret}-ann`)] }),
  'in a file': () => ({ executor: { passwordFile: 'password.txt' } }),
  'in the environment, with a user': () => ({
    variables: { EVOLVE_QUEUE_USER: 'ann', EVOLVE_QUEUE_PASSWORD: `${secret}-ann` },
  }),
}

describe('a password', () => {
  const some = Object.entries(ways).filter((_, index) => full || index === 2)

  it.each(some)('%s lets in, and shows nowhere', async (_, way) => {
    const { variables = {}, args = [], executor = {} } = way()
    const worker = await startWorker(server, { variables: { EVOLVE_QUEUE_PASSWORD: secret } })
    const folder = folderOf(executor)
    const ending = await run(folder, variables, ...args)
    expect(ending.code, ending.stderr).toBe(0)
    expect(everything(folder, ending)).not.toContain(secret)
    await kill(worker)
    expect((await worker.ending).stderr).not.toContain(secret)
  })

  inFull('lets a worker in by its URL or a file', async () => {
    const folder = folderOf()
    const url = urlOf('ann', `${secret}-ann`)
    const workers = await Promise.all([
      startWorker({ url }),
      startWorker(server, { args: ['--password-file', 'password.txt'], folder }),
    ])
    await Promise.all(workers.map(kill))
    for (const { ending } of workers) expect((await ending).stderr).not.toContain(secret)
  })

  const refusal = (found: string): string =>
    `${server.url}: expected a user and a password that Redis accepts, found ${found}; give them in the URL of --queue, in a password file, or as EVOLVE_QUEUE_USER and EVOLVE_QUEUE_PASSWORD\n`

  it('that is missing is said to be, and leaves nothing', async () => {
    const folder = folderOf()
    const stderr = `evolve: c.json: ${refusal('none')}`
    expect(await evolveHere(folder, 'c.json')).toEqual({ code: 2, stdout: '', stderr })
    expect(readdirSync(folder)).not.toContain('runs')
  })

  it('that is wrong is said to be, and leaves nothing', async () => {
    const folder = folderOf()
    const ending = await evolveHere(folder, 'c.json', '--queue', urlOf('', 'other-horse-8'))
    expect(ending).toEqual({ code: 2, stdout: '', stderr: `evolve: c.json: ${refusal('others')}` })
    expect(readdirSync(folder)).not.toContain('runs')
    const variables = { EVOLVE_QUEUE_PASSWORD: 'other-horse-8' }
    const worker = await startWith(variables, folder, 'worker', '--queue', server.url).ending
    expect(worker).toEqual({ code: 2, stdout: '', stderr: `evolve: ${refusal('others')}` })
  })

  it('is refused in a config', async () => {
    const folder = folderOf()
    writeFileSync(
      join(folder, 'c.json'),
      JSON.stringify({ ...config, executor: { kind: 'queue', url: urlOf('', secret) } }),
    )
    const ending = await evolveHere(folder, 'c.json')
    expect(ending.code).toBe(2)
    expect(ending.stderr).toContain(
      'executor.url: expected redis://host:port or rediss://host:port, without user',
    )
    expect(ending.stderr).not.toContain(secret)
  })
})
