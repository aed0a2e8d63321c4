/** Redis, the training and two workers are on hosts of their own, whose links fail. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Running } from '../../e2e/command-line.ts'
import { Field, leave } from './field.ts'

const [lost, found] = ['is not reached any more: trying again', 'is reached again']

async function all(runs: readonly Running[], text: string): Promise<void> {
  await Promise.all(runs.map((run) => run.says(text)))
}

describe('a training gives the same, though', () => {
  it("a worker's link is down for longer than its lock", async () => {
    const field = await Field.open()
    const workers = [field.work('one'), field.work('two')]
    const training = field.train()
    await all(workers, 'works for run ')
    await sleep(500)
    field.hosts.one.unplug()
    await workers[0]!.says(lost)
    field.hosts.one.plug()
    await workers[0]!.says(found)
    const { stderr } = await field.expectSame(training)
    expect(stderr).not.toContain(lost)
    await all(workers, 'has ended: ')
    for (const worker of workers) console.log(await leave(worker))
  })

  it("the training's link is down", async () => {
    const field = await Field.open()
    const workers = [field.work('one'), field.work('two')]
    const training = field.train()
    await all(workers, 'works for run ')
    await sleep(500)
    field.hosts.training.unplug()
    await training.says(lost)
    await sleep(1000)
    field.hosts.training.plug()
    await training.says(found)
    await field.expectSame(training)
    for (const worker of workers) console.log(await leave(worker))
  })

  it('no packet reaches Redis for a while', async () => {
    const field = await Field.open()
    const workers = [field.work('one'), field.work('two')]
    const training = field.train()
    await all(workers, 'works for run ')
    await sleep(500)
    field.hosts.redis.silence()
    await all([training, ...workers], lost)
    await sleep(1000)
    field.hosts.redis.hear()
    await all([training, ...workers], found)
    await field.expectSame(training)
    for (const worker of workers) console.log(await leave(worker))
  })

  it('no packet reaches Redis for so long that all connections are made again', async () => {
    const field = await Field.open()
    const workers = [field.work('one'), field.work('two')]
    const training = field.train()
    await all(workers, 'works for run ')
    await sleep(500)
    field.hosts.redis.silence()
    await sleep(25_000)
    field.hosts.redis.hear()
    const t = performance.now()
    await all([training, ...workers], found)
    console.log('found after', performance.now() - t)
    await field.expectSame(training)
    console.log('done after', performance.now() - t)
    for (const worker of workers) console.log(await leave(worker))
  })

  it('a worker never reaches Redis', async () => {
    const field = await Field.open()
    field.hosts.one.unplug()
    const workers = [field.work('one'), field.work('two', 0)]
    await workers[0]!.says('does not answer yet')
    await field.expectSame(field.train())
    for (const worker of workers) console.log(await leave(worker))
  })
})
