import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, it } from 'vitest'
import { EvolveError, InputError } from '../../src/errors.ts'
import { Watchdog } from './watchdog.ts'

/**
 * How many times as many cases as in the tests: `FUZZ=100 npm run fuzz`. Then the cases are other ones each time; the
 * seed of a failure is printed.
 */
const effort = Number(process.env['FUZZ'] ?? '0')

/**
 * Tries random inputs. Each must be accepted or refused with an error of ours that fits on a line; anything else is a
 * bug: another error, a hang, or an end of the process.
 *
 * @param cases as many as take a second or two
 * @param attempt gets a folder for the files of its case
 */
export function fuzz<T>(
  name: string,
  cases: number,
  inputs: fc.Arbitrary<T>,
  attempt: (input: T, folder: string) => void | Promise<void>,
): void {
  const folder = mkdtempSync(join(tmpdir(), 'evolve-fuzz-'))
  const watchdog = new Watchdog(folder)
  afterAll(async () => {
    await watchdog.end()
    rmSync(folder, { recursive: true, force: true })
  })
  const numRuns = Math.ceil(cases * Math.max(1, effort))
  const seed = effort > 0 ? Date.now() % 2 ** 31 : 1
  it(name, async () => {
    const property = fc.asyncProperty(inputs, async (input) => {
      watchdog.beat()
      await allowed(() => attempt(input, folder))
    })
    await fc.assert(property, { numRuns, seed, endOnFailure: effort === 0 })
  }, 3_600_000)
}

async function allowed(attempt: () => void | Promise<void>): Promise<void> {
  try {
    await attempt()
  } catch (error) {
    if (!(error instanceof EvolveError)) throw error
    const lines = error.message.split('\n')
    const issues = error instanceof InputError ? error.issues.length : 1
    if (lines.length > Math.min(issues, 21) || /\r/.test(error.message))
      throw new Error('the message is more than a line for each issue', { cause: error })
    const longest = Math.max(...lines.map((line) => line.length))
    if (longest > 2000) throw new Error(`the message has ${longest} characters`, { cause: error })
  }
}
