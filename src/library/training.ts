import { relative, resolve, sep } from 'node:path'
import type { BuiltRun } from '../config/build.ts'
import { sourceFile, withSourceFile } from '../config/schema/task.ts'
import type { Config } from '../config/schema.ts'
import { EvolveError } from '../errors.ts'
import type { SplitScores } from '../evaluation/evaluator.ts'
import { writeModel } from '../model/model-file.ts'
import type { GenerationEvent, Outcome } from '../run/events.ts'
import type { RunFolder } from '../run/folder.ts'
import { type RunEnd, runRecord } from '../run/record.ts'
import type { Trainer } from '../run/trainer.ts'
import { ChampionRecorder, type Company, keepsChampions } from './champion-recorder.ts'
import { TrainedModel } from './trained-model.ts'

/** A finished run. */
export interface Run {
  /** How it ended: the reason, and how much it took. */
  readonly outcome: Outcome
  /** The champion's fitness and figures on each part of the data. */
  readonly scores: SplitScores
  /** The same of the champion at the end of each phase of the outcome: before and after fine-tuning. */
  readonly phaseScores: readonly SplitScores[]
  /** The best network of the run, ready to use. */
  readonly champion: TrainedModel
  /** Where its folder lies; null if it was not asked for one. */
  readonly folder: string | null
}

/** The champion reaches the disk at most this often while training goes on. */
const championEveryMs = 5000

/**
 * Trains what a config was built into, a generation a step, and keeps the run folder up to date: whatever ends the
 * training (a criterion, the caller leaving its loop, an error), what was found is written and the threads are ended.
 * @param folder null to write nothing
 * @param warn told what went wrong beside the training: a metrics line that the disk refused
 * @param company whether it is one of many trainings, which keep no champions for a film unless the config wants it
 */
export async function* runTraining(
  built: BuiltRun,
  folder: RunFolder | null,
  warn: (line: string) => void,
  signal?: AbortSignal,
  company: Company = 'alone',
): AsyncGenerator<GenerationEvent, Run> {
  const { trainer, evaluator } = built
  const journal = folder === null ? null : new Journal(built, folder, warn, company)
  let finished = false
  try {
    journal?.begin()
    const events = trainer.run(signal)
    let step = await events.next()
    while (step.done !== true) {
      journal?.generation(step.value)
      yield step.value
      step = await events.next()
    }
    const end = splitScores(evaluator, step.value)
    finished = true
    journal?.end(end)
    return {
      ...end,
      champion: TrainedModel.of(modelOf(built, end.outcome.champion.genome), built),
      folder: folder?.path ?? null,
    }
  } catch (error) {
    finished = true
    journal?.fail(error)
    throw error
  } finally {
    if (!finished) journal?.leave()
    await evaluator.close()
  }
}

function splitScores(evaluator: BuiltRun['evaluator'], outcome: Outcome): RunEnd {
  const scores = evaluator.splitScores(outcome.champion.genome)
  const phaseScores = outcome.phases.map(({ champion }) =>
    champion === outcome.champion ? scores : evaluator.splitScores(champion.genome),
  )
  return { outcome, scores, phaseScores }
}

function modelOf(
  { topology, signature }: BuiltRun,
  parameters: Float32Array,
): Parameters<typeof writeModel>[0] {
  return { topology, parameters, signature }
}

/** The config as it was resolved, to be read where it is written: with the data's path from there, and no folder of its own. */
function configFrom({ config: { out: _, ...config }, directory }: BuiltRun, folder: string): Config {
  const source = sourceFile(config.task)
  if (source === null) return config
  const file = relative(resolve(folder), resolve(directory, source)).replaceAll(sep, '/')
  return { ...config, task: withSourceFile(config.task, file) }
}

/** What a run writes, and when. */
class Journal {
  private readonly built: BuiltRun
  private readonly folder: RunFolder
  private readonly warn: (line: string) => void
  private readonly startedAt: string = new Date().toISOString()
  private championWritten = { generation: 0, atMs: 0 }
  private warned = false
  private latest: GenerationEvent | null = null
  private failures = 0
  private readonly champions: ChampionRecorder | null

  constructor(built: BuiltRun, folder: RunFolder, warn: (line: string) => void, company: Company) {
    this.built = built
    this.folder = folder
    this.warn = warn
    this.champions = keepsChampions(built, company) ? new ChampionRecorder(built, folder, warn) : null
  }

  begin(): void {
    this.folder.writeJson('config.json', configFrom(this.built, this.folder.path))
    this.folder.writeJson('run.json', runRecord(this.built.identity, this.startedAt, null))
  }

  generation(event: GenerationEvent): void {
    this.latest = event
    this.failures += event.failures
    this.champions?.generation(event)
    this.attempt(() => {
      this.folder.append(event)
      const { best } = this.built.trainer
      const { generation, atMs } = this.championWritten
      const { elapsedMs } = event.timing
      if (best === null || best.generation === generation || elapsedMs - atMs < championEveryMs) return
      this.championWritten = { generation: best.generation, atMs: elapsedMs }
      this.writeChampion(best.genome)
    })
  }

  end(end: RunEnd): void {
    this.champions?.end()
    try {
      this.writeChampion(end.outcome.champion.genome)
      this.folder.flush()
      this.folder.writeJson('run.json', runRecord(this.built.identity, this.startedAt, end))
    } catch (cause) {
      throw new EvolveError(
        'output',
        `${this.folder.path}: could not be written: ${(cause as Error).message}`,
        { cause },
      )
    }
  }

  fail(error: unknown): void {
    this.attempt(() => {
      this.salvage()
      const { generation: generations = 0, evaluations = 0, timing } = this.latest ?? {}
      const record = runRecord(this.built.identity, this.startedAt, {
        error: error instanceof Error ? error.message : String(error),
        generations,
        evaluations,
        failures: this.failures,
        elapsedMs: timing?.elapsedMs ?? 0,
      })
      this.folder.writeJson('run.json', record)
    })
  }

  /** The caller stopped listening: the run counts as interrupted. */
  leave(): void {
    const { trainer, evaluator } = this.built
    const outcome = interrupted(trainer)
    if (outcome === null) this.fail(new EvolveError('run', 'left before the first generation'))
    else this.end(splitScores(evaluator, outcome))
  }

  private salvage(): void {
    this.champions?.end()
    const { best } = this.built.trainer
    if (best !== null) this.writeChampion(best.genome)
    this.folder.flush()
  }

  private writeChampion(genome: Float32Array): void {
    this.folder.write('champion.json', writeModel(modelOf(this.built, genome)))
  }

  /** What the disk refuses must not end the training; it is said once. */
  private attempt(write: () => void): void {
    try {
      write()
    } catch (error) {
      if (!this.warned) this.warn(`${this.folder.path}: ${(error as Error).message}; training goes on`)
      this.warned = true
    }
  }
}

function interrupted(trainer: Trainer): Outcome | null {
  return trainer.best === null ? null : trainer.outcome('interrupted')
}
