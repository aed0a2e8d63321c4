/**
 * A power failure at any call to the disk: only what was brought to the medium is left. The run goes on to the result of one
 * without a break.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { shareOf } from './counts.ts'
import { Medium, type Names } from './power-failure.ts'
import { forgetLock, resultOf, scenarios, train } from './scenarios.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-power-'))
let medium: Medium | null = null
afterEach(() => medium?.end('kept'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

let folders = 0
const fresh = (): string => join(base, `run-${++folders}`)

async function failingAt(call: number, names: Names, folder: string, config: object): Promise<number> {
  medium = new Medium(folder, call)
  await train(folder, config).catch(() => {})
  const { calls } = medium
  medium.end(names)
  medium = null
  forgetLock(folder)
  return calls
}

describe.each([
  'step sizes of their own, then Adam',
  'a noisy fitness with an election',
  'memetic on batches',
])('%s', (name) => {
  const config = scenarios[name]!

  it.each<Names>(['lost', 'kept'])('goes on, with names that are %s', async (names) => {
    const whole = fresh()
    const calls = await failingAt(Number.POSITIVE_INFINITY, names, whole, config)
    const expected = resultOf(whole)
    const places = shareOf(calls, 3)
    for (const call of places) {
      const folder = fresh()
      await failingAt(call, names, folder, config)
      await failingAt(1 + ((call * 7) % 31), names, folder, config)
      await train(folder, config)
      // A film may be lost: what it lacks is not worth more than the run.
      expect({ ...resultOf(folder), film: null }, `at call ${call} of ${calls}`).toEqual({
        ...expected,
        film: null,
      })
      rmSync(folder, { recursive: true })
    }
    console.log(`${name}: the power fails ${2 * places.length} times, names are ${names}`)
  })
})
