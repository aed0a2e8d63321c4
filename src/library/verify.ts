import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type BuiltRun, buildRun } from '../config/build.ts'
import type { Config } from '../config/schema.ts'
import { EvolveError, InputError } from '../errors.ts'
import { linesOf } from '../files/line-reader.ts'
import type { Champion, GenerationEvent } from '../run/events.ts'
import { failuresIn, verdictOf } from '../run/folder/failure-record.ts'
import { failuresName } from '../run/folder/failures-file.ts'
import type { MetricsLine } from '../run/folder/metrics-line.ts'
import { MetricsLines } from '../run/folder/metrics-lines.ts'
import { readOptional } from '../run/folder/read-file.ts'
import { readRecord, type StoredRecord } from '../run/folder/read-record.ts'
import { metricsName } from '../run/folder/run-folder.ts'
import { championFile, championName } from './champion-file.ts'
import { sourceChanges } from './resume-checks.ts'
import { asComputed, readRunConfig } from './run-config.ts'

/** The first difference between a run and its repetition. */
export interface RunDifference {
  /** The generation of the line that differs; 0 for the champion at the end. */
  readonly generation: number
  /** The generation of the line before, which is the same; 0 if there is none. */
  readonly after: number
  /** What differs of the generation itself, in words; empty if it differs only in what has no line. */
  readonly figures: readonly string[]
}

/** The result of a repetition. */
export interface Verification {
  readonly workers: number
  /** The generations that are the same. */
  readonly generations: number
  /** Null if nothing differs. */
  readonly difference: RunDifference | null
  /** Whether the champion at the end is the same too; null if it cannot be compared. */
  readonly champion: boolean | null
}

export interface VerifyOptions {
  readonly workers: number
  readonly onNotice: (line: string) => void
  readonly onLog?: ((line: string) => void) | undefined
  /** Called with each generation. */
  readonly onGeneration?: (event: GenerationEvent) => void
  /** Once aborted, the current generation is the last. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs a run again, without writing anything, and compares it with its folder, generation by generation.
 * @throws InputError for a folder without a run, and for data, a module or a version that is not that of the run
 */
export async function verifyRun(folder: string, options: VerifyOptions): Promise<Verification> {
  const record = readRecord(folder)
  const config = readRunConfig(folder)
  const built = await buildRun(endedAsRecorded(config, record), {
    directory: resolve(folder),
    hash: record.hashes['config'],
    ...options,
    computation: { ...asComputed(config, record), engine: config.engine },
  })
  try {
    const [change] = sourceChanges(record, built, folder)
    if (change !== undefined) throw new InputError(change)
    built.verdicts.replay(verdictsOf(folder))
    return await repeat(built, record, folder, options)
  } finally {
    await built.evaluator.close()
  }
}

async function repeat(
  built: BuiltRun,
  record: StoredRecord,
  folder: string,
  { workers, onGeneration, signal }: VerifyOptions,
): Promise<Verification> {
  const { trainer } = built
  const comparison = new LineComparison(join(folder, metricsName))
  const lines = new MetricsLines(built.config.metrics.every)
  const events = trainer.run(signal)
  const result = (champion: boolean | null): Verification => {
    const { same, difference } = comparison
    return { workers, generations: same, difference, champion: difference === null ? champion : null }
  }
  try {
    let step = await events.next()
    for (; step.done !== true; step = await events.next()) {
      const event = step.value
      onGeneration?.(event)
      for (const line of lines.take(event, trainer.best?.generation ?? null)) comparison.take(line)
      // The last line of a phase may stand for generations that have none.
      if (comparison.next?.generation === event.generation && comparison.last) {
        for (const line of lines.end()) comparison.take(line)
      }
      if (comparison.difference !== null) return result(null)
      if (comparison.next === null && record.status !== 'done')
        return result(record.status === 'interrupted' ? sameChampion(built, folder, trainer.best) : null)
    }
    if (signal?.aborted === true) return result(null)
    for (const line of lines.end()) comparison.take(line)
    comparison.end()
    return result(sameChampion(built, folder, step.value.champion))
  } catch (error) {
    // A run that has failed fails again.
    if (record.status !== 'failed' || !(error instanceof EvolveError)) throw error
    comparison.end()
    return result(null)
  } finally {
    await events.return(undefined as never)
  }
}

/** Compares lines, one after the other, with those of a file. */
class LineComparison {
  /** The generations that are the same. */
  same = 0
  difference: RunDifference | null = null
  /** The next line of the file; null at its end. */
  next: MetricsLine | null
  private following: MetricsLine | null
  private readonly lines: Iterator<string>

  constructor(path: string) {
    this.lines = linesOf(path)
    this.next = this.read()
    this.following = this.read()
    if (this.next === null)
      throw new InputError({ file: path, expected: 'at least one generation', found: 'none' })
  }

  /** Whether the next line is the last one. */
  get last(): boolean {
    return this.following === null
  }

  take(line: MetricsLine): void {
    if (this.difference !== null || this.next === null) return
    // What a file holds has been through JSON.
    const again = JSON.parse(JSON.stringify(line)) as MetricsLine
    const { timing: _, ...expected } = this.next
    const { timing: __, ...found } = again
    if (!isDeepStrictEqual(expected, found)) {
      this.difference = {
        generation: again.generation,
        after: this.same,
        figures: figuresThatDiffer(expected, found),
      }
      return
    }
    this.same = again.generation
    this.next = this.following
    this.following = this.read()
  }

  /** The repetition has ended: it differs if the file goes on. */
  end(): void {
    if (this.difference !== null || this.next === null) return
    const { generation } = this.next
    const figures = [`the run has this generation, its repetition ends after ${this.same}`]
    this.difference = { generation, after: this.same, figures }
  }

  private read(): MetricsLine | null {
    const { value, done } = this.lines.next()
    return done === true ? null : (JSON.parse(value) as MetricsLine)
  }
}

function figuresThatDiffer(expected: object, found: object): string[] {
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)])
  keys.delete('digest')
  return [...keys].flatMap((key) => {
    const [was, is] = [expected, found].map((line): unknown => Reflect.get(line, key))
    return isDeepStrictEqual(was, is)
      ? []
      : [`${key} ${JSON.stringify(is)} instead of ${JSON.stringify(was)}`]
  })
}

function sameChampion(built: BuiltRun, folder: string, champion: Champion | null): boolean | null {
  const file = readOptional(folder, championName)
  return file === null || champion === null ? null : file.toString() === championFile(built, champion.genome)
}

/** What the clock or the machine decided is taken over. */
function* verdictsOf(folder: string) {
  const file = join(folder, failuresName)
  for (const record of failuresIn(linesOf(file), file)) {
    const verdict = verdictOf(record)
    if (verdict !== null) yield verdict
  }
}

/** The config with the generations at which its time was up, instead of the time. */
function endedAsRecorded(config: Config, { phases }: StoredRecord): Config {
  const ended = (phase: string): number | undefined =>
    phases.find((end) => end.phase === phase && end.reason === 'seconds')?.generations
  const { seconds: _, ...stop } = config.stop
  const [generations, epochs] = [ended('train'), ended('finetune')]
  return {
    ...config,
    stop: { ...stop, ...(generations !== undefined && { generations }) },
    finetune: config.finetune && {
      ...config.finetune,
      seconds: undefined,
      ...(epochs !== undefined && { epochs }),
    },
  }
}
