/** Every part is killed at random instants, and the result is that of one process that nothing happens to. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, type Running, start } from '../../e2e/command-line.ts'
import { full } from './counts.ts'
import { resultOf, train } from './results.ts'
import { RedisServer } from './server.ts'
import { expectedResult, files, heavy, Pauses, steady } from './steady.ts'
import { kill, startWorker } from './worker.ts'

/** What a training has beside its coordinator. */
interface Surroundings {
  readonly server: RedisServer
  readonly workers: Running[]
}

async function replace({ server, workers }: Surroundings, places: readonly number[]): Promise<void> {
  await Promise.all(places.map((place) => kill(workers[place]!)))
  const fresh = await Promise.all(places.map(() => startWorker(server)))
  for (const [k, place] of places.entries()) workers[place] = fresh[k]!
}

async function restart({ server }: Surroundings, data: boolean): Promise<void> {
  await server.kill()
  await server.launch({ data })
}

/** The parts, and how the `number`-th kill of one goes. */
const parts: Readonly<Record<string, (surroundings: Surroundings, number: number) => Promise<void>>> = {
  'Redis, which keeps its data': (surroundings) => restart(surroundings, true),
  'one of two workers': (surroundings, number) => replace(surroundings, [number % 2]),
  'Redis, which loses its data': (surroundings) => restart(surroundings, false),
  'all workers': (surroundings) => replace(surroundings, [0, 1]),
}

const names = Object.keys(parts)

describe('a training gives the same, whatever is killed:', () => {
  const groups = full ? names.map((name) => [name]) : [names]
  const cases = groups.map((group) => [group.join('; '), group, steady] as const)
  const ofRedis = groups.filter(([name]) => name!.startsWith('Redis'))
  const more = ofRedis.map((group) => [`${group[0]!}, with much to send`, group, heavy] as const)
  it.each([...cases, ...(full ? more : [])])('%s', async (name, killed, config) => {
    const server = await RedisServer.start()
    const surroundings = { server, workers: [await startWorker(server), await startWorker(server)] }
    const pauses = new Pauses(killed[0]!.length)
    const executor = { kind: 'queue', url: server.url, lock: 1 } as const
    const kills = full ? 30 : killed.length
    let [count, runs] = [0, 0]
    while (count < kills) {
      let begin = (): void => {}
      const begun = new Promise<void>((resolve) => {
        begin = resolve
      })
      const run = train({ ...config, executor }, folderWith(files), `run-${++runs}`, { onGeneration: begin })
      // Before, a Redis that is away is an error of the user.
      await Promise.race([begun, run])
      while (count < kills && (await pauses.wait(run))) {
        await parts[killed[count % killed.length]!]!(surroundings, count)
        count++
      }
      const { result } = await run
      expect(result, `run ${runs}`).toEqual(await expectedResult(config))
      await expect.poll(() => server.keysOfRuns(), { timeout: 10_000 }).toEqual([])
    }
    await Promise.all(surroundings.workers.map(kill))
    console.log(`${name}: ${count} kills in ${runs} runs`)
  })

  it('the coordinator, which is resumed', async () => {
    const server = await RedisServer.start()
    const worker = await startWorker(server)
    const pauses = new Pauses(5)
    const kills = full ? 30 : 2
    let [count, runs] = [0, 0]
    while (count < kills) {
      const folder = folderWith({ ...files, 'c.json': JSON.stringify(steady) })
      const begun = (): boolean => existsSync(join(folder, 'run/run.json'))
      const command = (): string[] => (begun() ? ['resume', 'run'] : ['c.json', '--out', 'run'])
      const next = (): Running => start(folder, ...command(), '-q', '--queue', server.url)
      let run = next()
      runs++
      while (count < kills && (await pauses.wait(run.ending, 2500))) {
        await kill(run)
        count++
        run = next()
      }
      expect(await run.ending).toMatchObject({ code: 0, stderr: '' })
      expect(resultOf(join(folder, 'run'))).toEqual(await expectedResult())
    }
    await kill(worker)
    console.log(`the coordinator: ${count} kills in ${runs} runs`)
  })
})
