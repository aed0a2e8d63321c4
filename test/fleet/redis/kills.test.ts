/** Every part is killed at random instants, and the result is that of one process that nothing happens to. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, type Running, start } from '../../e2e/command-line.ts'
import { full } from './counts.ts'
import { resultOf, train } from './results.ts'
import { RedisServer } from './server.ts'
import { expectedResult, files, Pauses, steady } from './steady.ts'
import { kill, startWorker } from './worker.ts'

const kills = full ? 30 : 2

/** Hands the training to a queue until a part has been killed so often, and compares each result. */
async function survive(
  server: RedisServer,
  seed: number,
  mishap: (number: number) => Promise<void>,
): Promise<void> {
  const pauses = new Pauses(seed)
  const executor = { kind: 'queue', url: server.url, lock: 1 } as const
  let [count, runs] = [0, 0]
  while (count < kills) {
    const run = train({ ...steady, executor }, folderWith(files), `run-${++runs}`)
    while (count < kills && (await pauses.wait(run))) await mishap(++count)
    const { result } = await run
    expect(result, `run ${runs}`).toEqual(await expectedResult())
    expect((await server.keys()).filter((key) => !key.startsWith('evolve:worker'))).toEqual([])
  }
  console.log(`${count} kills in ${runs} runs`)
}

describe('a training gives the same, whatever is killed', () => {
  it('one of two workers, replaced by a new one', async () => {
    const server = await RedisServer.start()
    const workers = [await startWorker(server), await startWorker(server)]
    await survive(server, 1, async (number) => {
      await kill(workers[number % 2]!)
      workers[number % 2] = await startWorker(server)
    })
    for (const worker of workers) await kill(worker)
  })

  it('the only worker', async () => {
    const server = await RedisServer.start()
    let worker = await startWorker(server)
    await survive(server, 2, async () => {
      await kill(worker)
      worker = await startWorker(server)
    })
    await kill(worker)
  })

  it.each([
    ['with its data', true],
    ['without its data', false],
  ])('Redis, started again %s', async (_, data) => {
    const server = await RedisServer.start()
    const worker = await startWorker(server)
    await survive(server, data ? 3 : 4, async () => {
      await server.kill()
      await server.launch({ data })
    })
    await kill(worker)
  })

  it('the coordinator, resumed', async () => {
    const server = await RedisServer.start()
    const worker = await startWorker(server)
    const pauses = new Pauses(5)
    let [count, runs] = [0, 0]
    while (count < kills) {
      const folder = folderWith(files)
      writeFileSync(join(folder, 'c.json'), JSON.stringify(steady))
      const begin = (): Running => start(folder, 'c.json', '-q', '--out', 'run', '--queue', server.url)
      const goOn = (): Running => start(folder, 'resume', 'run', '-q', '--queue', server.url)
      let run = begin()
      runs++
      while (count < kills && (await pauses.wait(run.ending, 2500))) {
        await kill(run)
        count++
        run = existsSync(join(folder, 'run/run.json')) ? goOn() : begin()
      }
      const { code, stderr } = await run.ending
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(resultOf(join(folder, 'run'))).toEqual(await expectedResult())
    }
    console.log(`${count} kills in ${runs} runs`)
    await kill(worker)
  })
})
