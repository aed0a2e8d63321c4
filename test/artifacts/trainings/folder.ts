import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ConfigInput } from '../../../src/config/input.ts'
import { parseConfig } from '../../../src/config/parse.ts'
import type { RunRecord } from '../../../src/run/folder/record.ts'
import type { TrainingsRecord } from '../../../src/run/folder/trainings-record.ts'
import { event, record } from '../../report/html/sample.ts'

/** A training that has ended with a fitness, the same on all parts. */
export function trained(seed: number, fitness: number, more: Partial<RunRecord> = {}): RunRecord {
  const score = { fitness, metrics: { accuracy: 1 - fitness } }
  const champion = { generation: 3, train: score, validation: score, test: null }
  return record({ ...{ name: 'penguins', seed, champion, generations: 3 }, ...more })
}

/** One that goes on, or was broken off. */
export const going: Partial<RunRecord> = {
  ...({ status: 'running', reason: null, endedAt: null, champion: null, phases: [] } as const),
  ...{ generations: 0, evaluations: 0, elapsedMs: 0 },
}

/**
 * The folder of several trainings, each with three generations.
 * @param runs their records by their folders
 */
export function trainingsFolder(
  root: string,
  {
    record: more,
    config,
  }: { readonly record: Partial<TrainingsRecord>; readonly config?: Partial<ConfigInput> },
  runs: Readonly<Record<string, RunRecord | string>>,
): string {
  const folder = mkdtempSync(join(root, 'several-'))
  const write = (name: string, content: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  const trainings: TrainingsRecord = {
    ...({ format: 'evolve-mlp trainings', version: 1, kind: 'repeats', repeats: 3 } as const),
    ...({ hashes: {}, versions: {}, engine: 'wasm', arithmetic: 'strict', status: 'done' } as const),
    ...more,
  }
  write('trainings.json', JSON.stringify(trainings))
  const task = { kind: 'classification', data: { generate: 'moons', validation: 0.2 } } as const
  write('config.json', JSON.stringify(parseConfig({ name: 'penguins', task, ...config })))
  for (const [name, run] of Object.entries(runs)) {
    write(`${name}/run.json`, typeof run === 'string' ? run : JSON.stringify(run))
    const lines = [1, 2, 3].map((generation) => `${JSON.stringify(event(generation))}\n`)
    write(`${name}/metrics.jsonl`, lines.join(''))
  }
  return folder
}
