/** How trainings and workers end: well, in time, and without a trace in Redis. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Ending,
  evolve,
  evolveHere,
  folderWith,
  type Running,
  readJson,
  start,
} from '../../e2e/command-line.ts'
import { inFull } from './counts.ts'
import { resultOf } from './results.ts'
import { RedisServer } from './server.ts'
import { expectedResult, files, steady } from './steady.ts'
import { kill, startWorker } from './worker.ts'

let server: RedisServer
beforeAll(async () => {
  server = await RedisServer.start()
})

/** Far more than anyone waits for. */
const long = { ...steady, stop: { generations: 1_000_000 } }

/** A fitness that never returns. */
const endless = `
export default {
  genome: { length: 2 },
  direction: 'minimize',
  evaluate() {
    console.log('begun')
    for (;;);
  },
}
`

function folderOf(config: object, executor: object = {}): string {
  const whole = { ...config, executor: { kind: 'queue', url: 'redis://nowhere', ...executor } }
  return folderWith({ ...files, 'c.json': JSON.stringify(whole) })
}

/** Fails where something does not end. */
async function inTime(running: Running): Promise<Ending> {
  const late = sleep(15_000).then(() => {
    throw new Error('expected the process to end, found it under way')
  })
  return await Promise.race([running.ending, late])
}

describe('a training', () => {
  it('without any worker says so, and ends after executor.wait', async () => {
    const folder = folderOf(steady, { wait: 2, prefix: 'mine' })
    const { code, stderr } = await evolve(folder, 'c.json', '--queue', server.url)
    const cure = `start one with evolve worker --queue ${server.url} --prefix mine --allow-code`
    expect(stderr).toContain(`waiting for a worker at ${server.url}: ${cure}\n`)
    expect(stderr).toContain(`evolve: no worker at ${server.url} for 2 s: ${cure}\n`)
    expect(code).toBe(1)
    expect(readJson(folder, 'runs/c/run.json')).toMatchObject({ status: 'failed' })
    expect(await server.keys()).toEqual([])
  })

  it('waits for a worker with --wait, and ends by Ctrl-C without a trace', async () => {
    const folder = folderOf(long, { wait: 0.2 })
    const run = start(folder, 'c.json', '--queue', server.url, '--wait')
    await run.says('waiting for a worker at ')
    await sleep(1000)
    const worker = await startWorker(server)
    await worker.says('works for run ')
    await run.says('best')
    run.process.kill('SIGINT')
    const { code, stdout } = await inTime(run)
    expect(stdout).toMatch(/interrupted: [\d,]+ generations?/)
    expect(code).toBe(130)
    await expect.poll(() => server.keysOfRuns(), { timeout: 10_000 }).toEqual([])
    await worker.says('has ended')
    worker.process.kill('SIGINT')
    expect((await inTime(worker)).code).toBe(130)
    expect(await server.keys()).toEqual([])
  })

  it('ends at once by Ctrl-C where no worker is at work', async () => {
    const folder = folderOf(steady)
    const run = start(folder, 'c.json', '--out', 'run', '--queue', server.url)
    await run.says('waiting for a worker at ')
    run.process.kill('SIGINT')
    const { code, stderr } = await inTime(run)
    expect(stderr).toContain(`no worker is at work at ${server.url}: this generation is given up\n`)
    expect(stderr).toContain('stopped before the first generation; evolve resume run goes on with it\n')
    expect(code).toBe(130)
    expect(await server.keys()).toEqual([])
  })

  inFull('ends by Ctrl-C once the last worker has left, and goes on to its result', async () => {
    const folder = folderOf(steady)
    const worker = await startWorker(server)
    const run = start(folder, 'c.json', '--out', 'run', '--queue', server.url)
    await run.says('best')
    worker.process.kill('SIGSTOP')
    run.process.kill('SIGINT')
    // A sign of life counts for 10 s.
    expect(await inTime(run)).toMatchObject({ code: 130 })
    await kill(worker)
    const last = await startWorker(server)
    expect(await evolve(folder, 'resume', 'run', '-q', '--queue', server.url)).toMatchObject({ code: 0 })
    await kill(last)
    expect(resultOf(join(folder, 'run'))).toEqual(await expectedResult())
  })

  it('leaves keys where it is killed, which evolve queue clean removes', async () => {
    const worker = await startWorker(server)
    const run = start(folderOf(long), 'c.json', '--queue', server.url)
    await run.says('best')
    await kill(run)
    await kill(worker)
    const left = await server.keys()
    expect(left).toEqual(expect.arrayContaining([expect.stringMatching(/^evolve:of:.*:blob:/)]))
    const clean = (...more: string[]): Promise<Ending> =>
      evolveHere(folderWith(), 'queue', 'clean', '--queue', server.url, ...more)
    expect((await clean()).stdout).toBe(`0 keys removed from ${server.url}; 1 run lives and keeps its keys\n`)
    // As if half a minute had passed.
    await server.commands.del(left.find((key) => key.startsWith('evolve:run:'))!)
    const { code, stdout } = await clean()
    expect(stdout).toMatch(/^\d\d+ keys removed from redis:\/\/127\.0\.0\.1:\d+\n$/)
    expect(code).toBe(0)
    const rest = await server.keys()
    expect(rest.filter((key) => !key.startsWith('evolve:worker'))).toEqual([])
    expect((await clean('--all')).code).toBe(0)
    expect(await server.keys()).toEqual([])
  })

  inFull('ends with one line where Redis does not come back', async () => {
    const own = await RedisServer.start()
    const worker = await startWorker(own)
    const run = start(folderOf(long, { wait: 6 }), 'c.json', '--queue', own.url)
    await run.says('best')
    await own.kill()
    const { code, stderr } = await inTime(run)
    expect(stderr).toContain(`${own.url} is not reached any more: trying again\n`)
    expect(stderr).toContain(`evolve: ${own.url} was not reached for 6 s\n`)
    expect(code).toBe(1)
    await kill(worker)
  })

  inFull('waits for Redis too with --wait', async () => {
    const own = await RedisServer.start()
    await own.kill()
    const run = start(
      folderOf({ ...steady, stop: { generations: 2 } }),
      'c.json',
      '--queue',
      own.url,
      '--wait',
    )
    await run.says(`${own.url} does not answer yet`)
    await own.launch()
    const worker = await startWorker(own)
    expect(await inTime(run)).toMatchObject({ code: 0 })
    await kill(worker)
  })

  inFull('ends at once where no Redis answers', async () => {
    const own = await RedisServer.start()
    await own.kill()
    const { code, stderr } = await evolve(folderOf(steady), 'c.json', '--queue', own.url)
    expect(stderr).toMatch(
      /^evolve: redis:\/\/\S+: expected Redis or Valkey, found none that answers: .*ECONNREFUSED.*\n$/,
    )
    expect(code).toBe(1)
  })
})

