import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type BuiltRun, buildRun } from '../config/build.ts'
import { EvolveError, InputError } from '../errors.ts'
import { linesOf } from '../files/line-reader.ts'
import type { Champion, GenerationEvent, Phase } from '../run/events.ts'
import { failuresIn, verdictOf } from '../run/folder/failure-record.ts'
import { failuresName } from '../run/folder/failures-file.ts'
import type { MetricsLine } from '../run/folder/metrics-line.ts'
import { MetricsLines } from '../run/folder/metrics-lines.ts'
import { readOptional } from '../run/folder/read-file.ts'
import { metricsIn } from '../run/folder/read-metrics.ts'
import { readRecord, type StoredRecord } from '../run/folder/read-record.ts'
import { metricsName } from '../run/folder/run-folder.ts'
import { championFile, championName } from './champion-file.ts'
import { withData } from './kept-files.ts'
import { resolvedConfig } from './resolved-config.ts'
import { hashChange, sourceChanges } from './resume-checks.ts'
import { readRunConfig, recordedComputation } from './run-config.ts'

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
  const config = withData(readRunConfig(folder), undefined, folder)
  const built = await buildRun(config, {
    directory: resolve(folder),
    timeUpAfter: endsOf(folder, record),
    hash: record.hashes['config'],
    ...options,
    computation: recordedComputation(config, record),
  })
  try {
    const [change] = sourceChanges(record, built, folder)
    if (change !== undefined) throw new InputError(change)
    const [edited] = hashChange(record.hashes, resolvedConfig(built, folder), folder)
    if (edited !== undefined) throw new InputError(edited)
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
    comparison.end(record.generations)
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
  private readonly lines: Iterator<MetricsLine>

  constructor(path: string) {
    this.lines = metricsIn(path)
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
    if (this.difference !== null) return
    if (this.next === null) {
      this.differ(line.generation, 'the run has no line of it')
      return
    }
    // What a file holds has been through JSON. Lines of earlier versions lack some keys.
    const again = JSON.parse(JSON.stringify(line)) as MetricsLine
    const { timing: _, ...expected } = this.next
    const found = Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(again, key)]))
    if (!isDeepStrictEqual(expected, found)) {
      this.difference = {
        ...{ generation: again.generation, after: this.same },
        figures: figuresThatDiffer(expected, found),
      }
      return
    }
    this.same = again.generation
    this.next = this.following
    this.following = this.read()
  }

  /**
   * The repetition has ended: it differs if the file goes on, or if it has fewer generations than its record says.
   * @param generations of the record; undefined if it does not say
   */
  end(generations: number = this.same): void {
    if (this.difference !== null) return
    const { next, same } = this
    if (next !== null) this.differ(next.generation, `the run has it, its repetition ends after ${same}`)
    else if (same !== generations) this.differ(generations, 'the run has no line of it')
  }

  private differ(generation: number, figure: string): void {
    this.difference = { generation, after: this.same, figures: [figure] }
  }

  private read(): MetricsLine | null {
    const { value, done } = this.lines.next()
    return done === true ? null : value
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

/** Files of earlier versions have no checksum. */
function sameChampion(built: BuiltRun, folder: string, champion: Champion | null): boolean | null {
  const file = readOptional(folder, championName)
  if (file === null || champion === null) return null
  const whole = championFile(built, champion.genome)
  return file.toString() === whole || file.toString() === whole.replace(/ {2}"sha256": "\w+",\n/, '')
}

/** What the clock or the machine decided is taken over. */
function* verdictsOf(folder: string) {
  const file = join(folder, failuresName)
  for (const record of failuresIn(linesOf(file), file)) {
    const verdict = verdictOf(record)
    if (verdict !== null) yield verdict
  }
}

/**
 * The generations of each phase after which its time was up. Where the clock did not end a phase, or that is not known, it
 * never ends it in the repetition either.
 */
function endsOf(folder: string, { phases }: StoredRecord): Readonly<Record<Phase, number>> {
  const ended = (name: Phase): number | undefined =>
    phases.find(({ phase, reason }) => phase === name && reason === 'seconds')?.generations
  // A run that did not end has no phases in its record, but fine-tuning says where it began.
  const began = (): number | undefined => {
    if (phases.length > 0) return undefined
    for (const { phase, phaseStart } of metricsIn(join(folder, metricsName)))
      if (phase === 'finetune') return phaseStart.generation
    return undefined
  }
  const [train, finetune] = [ended('train') ?? began(), ended('finetune')]
  return { train: train ?? Number.POSITIVE_INFINITY, finetune: finetune ?? Number.POSITIVE_INFINITY }
}
