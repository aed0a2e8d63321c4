/**
 * A disk that refuses any one call, or writes less than it was given: the run ends well or with a message, and what it leaves
 * goes on to the result of a run without a fault. The same for a disk that refuses call after call until the run gives up.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { EvolveError } from '../../src/errors.ts'
import { shareOf } from './counts.ts'
import { type Fault, killAt, type Refusal, refuseAt } from './faulty-disk.ts'
import { forgetLock, resultOf, scenarios, train } from './scenarios.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-refused-'))
let fault: Fault | null = null
afterEach(() => fault?.end())
afterAll(() => rmSync(base, { recursive: true, force: true }))

let folders = 0
const fresh = (): string => join(base, `run-${++folders}`)
const names = ['step sizes of their own, then Adam', 'a noisy fitness with an election']
/** The film of a run may be lost, and then it is lost for good; its metrics too, if the run comes to its end without them. */
const dear = ['champion', 'config', 'record'] as const

async function callsOf(folder: string, config: object): Promise<number> {
  const counter = killAt(Number.POSITIVE_INFINITY)
  await train(folder, config)
  counter.end()
  return counter.calls
}

/** Trains on a disk with a fault. @returns what was said */
async function trainWith(faulty: Fault, folder: string, config: object): Promise<string[]> {
  fault = faulty
  const said: string[] = []
  const warn = (line: string): void => void said.push(line)
  try {
    await train(folder, config, { warn, wait: async () => {} })
  } catch (error) {
    if (!(error instanceof EvolveError)) throw error
    said.push(error.message)
  } finally {
    faulty.end()
    // The process ends here, and may not have been able to remove its lock.
    forgetLock(folder)
  }
  return said
}

describe.each(names)('%s', (name) => {
  const config = scenarios[name]!

  it.each<Refusal>(['ENOSPC', 'EIO', 'EMFILE', 'short write'])(
    'on a disk with %s at any call',
    async (refusal) => {
      const whole = fresh()
      const calls = await callsOf(whole, config)
      const expected = resultOf(whole) as Record<string, unknown>
      let refused = 0
      let silent = 0
      for (const call of shareOf(calls, 4)) {
        const folder = fresh()
        const faulty = refuseAt(call, refusal)
        const said = await trainWith(faulty, folder, config)
        if (faulty.happened) refused++
        if (said.length === 0) silent++
        for (const line of said) expect(line, `call ${call}`).not.toMatch(/\n|undefined|\[object/)
        await train(folder, config)
        const found = resultOf(folder) as Record<string, unknown>
        for (const key of dear) expect(found[key], `call ${call} of ${calls}: ${key}`).toEqual(expected[key])
        if (said.length === 0) expect(found, `call ${call} of ${calls}`).toEqual(expected)
        rmSync(folder, { recursive: true })
      }
      console.log(`${name}, ${refusal}: ${refused} of ${calls} calls refused, ${silent} without a word`)
    },
  )

  it('on a disk that is full from any call on, gives up, and goes on once there is room', async () => {
    const whole = fresh()
    const calls = await callsOf(whole, config)
    const expected = resultOf(whole)
    for (const call of shareOf(calls, 4)) {
      const folder = fresh()
      const said = await trainWith(refuseAt(call, 'ENOSPC', Number.POSITIVE_INFINITY), folder, config)
      // Without a word only if nothing is missing.
      if (said.length === 0) expect(resultOf(folder), `call ${call}`).toEqual(expected)
      await train(folder, config)
      const found = resultOf(folder) as Record<string, unknown>
      expect({ ...found, film: null }, `call ${call} of ${calls}`).toEqual({ ...expected, film: null })
      rmSync(folder, { recursive: true })
    }
  })
})
