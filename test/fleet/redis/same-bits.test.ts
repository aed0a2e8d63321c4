import { beforeAll, describe, expect, it } from 'vitest'
import { folderWith } from '../../e2e/command-line.ts'
import { full } from './counts.ts'
import { expectSame } from './results.ts'
import { RedisServer } from './server.ts'
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
    expect((await server.keys()).filter((key) => !key.startsWith('evolve:worker'))).toEqual([])
  })
})
