/**
 * A run whose process ends at any call to the disk, and is resumed, gives the result of a run without a break: for each call,
 * and for a second end while it goes on.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { full, shareOf } from './counts.ts'
import { type Fault, killAt } from './faulty-disk.ts'
import { forgetLock, mixtures, resultOf, scenarios, strategies, train } from './scenarios.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-killed-'))
let fault: Fault | null = null
afterEach(() => fault?.end())
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** Without `CRASH=full` the islands stand for their strategies. */
const cases: Readonly<Record<string, object>> = { ...scenarios, ...mixtures, ...(full && strategies) }
let folders = 0
const fresh = (): string => join(base, `run-${++folders}`)

/** Trains until the process ends at a call. @returns whether it did; else it has come to its end */
async function killedAt(call: number, folder: string, config: object): Promise<boolean> {
  fault = killAt(call)
  await train(folder, config).catch(() => {})
  const { happened } = fault
  fault.end()
  forgetLock(folder)
  return happened
}

describe.each(Object.keys(cases))('%s', (name) => {
  const config = cases[name]!

  it('ends as without a break, at whatever call to the disk its process ends', async () => {
    const whole = fresh()
    const counter = killAt(Number.POSITIVE_INFINITY)
    await train(whole, config)
    const { calls } = counter
    counter.end()
    const expected = resultOf(whole)
    let kills = 0
    for (const call of shareOf(calls, name in mixtures ? 2 : 4)) {
      const folder = fresh()
      if (await killedAt(call, folder, config)) kills++
      // Some calls later it ends again, while it goes on.
      if (await killedAt(1 + ((call * 7) % 31), folder, config)) kills++
      await train(folder, config)
      expect(resultOf(folder), `ended at call ${call} of ${calls}`).toEqual(expected)
      rmSync(folder, { recursive: true })
    }
    console.log(`${name}: ${calls} calls to the disk, ended ${kills} times`)
  })
})
