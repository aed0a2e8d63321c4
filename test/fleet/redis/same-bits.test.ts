import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { evolveHere, folderWith } from '../../e2e/command-line.ts'
import { full } from './counts.ts'
import { expectSame, resultOf, train } from './results.ts'
import { RedisServer } from './server.ts'
import { files, steady } from './steady.ts'
import { fewTrainings, modules, otherTrainings } from './trainings.ts'
import { startWorker } from './worker.ts'

let server: RedisServer

beforeAll(async () => {
  server = await RedisServer.start()
  // One for two threads, since a machine may have any number.
  await Promise.all([startWorker(server), startWorker(server, { threads: 2 })])
})

const trainings = Object.entries({ ...fewTrainings, ...(full && otherTrainings) })

describe('workers on other machines give the bits of one process', () => {
  it.each(trainings)('%s', async (_, config) => {
    const executor = { kind: 'queue', url: server.url, batch: 5 } as const
    expect(await expectSame(config, executor, folderWith(modules))).toEqual([])
    await expect.poll(() => server.keysOfRuns(), { timeout: 10_000 }).toEqual([])
  })
})

describe('a run that is resumed', () => {
  it.each([
    ['with a queue, that began without', [], ['--queue']],
    ['without a queue, that began with one', ['--queue'], ['--set', 'executor=null']],
  ])('%s goes on to the same result', async (_, first, second) => {
    const config = { ...steady, stop: { generations: 8 } }
    const folder = folderWith({ ...files, 'c.json': JSON.stringify(config) })
    const given = (args: readonly string[]): readonly string[] =>
      args.flatMap((arg) => (arg === '--queue' ? [arg, server.url] : [arg]))
    const begun = ['c.json', '--out', 'run', '-q', '--set', 'stop.generations=3', ...given(first)]
    expect(await evolveHere(folder, ...begun)).toMatchObject({ code: 0, stderr: '' })
    const goneOn = ['resume', 'run', '-q', '--generations', '8', ...given(second)]
    expect(await evolveHere(folder, ...goneOn)).toMatchObject({ code: 0, stderr: '' })
    await train(config, folder, 'whole', { workers: 1 })
    expect(resultOf(join(folder, 'run'))).toEqual(resultOf(join(folder, 'whole')))
  })
})