describe('a worker', () => {
  inFull('finishes its batch at Ctrl-C, and another goes on', async () => {
    const folder = folderOf(steady)
    const workers = [await startWorker(server), await startWorker(server)]
    const run = start(folder, 'c.json', '-q', '--out', 'run', '--queue', server.url)
    await workers[0]!.says('works for run ')
    await sleep(300)
    workers[0]!.process.kill('SIGINT')
    const { code, stderr } = await inTime(workers[0]!)
    expect(stderr).toMatch(/^ending( after this batch)?; Ctrl-C now ends at once$/m)
    expect(code).toBe(130)
    expect(await run.ending).toMatchObject({ code: 0, stderr: '' })
    expect(resultOf(join(folder, 'run'))).toEqual(await expectedResult())
    workers[1]!.process.kill('SIGTERM')
    expect((await inTime(workers[1]!)).code).toBe(143)
  })

  it('ends at Ctrl-C where Redis is away', async () => {
    const own = await RedisServer.start()
    const worker = await startWorker(own)
    const run = start(folderOf(long), 'c.json', '-q', '--queue', own.url)
    await worker.says('works for run ')
    await sleep(300)
    await own.kill()
    await worker.says('is not reached any more')
    worker.process.kill('SIGINT')
    expect((await inTime(worker)).code).toBe(130)
    await kill(run)
  })

  inFull('gives up the batch of a training that was killed, and serves others', async () => {
    const own = await RedisServer.start()
    const worker = await startWorker(own)
    const task = { kind: 'custom', module: 'endless.mjs', deadline: 3600 }
    const config = {
      task,
      strategy: { kind: 'ga', population: 8 },
      pictures: false,
      stop: { generations: 2 },
    }
    const folder = folderWith({ 'endless.mjs': endless, 'c.json': JSON.stringify(config) })
    const run = start(folder, 'c.json', '--queue', own.url)
    await worker.says('begun')
    await kill(run)
    // As if half a minute had passed.
    await own.commands.del((await own.keys()).find((key) => key.startsWith('evolve:run:'))!)
    const next = folderOf(steady)
    const other = start(next, 'c.json', '-q', '--out', 'run', '--queue', own.url)
    expect(await inTime(other)).toMatchObject({ code: 0 })
    expect(resultOf(join(next, 'run'))).toEqual(await expectedResult())
    await worker.says('its last batch is given up, since nobody waits for it\n')
    await kill(worker)
  })

  inFull('ends at Ctrl-C where Redis has never been there', async () => {
    const own = await RedisServer.start()
    await own.kill()
    const worker = start(folderWith(), 'worker', '--queue', own.url, '-w', '1')
    await worker.says('does not answer yet')
    worker.process.kill('SIGINT')
    expect((await inTime(worker)).code).toBe(130)
  })
})
