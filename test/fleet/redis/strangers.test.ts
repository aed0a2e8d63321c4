/** What a Redis is that does not do, and what is no Redis at all: one line that says so, and nothing is begun. */
import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { evolveHere, folderWith } from '../../e2e/command-line.ts'
import { RedisServer } from './server.ts'
import { kill, startWorker } from './worker.ts'

/** What `evolve queue clean` says of a Redis, and a training too. */
async function refusalOf(url: string, shown: string = url): Promise<string> {
  const clean = await evolveHere(folderWith(), 'queue', 'clean', '--queue', url)
  expect(clean).toMatchObject({ code: 2, stdout: '' })
  const config = {
    task: { kind: 'classification', data: { generate: 'moons', samples: 40 } },
    ...{ strategy: { kind: 'ga', population: 8 }, stop: { generations: 2 }, pictures: false },
  }
  const folder = folderWith({ 'c.json': JSON.stringify(config) })
  const run = await evolveHere(folder, 'c.json', '--queue', url)
  expect(run.code).toBe(2)
  expect(readdirSync(folder)).toEqual(['c.json'])
  const said = (stderr: string): string => stderr.slice(stderr.indexOf(`${shown}: `) + shown.length + 2)
  expect(said(run.stderr)).toBe(said(clean.stderr))
  return said(clean.stderr)
}

describe('a Redis that does not do is named:', () => {
  it('one of a cluster', async () => {
    const { url } = await RedisServer.start({ args: ['--cluster-enabled', 'yes'] })
    const line = 'expected a single Redis or Valkey, found Redis Cluster, which is not supported\n'
    expect(await refusalOf(url)).toBe(line)
  })

  it('a replica', async () => {
    const { port } = await RedisServer.start()
    const { url } = await RedisServer.start({ args: ['--replicaof', '127.0.0.1', String(port)] })
    expect(await refusalOf(url)).toMatch(/^expected a Redis that takes writes, found a replica, .*\n$/)
  })

  it('one without the database', async () => {
    const { url } = await RedisServer.start()
    expect(await refusalOf(`${url}/16`)).toMatch(/^expected a database that Redis has, .*\n$/)
  })

  // In other words from version to version.
  it.each([
    ['a command', '~evolve:* +@all -scan', /NOPERM .* 'scan' command/],
    ['a command that scripts use', '~evolve:* +@all -xadd', /NOPERM .* 'xadd' command/],
    ['its keys', '~other:* +@all', /NOPERM .* keys?\b/],
  ])('one whose user may not use %s', async (_, rights, found) => {
    const { url } = await RedisServer.start({
      args: ['--user', 'ann', 'on', '>secret', ...rights.split(' ')],
    })
    const line = await refusalOf(url.replace('//', '//ann:secret@'), url)
    expect(line).toMatch(/^expected a user who may do all that a queue needs, found .*\n$/)
    expect(line).toMatch(found)
  })

  it('what is no Redis', async () => {
    const web = createServer((_, response) => response.end())
    onTestFinished(() => void web.close())
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    const url = `redis://127.0.0.1:${(web.address() as AddressInfo).port}`
    const line = 'expected Redis or Valkey, found something else: it answers in another language\n'
    expect(await refusalOf(url)).toBe(line)
  })
})

it('a user with the rights that the docs name is enough, and nothing is warned of', async () => {
  const rights = '~evolve:* +@all -@dangerous +info'.split(' ')
  const server = await RedisServer.start({ args: ['--user', 'ann', 'on', '>secret', ...rights] })
  const url = server.url.replace('//', '//ann:secret@')
  const worker = await startWorker({ url })
  const config = {
    task: { kind: 'classification', data: { generate: 'moons', samples: 40 } },
    ...{ strategy: { kind: 'ga', population: 8 }, stop: { generations: 3 }, pictures: false },
  }
  const folder = folderWith({ 'c.json': JSON.stringify(config) })
  expect(await evolveHere(folder, 'c.json', '-q', '--queue', url)).toMatchObject({ code: 0, stderr: '' })
  await worker.says('has ended')
  await kill(worker)
  expect(await server.keysOfRuns()).toEqual([])
})
