/** Who does not work for whom, and what is not taken over. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'bullmq'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Ending, folderWith, start } from '../../e2e/command-line.ts'
import { inFull } from './counts.ts'
import { resultOf } from './results.ts'
import { RedisServer } from './server.ts'
import { expectedResult, files, steady } from './steady.ts'
import { kill, startWorker } from './worker.ts'

let server: RedisServer
beforeAll(async () => {
  server = await RedisServer.start()
})

function folderOf(executor: object = {}): string {
  const whole = { ...steady, executor: { kind: 'queue', url: server.url, wait: 3, ...executor } }
  return folderWith({ ...files, 'c.json': JSON.stringify(whole) })
}

async function refused(folder: string): Promise<Ending> {
  const ending = await start(folder, 'c.json', '-q').ending
  expect(ending.code).toBe(1)
  return ending
}

describe('a worker', () => {
  it('that allows no code says so, and the training too', async () => {
    const worker = await startWorker(server, { code: false, args: ['--name', 'careful'] })
    const { stderr } = await refused(folderOf())
    const why = 'it brings code of its user, and this worker was started without --allow-code'
    expect(stderr).toContain(`worker careful does not work for this run: ${why}`)
    await worker.says(`: c: ${why}\n`)
    await kill(worker)
  })

  inFull('of another version says so, and works for no such run', async () => {
    const worker = await startWorker(server)
    const notice = { name: 'old', software: '0.0.1', arithmetic: 'strict', manifest: 'm', code: false }
    await server.commands.sadd('evolve:runs', 'other')
    await server.commands.set('evolve:run:other', JSON.stringify({ ...notice, lock: 1, key: 'k' }))
    await worker.says('does not work for run other: old: expected evolve-mlp ')
    await server.commands.set('evolve:run:unknown', '{}')
    await server.commands.sadd('evolve:runs', 'unknown')
    await worker.says('does not work for run unknown: unknown: it is of another version of evolve-mlp\n')
    await server.commands.del('evolve:run:other', 'evolve:run:unknown')
    await kill(worker)
  })

  inFull('that finds another module at the same path says so, and the training too', async () => {
    // A worker takes a while to start on a busy machine.
    const folder = folderOf({ modules: 'path', wait: 10 })
    const run = start(folder, 'c.json')
    await run.says('waiting for a worker')
    writeFileSync(join(folder, 'fitness.mjs'), `${files['fitness.mjs']}// Another.\n`)
    const worker = await startWorker(server, { args: ['--name', 'elsewhere'] })
    const { code, stderr } = await run.ending
    const why = `${join(folder, 'fitness.mjs')}: expected the module of the run at the same path, found another`
    expect(stderr).toContain(`worker elsewhere does not work for this run: ${why}`)
    expect(code).toBe(1)
    await worker.says(`: c: ${why}\n`)
    await kill(worker)
  })
})

describe('a result', () => {
  it('that no worker of the run has sent, or that does not fit, is refused', async () => {
    const folder = folderOf({ wait: 30 })
    const run = start(folder, 'c.json', '--out', 'run')
    await run.says('waiting for a worker')
    const notice = (await server.keys()).find((name) => name.startsWith('evolve:run:'))!
    const { key } = JSON.parse((await server.commands.get(notice))!)
    const result = { fitness: '', violation: null, failures: [], details: [], noisy: false }
    const whole = { ...result, busyMs: 1, threads: 1, learned: null }
    const answers = [
      'nonsense',
      { key: 'guess', worker: 'forger', kind: 'done', result: whole },
      { key, worker: 'forger', kind: 'done', result: whole },
      { key, worker: 'forger', kind: 'done', result: { ...whole, learned: '00' } },
    ]
    const forger = new Worker('batches', async () => answers.shift(), {
      connection: { host: '127.0.0.1', port: server.port, maxRetriesPerRequest: null },
      prefix: notice.replace(':run:', ':of:'),
    })
    await run.says('a result was refused: it is not of a worker of this run')
    await run.says('a result of worker forger was refused: it does not fit its batch')
    await forger.close()
    const worker = await startWorker(server)
    expect(await run.ending).toMatchObject({ code: 0 })
    expect(resultOf(join(folder, 'run'))).toEqual(await expectedResult())
    await kill(worker)
  })
})
