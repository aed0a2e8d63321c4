import { join } from 'node:path'
import { z } from 'zod'
import { type StrategyConfig, strategyName } from '../../config/schema/strategy.ts'
import { InputError } from '../../errors.ts'
import { refusal } from '../../files/refusal.ts'
import { spreadLines } from '../../files/spread-lines.ts'
import { isUnfinished } from '../../run/folder/claim-folder.ts'
import type { ListedRun, ListedStatus } from '../../run/folder/listed-run.ts'
import { workingOn } from '../../run/folder/lock.ts'
import { readJson } from '../../run/folder/read-file.ts'
import { readRecord, type StoredRecord } from '../../run/folder/read-record.ts'
import { metricsName } from '../../run/folder/run-folder.ts'
import { configName } from '../run-config.ts'

/** A run as far as its files tell. A folder without a record, or with one that cannot be read, is damaged. */
export function listedRun(folder: string, name: string): ListedRun {
  try {
    return { ...recordedRun(folder, name), ...searchIn(folder) }
  } catch (error) {
    return unlisted(folder, name, 'run', error)
  }
}

/**
 * The same without what only the config tells.
 * @throws InputError for a folder whose record cannot be read
 */
export function recordedRun(folder: string, name: string): ListedRun {
  const record = readRecord(folder)
  const holder = workingOn(folder)
  const status: ListedStatus = record.status === 'running' && holder === null ? 'broken off' : record.status
  return {
    ...{ folder, name, kind: 'run', status, reason: record.reason },
    resumable: isUnfinished(folder),
    process: holder && { pid: holder.pid, host: holder.host },
    ...{
      startedAt: record.startedAt,
      endedAt: record.endedAt,
      seed: record.seed,
      task: null,
      strategy: null,
    },
    ...{ fitnessName: record.fitnessName ?? null, direction: record.direction ?? null },
    ...progressOf(record, folder),
    ...{ trainings: null, error: record.error },
  }
}

/** A folder that cannot be read. */
export function unlisted(folder: string, name: string, kind: ListedRun['kind'], error: unknown): ListedRun {
  return {
    ...{ folder, name, kind, status: 'damaged', reason: null, resumable: false, process: null },
    ...{ startedAt: null, endedAt: null, seed: null, task: null, strategy: null },
    ...{ fitnessName: null, direction: null, fitness: null, validation: null },
    ...{ generations: null, evaluations: null, elapsedMs: null, trainings: null },
    error: error instanceof InputError ? error.message : refusal(error),
  }
}

type Progress = Pick<ListedRun, 'fitness' | 'validation' | 'generations' | 'evaluations' | 'elapsedMs'>

/** How far a run came: by its record if it has ended, else by the last line of its metrics. */
function progressOf({ champion, status, ...totals }: StoredRecord, folder: string): Progress {
  const { generations, evaluations, elapsedMs } = totals
  const fitness = finite(champion?.train.fitness)
  if (champion !== null && status !== 'running') {
    const validation = finite(champion.validation?.fitness)
    return { fitness, validation, generations, evaluations, elapsedMs }
  }
  const last = metricsPoint(spreadLines(join(folder, metricsName), 2).at(-1))
  if (last === null) return { fitness, validation: null, generations, evaluations, elapsedMs }
  return {
    ...{ fitness: last.champion, validation: last.validation, generations: last.generation },
    ...{ evaluations: last.evaluations, elapsedMs: last.timing.elapsedMs },
  }
}

interface MetricsPoint {
  readonly generation: number
  readonly evaluations: number
  readonly champion: number | null
  readonly validation: number | null
  readonly timing: { readonly elapsedMs: number }
}

const pointSchema: z.ZodType<MetricsPoint> = z.object({
  generation: z.number(),
  evaluations: z.number(),
  champion: z.number().nullable(),
  validation: z.number().nullable(),
  timing: z.object({ elapsedMs: z.number() }),
})

/** What a listing needs of a line of metrics; null for a line that is none. */
function metricsPoint(line: string | undefined): MetricsPoint | null {
  try {
    return pointSchema.parse(JSON.parse(line ?? ''))
  } catch {
    return null
  }
}

/** The champion's fitness at some of the generations of a run, spread evenly over its metrics. */
export function sketchedCurve(folder: string, most: number): { readonly x: number; readonly y: number }[] {
  return spreadLines(join(folder, metricsName), most).flatMap((line) => {
    const point = metricsPoint(line)
    return point === null ? [] : [{ x: point.evaluations, y: point.champion ?? Number.NaN }]
  })
}

const searchSchema = z.looseObject({
  task: z.looseObject({ kind: z.string() }).optional(),
  strategy: z.looseObject({ kind: z.string() }).optional(),
})

/** Task and strategy as the config names them; any version's will do. */
export function searchIn(folder: string): Pick<ListedRun, 'task' | 'strategy'> {
  try {
    const { task, strategy } = searchSchema.parse(readJson(folder, configName))
    return { task: task?.kind ?? null, strategy: strategy === undefined ? null : nameOf(strategy) }
  } catch {
    return { task: null, strategy: null }
  }
}

function nameOf(strategy: { readonly kind: string }): string {
  try {
    return strategyName(strategy as StrategyConfig)
  } catch {
    return strategy.kind
  }
}

function finite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
