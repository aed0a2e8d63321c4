import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ConfigInput, EvolveOptions } from '../../../src/index.ts'
import { built } from '../../e2e/built.ts'
import { readText } from '../../e2e/command-line.ts'

const { evolve } = await built<typeof import('../../../src/index.ts')>('index')

/** What must not depend on who computes it. */
export interface Result {
  readonly champion: string
  /** Lines. */
  readonly metrics: readonly string[]
  /** Lines, without stacks, whose frames differ. */
  readonly failures: readonly string[]
}

export function resultOf(run: string): Result {
  const lines = (name: string): Record<string, unknown>[] =>
    (existsSync(join(run, name)) ? readText(run, name) : '')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
  return {
    champion: readText(run, 'champion.json'),
    metrics: lines('metrics.jsonl').map(({ timing: _, ...rest }) => JSON.stringify(rest)),
    failures: lines('failures.jsonl')
      .map(({ stack: _, ...rest }) => JSON.stringify(rest))
      .sort(),
  }
}

/** Trains into `out` in the folder, in this process or by the queue that the config names. @returns the notices */
export async function train(
  config: ConfigInput & object,
  directory: string,
  out: string,
  options: EvolveOptions = {},
): Promise<{ readonly result: Result; readonly notices: readonly string[] }> {
  const notices: string[] = []
  const onNotice = (line: string): void => void notices.push(line)
  await evolve(config, { directory, out, onNotice, ...options })
  return { result: resultOf(join(directory, out)), notices }
}

/** Trains in this process and by the queue, and expects the same. @returns the notices of the queue */
export async function expectSame(
  config: ConfigInput & object,
  executor: NonNullable<ConfigInput['executor']>,
  directory: string,
): Promise<readonly string[]> {
  const [alone, fleet] = await Promise.all([
    // A fitness may hang, which ends a thread alone.
    train(config, directory, 'alone', { workers: 1 }),
    train({ ...config, executor }, directory, 'fleet'),
  ])
  expect(fleet.result).toEqual(alone.result)
  expect(fleet.result.metrics.length).toBeGreaterThan(0)
  // Workers look for new runs every half second.
  // On a busy machine workers take longer to find a run.
  return fleet.notices.filter((line) => !line.startsWith('waiting for a worker at '))
}
