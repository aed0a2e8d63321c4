import { join, resolve } from 'node:path'
import { InputError, quote } from '../errors.ts'
import type { Failure } from '../evaluation/faults.ts'
import { isFailure, type Score, type ScoredAt } from '../evaluation/scorer.ts'
import { linesOf } from '../files/line-reader.ts'
import { type FailureRecord, failuresIn } from '../run/folder/failure-record.ts'
import { failuresName } from '../run/folder/failures-file.ts'
import { shownText } from '../shown-text.ts'
import { taskKind } from '../tasks/index.ts'
import { ownValue } from '../value-path.ts'
import { championPlace } from './champion-place.ts'
import { type ReadRun, readRun } from './read-run.ts'
import { championOf, singleOf } from './single.ts'

/** What the run recorded of an individual. */
export type Recorded =
  | { readonly kind: 'champion'; readonly score: Score }
  | {
      readonly kind: 'failure'
      readonly failure: FailureRecord
      readonly number: number
      readonly count: number
    }

/** An individual of a run, ready to be evaluated again in this process. */
export interface Replay {
  readonly recorded: Recorded
  readonly fitnessName: string
  readonly at: ScoredAt
  /** False if the module, or one that it imports by a relative path, has changed since the run. */
  readonly unchanged: boolean
  /** Evaluates it, without a deadline. May be called once. */
  play(): Promise<Replayed>
}

/** How an individual did this time. */
export interface Replayed {
  readonly outcome: Score | Failure
  /** The fitness of each episode that has one. */
  readonly episodes: readonly number[]
  /** What differs from the run, one line each; empty if it is the same bit for bit. */
  readonly differences: readonly string[]
}

/**
 * Prepares the replay of an individual: loads the fitness in this process, so that breakpoints and source maps work.
 * @param which the number of a failure, from 1, or `champion`
 * @param log called with each line that the user's code logs
 * @throws InputError for a run without such an individual, or whose task has no fitness of the user's own
 */
export async function prepareReplay(
  folder: string,
  which: string,
  log: (line: string) => void,
): Promise<Replay> {
  const run = readRun(folder)
  const found = which === 'champion' ? recordedChampion(run, folder) : failureOf(run, folder, which)
  const { recorded, genome, at } = found
  const { evaluation } = await singleOf(run, folder, log)
  return {
    ...{ recorded, at, fitnessName: run.record.fitnessName, unchanged: unchanged(run) },
    async play() {
      await evaluation.ready()
      const episodes: number[] = []
      const outcome = await evaluation.score(genome, { ...at, played: (fitness) => episodes.push(fitness) })
      await evaluation.close()
      return { outcome, episodes, differences: differencesOf(recorded, outcome) }
    },
  }
}

interface Individual {
  readonly recorded: Recorded
  readonly genome: Float32Array | Float64Array
  readonly at: ScoredAt
}

function recordedChampion(run: ReadRun, folder: string): Individual {
  const { genome, recorded } = championOf(run, folder)
  const { train, violation = 0, behaviour } = recorded
  const metrics = Object.keys(train.metrics).length === 0 ? {} : { metrics: train.metrics }
  const score = { fitness: train.fitness, violation, ...metrics, ...(behaviour && { behaviour }) }
  return { recorded: { kind: 'champion', score }, genome, at: championPlace(recorded) }
}

function failureOf({ failures }: ReadRun, folder: string, which: string): Individual {
  const count = failures.length
  const number = /^\d+$/.test(which) ? Number(which) : Number.NaN
  const failure = number <= count ? failureAt(folder, number) : null
  if (failure === null) {
    const range =
      count === 0 ? 'champion, since no failure was recorded' : `champion, or a failure from 1 to ${count}`
    throw new InputError({ file: folder, expected: range, found: quote(which) })
  }
  const { generation, individual, fresh, genome } = failure
  if (genome === null) {
    const expected = 'a failure whose genome is kept'
    throw new InputError({ file: folder, expected, found: `failure ${number}, which came after many others` })
  }
  return {
    recorded: { kind: 'failure', failure, number, count },
    genome: Float64Array.from(genome),
    at: { generation: generation - 1, individual, ...fresh },
  }
}

/** A failure with its genome, by its number from 1. */
function failureAt(folder: string, number: number): FailureRecord | null {
  const file = join(folder, failuresName)
  let at = 0
  for (const record of failuresIn(linesOf(file), file)) if (++at === number) return record
  return null
}

/** The result of an evaluation whose promise nothing can settle any more. */
export function neverEnds({ recorded, at }: Pick<Replay, 'recorded' | 'at'>): Replayed {
  const message = 'its promise never settles: nothing is left that could settle it'
  const { generation, individual } = at
  const outcome: Failure = { kind: 'deadline', message, stack: null, generation, individual, seed: 0 }
  const same = recorded.kind === 'failure' && recorded.failure.kind === 'deadline'
  return { outcome, episodes: [], differences: same ? [] : differencesOf(recorded, outcome) }
}

/** False if the module no longer has the hash that the run kept, or is gone. */
function unchanged({ folder, config, record }: ReadRun): boolean {
  const kind = taskKind(config.task)
  const { module } = kind.sources(config.task)
  if (module === undefined) return true
  try {
    return kind.hash?.(resolve(folder, module)) === record.hashes['module']
  } catch {
    return false
  }
}

function differencesOf(recorded: Recorded, outcome: Score | Failure): string[] {
  if (recorded.kind === 'failure') {
    const { kind, message } = recorded.failure
    if (!isFailure(outcome)) return [`fitness ${outcome.fitness}, recorded: the failure "${message}"`]
    if (outcome.kind === kind && outcome.message === message) return []
    return [`${outcome.kind}: ${outcome.message}, recorded: ${kind}: ${message}`]
  }
  const { score } = recorded
  if (isFailure(outcome)) return [`failure "${outcome.message}", recorded: the fitness ${score.fitness}`]
  const names = new Set([...Object.keys(outcome.metrics ?? {}), ...Object.keys(score.metrics ?? {})])
  const pairs: (readonly [name: string, found: unknown, recorded: unknown])[] = [
    ['fitness', outcome.fitness, score.fitness],
    ['violation', outcome.violation, score.violation],
    ...[...names].map(
      (name) =>
        [
          `metric ${shownText(name)}`,
          ownValue(outcome.metrics ?? {}, name),
          ownValue(score.metrics ?? {}, name),
        ] as const,
    ),
    ['behaviour', text(outcome.behaviour), text(score.behaviour)],
  ]
  return pairs
    .filter(([, one, other]) => one !== other)
    .map(([name, one, other]) => `${name} ${one ?? 'none'}, recorded ${other ?? 'none'}`)
}

function text(values: readonly number[] | undefined): string | undefined {
  return values?.map((value) => String(value + 0)).join(', ')
}
