import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import type { Evaluation } from '../../../src/evaluation/evaluator.ts'
import { PopulationEvaluator } from '../../../src/evaluation/population-evaluator.ts'
import { linesOf } from '../../../src/files/line-reader.ts'
import { type EvolveOptions, evolve, type GenerationEvent, type Run } from '../../../src/index.ts'
import { type FailureRecord, failuresIn } from '../../../src/run/folder/failure-record.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-fitness-'))
let runs = 0

/** Removes the runs at the end of a test file. Files share processes and this module, so each of them asks for it. */
export function removeRunsAtEnd(): void {
  afterAll(() => rmSync(root, { recursive: true, force: true }))
}

/** The URL of a module of fitnesses for tests. */
export function fixture(name: string): URL {
  return new URL(`../../fixtures/fitness/${name}`, import.meta.url)
}

/** What is known of a run of a fitness. */
export interface RecordedRun {
  /** Null if it failed. */
  readonly run: Run | null
  readonly error: unknown
  readonly events: readonly Omit<GenerationEvent, 'timing'>[]
  /** By generation and row; NaN for a failure. */
  readonly fitness: readonly (readonly number[])[]
  readonly failures: readonly FailureRecord[]
  readonly champion: string | null
  readonly logs: readonly string[]
  readonly notices: readonly string[]
  readonly record: { readonly status: string; readonly failures: number; readonly error: string | null }
}

/** Runs a fitness to its end, and records all that it is known by. */
export async function recorded(
  config: { readonly task: object; readonly [key: string]: unknown },
  options: EvolveOptions = {},
): Promise<RecordedRun> {
  const out = join(root, `${++runs}`)
  const logs: string[] = []
  const notices: string[] = []
  const events: Omit<GenerationEvent, 'timing'>[] = []
  const fitness: number[][] = []
  const original = PopulationEvaluator.prototype.evaluate
  const spy = vi.spyOn(PopulationEvaluator.prototype, 'evaluate').mockImplementation(async function (
    this: PopulationEvaluator,
    ...asked
  ): Promise<Evaluation> {
    const evaluation = await original.apply(this, asked)
    const sign = this.direction === 'maximize' ? -1 : 1
    fitness.push(
      Array.from(evaluation.costs.cost, (cost) => (Number.isFinite(cost) ? sign * cost : Number.NaN)),
    )
    return evaluation
  })
  let run: Run | null = null
  let error: unknown = null
  try {
    run = await evolve({ ...config, task: { kind: 'custom', ...config.task } } as never, {
      seed: 7,
      out,
      onGeneration: ({ timing: _, ...event }) => void events.push(event),
      onNotice: (line) => void notices.push(line),
      onLog: (line) => void logs.push(line),
      ...options,
    })
  } catch (cause) {
    error = cause
  } finally {
    spy.mockRestore()
  }
  const text = (name: string): string | null =>
    existsSync(join(out, name)) ? readFileSync(join(out, name), 'utf8') : null
  return {
    ...{ run, error, events, fitness, logs, notices },
    // What the clock decides is written first.
    failures: [...failuresIn(linesOf(join(out, 'failures.jsonl')), 'failures.jsonl')].toSorted(
      (a, b) => a.generation - b.generation || a.individual - b.individual,
    ),
    champion: text('champion.json'),
    record: JSON.parse(text('run.json') ?? '{}'),
  }
}
