/** Redis, the training and two workers are on hosts of their own, whose links fail. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Running } from '../../e2e/command-line.ts'
import { Field, type FieldOptions, leave } from './field.ts'

const [lost, found] = ['is not reached any more: trying again\n', 'is reached again\n']

/** A training with two workers, each of which has had batches. */
interface Scene {
  readonly field: Field
  readonly training: Running
  readonly workers: readonly [Running, Running]
}

async function begin(pauseMs: number, options: FieldOptions = {}): Promise<Scene> {
  const field = await Field.open(options)
  const workers = [field.work('one', pauseMs), field.work('two', pauseMs)] as const
  await says(workers, 'serving ')
  const training = field.train()
  await says([...workers], 'works for run ')
  await sleep(500)
  return { field, training, workers }
}

async function says(runs: readonly Running[], text: string): Promise<void> {
  await Promise.all(runs.map((run) => run.says(text)))
}

/** Lets all come to their end, and expects it to be the usual one. @returns what the training and the workers have printed */
async function end({ field, training, workers }: Scene): Promise<readonly string[]> {
  const { stderr } = await field.expectSame(training)
  await says(workers, ' has ended: ')
  const left = await Promise.all(workers.map(leave))
  return [stderr, ...left.map((ending) => ending.stderr)]
}

describe('a training gives the same, though', () => {
  it("a worker's link is down for longer than its lock", async () => {
    const scene = await begin(20)
    const { one } = scene.field.hosts
    one.unplug()
    await scene.workers[0].says(lost)
    one.plug()
    await scene.workers[0].says(found)
    const [ofTraining, , ofTwo] = await end(scene)
    expect(`${ofTraining}${ofTwo}`).not.toContain(lost)
  })

  it("the training's link is down for some seconds", async () => {
    const scene = await begin(5)
    const { training } = scene.field.hosts
    training.unplug()
    await scene.training.says(lost)
    training.plug()
    await scene.training.says(found)
    const [, ...ofWorkers] = await end(scene)
    expect(ofWorkers.join('')).not.toContain(lost)
  })

  it.each([
    ['some seconds', 0],
    ['so long that its connections are made again', 12_000],
  ])('no packet reaches Redis for %s', async (_, longerMs) => {
    const scene = await begin(5)
    const { redis } = scene.field.hosts
    const everybody = [scene.training, ...scene.workers]
    redis.silence()
    await says(everybody, lost)
    await sleep(longerMs)
    redis.hear()
    await says(everybody, found)
    await end(scene)
  })

  it('each link loses 2 % of its packets, and Redis is 50 ms away', async () => {
    const scene = await begin(0, { delayMs: 50 })
    for (const host of Object.values(scene.field.hosts)) host.lose(0.02)
    for (const line of await end(scene)) expect(line).not.toContain('refused')
  })

  it('a worker never reaches Redis', async () => {
    const field = await Field.open()
    field.hosts.one.unplug()
    const workers = [field.work('one'), field.work('two')] as const
    await workers[0].says(`${field.url} does not answer yet (`)
    await field.expectSame(field.train())
    await Promise.all(workers.map(leave))
  })
})

describe('where no packet reaches Redis any more', () => {
  it('the training ends after executor.wait, and a worker at Ctrl-C', async () => {
    const { field, training, workers } = await begin(5, { executor: { wait: 8 } })
    field.hosts.redis.silence()
    const { code, stderr } = await training.ending
    expect(stderr).toContain(`${field.url} ${lost}`)
    expect(stderr).toContain(`evolve: ${field.url} was not reached for 8 s\n`)
    expect(code).toBe(1)
    await Promise.all(workers.map(leave))
  })
})
