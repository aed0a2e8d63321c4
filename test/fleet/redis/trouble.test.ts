/** Workers that stand still, a Redis without room, a Redis that says nothing, and two trainings at once. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { evolve, folderWith, start } from '../../e2e/command-line.ts'
import { full, inFull } from './counts.ts'
import { resultOf, train } from './results.ts'
import { RedisServer } from './server.ts'
import { expectedResult, files, heavy, steady } from './steady.ts'
import { fewTrainings, modules } from './trainings.ts'
import { kill, startWorker } from './worker.ts'

/** No random numbers of its own, but something else that a worker has for itself. */
const differentEverywhere = `
import { setTimeout as sleep } from 'node:timers/promises'
export default {
  genome: { length: 2, initial: 1 },
  direction: 'minimize',
  async evaluate() {
    await sleep(300)
    return 1e9 + process.pid
  },
}
`

describe('a worker that stands still for longer than its lock', () => {
  it('changes nothing, whether it goes on or another does', async () => {
    const server = await RedisServer.start()
    const workers = [await startWorker(server), await startWorker(server)]
    const executor = { kind: 'queue', url: server.url, lock: 1 } as const
    const run = train({ ...steady, executor }, folderWith(files), 'run')
    await workers[0]!.says('works for run ')
    for (let times = 0; times < (full ? 6 : 1); times++) {
      const worker = workers[times % 2]!
      await sleep(200)
      worker.process.kill('SIGSTOP')
      await sleep(2500)
      worker.process.kill('SIGCONT')
    }
    expect((await run).result).toEqual(await expectedResult())
    await Promise.all(workers.map(kill))
  })
})

describe('a worker whose batch another has done meanwhile', () => {
  it('has its result compared with the other one', async () => {
    const server = await RedisServer.start()
    const workers = [await startWorker(server, { args: ['--name', 'here'] })]
    const folder = folderWith({
      'c.json': JSON.stringify({
        task: { kind: 'custom', module: 'fitness.mjs' },
        ...{
          strategy: { kind: 'ga', population: 16, initial: 1 },
          stop: { generations: 40 },
          pictures: false,
        },
        executor: { kind: 'queue', lock: 1, batch: 2 },
      }),
      'fitness.mjs': differentEverywhere,
    })
    const run = start(folder, 'c.json', '--queue', server.url)
    await workers[0]!.says('works for run ')
    workers.push(await startWorker(server, { args: ['--name', 'there'] }))
    await sleep(400)
    workers[0]!.process.kill('SIGSTOP')
    await sleep(1800)
    workers[0]!.process.kill('SIGCONT')
    await run.says(' from the workers ')
    await Promise.all([run, ...workers].map(kill))
    expect((await run.ending).stderr).toMatch(
      /individual \d+ of generation \d+ got 1\d+ and 1\d+ from the workers /,
    )
  })
})

describe('Redis', () => {
  inFull('that drops keys when it is full is named', async () => {
    const server = await RedisServer.start({ policy: 'allkeys-lru' })
    const worker = await startWorker(server)
    const folder = folderWith({ ...files, 'c.json': JSON.stringify({ ...steady, stop: { generations: 2 } }) })
    const { code, stderr } = await evolve(folder, 'c.json', '--queue', server.url)
    expect(code).toBe(0)
    const lines = stderr.split('\n').filter((line) => /evict|policy/i.test(line))
    expect(lines).toEqual([
      `${server.url}: maxmemory-policy is allkeys-lru, so Redis may drop batches when its memory is full; set it to noeviction`,
    ])
    await kill(worker)
    const heard = (await worker.ending).stderr.split('\n').filter((line) => /evict|policy/i.test(line))
    expect(heard).toHaveLength(1)
  })

  it.each(full ? [['custom'], ['memetic']] : [['memetic']])(
    'that has no room is said to have none, and has the same result later: %s',
    async (kind) => {
      const server = await RedisServer.start()
      const worker = await startWorker(server)
      const config = kind === 'custom' ? steady : heavy
      const folder = folderWith({ ...files, 'c.json': JSON.stringify(config) })
      const run = start(folder, 'c.json', '--out', 'run', '--queue', server.url)
      await run.says('best')
      await server.commands.config('SET', 'maxmemory', '1mb')
      await run.says('queue: Redis takes nothing more: OOM')
      await sleep(1000)
      await server.commands.config('SET', 'maxmemory', '0')
      const { code, stderr } = await run.ending
      expect(code, stderr).toBe(0)
      expect(resultOf(join(folder, 'run'))).toEqual(await expectedResult(config))
      await kill(worker)
    },
  )

  inFull('that says nothing any more ends the training after executor.wait', async () => {
    const server = await RedisServer.start()
    const worker = await startWorker(server)
    const folder = folderWith(files)
    const config = { ...steady, stop: { generations: 1_000_000 }, executor: { kind: 'queue', wait: 8 } }
    writeFileSync(join(folder, 'c.json'), JSON.stringify(config))
    const run = start(folder, 'c.json', '--queue', server.url)
    await run.says('best')
    server.freeze()
    const { code, stderr } = await run.ending
    expect(stderr).toContain(`${server.url} is not reached any more: trying again\n`)
    expect(stderr).toContain(`evolve: ${server.url} was not reached for 8 s\n`)
    expect(code).toBe(1)
    await worker.says(`${server.url} is not reached any more: trying again\n`)
    await kill(worker)
  })
})

describe('two trainings', () => {
  it('on the same queue are both right', async () => {
    const server = await RedisServer.start()
    const workers = [await startWorker(server), await startWorker(server)]
    const executor = { kind: 'queue', url: server.url } as const
    const other = fewTrainings['islands that differ']!
    const folder = folderWith({ ...files, ...modules })
    const [one, two, alone, expected] = await Promise.all([
      train({ ...steady, executor }, folder, 'one'),
      train({ ...other, executor }, folder, 'two'),
      train(other, folder, 'alone', { workers: 1 }),
      expectedResult(),
    ])
    expect(one.result).toEqual(expected)
    expect(two.result).toEqual(alone.result)
    await Promise.all(workers.map(kill))
  })
})
