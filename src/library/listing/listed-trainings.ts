import { join } from 'node:path'
import { disk } from '../../files/disk.ts'
import { bestOf } from '../../math/direction.ts'
import { quantile } from '../../math/quantile.ts'
import { isUnfinished } from '../../run/folder/claim-folder.ts'
import type { ListedRun, ListedStatus } from '../../run/folder/listed-run.ts'
import { workingOn } from '../../run/folder/lock.ts'
import { readTrainings, type TrainingsRecord, trainingsName } from '../../run/folder/trainings-record.ts'
import { statsOf } from '../../stats.ts'
import { recordedRun, searchIn, unlisted } from './listed-run.ts'

/** The trainings of a contestant. */
export interface TrainingFolders {
  /** The name of the contestant's folder; empty for repeats. */
  readonly contestant: string
  /** A run folder for each seed that has begun, in the order of the seeds. */
  readonly folders: readonly string[]
}

/** Several trainings of one command, as far as their files tell. */
export function listedTrainings(folder: string, name: string): ListedRun {
  const kind = statsOf(join(folder, 'compare.json')) === undefined ? 'repeats' : 'compare'
  try {
    const found = statsOf(join(folder, trainingsName)) === undefined ? earlierPlan(folder, kind) : null
    return summaryOf(folder, name, found ?? readTrainings(folder))
  } catch (error) {
    return unlisted(folder, name, kind, error)
  }
}

/** The run folders of several trainings that there are. */
export function trainingFolders(folder: string, kind: TrainingsRecord['kind']): TrainingFolders[] {
  const contestants = kind === 'repeats' ? [''] : disk.list(folder).toSorted()
  return contestants.flatMap((contestant) => {
    const parent = join(folder, contestant)
    if (statsOf(parent)?.isDirectory() !== true) return []
    const seeds = disk.list(parent).filter((entry) => /^seed-\d+$/.test(entry))
    const folders = seeds.toSorted((a, b) => seedIn(a) - seedIn(b)).map((entry) => join(parent, entry))
    return folders.length === 0 ? [] : [{ contestant, folders }]
  })
}

/** What a listing needs to know of trainings that were begun together. */
type Plan = Pick<TrainingsRecord, 'kind' | 'repeats' | 'contestants' | 'status'>

/** What the folders of an earlier version tell, which have no record of what was planned; null without trainings. */
function earlierPlan(folder: string, kind: TrainingsRecord['kind']): Plan | null {
  const groups = trainingFolders(folder, kind).map(({ folders }) => folders)
  if (groups.length === 0) return null
  const done = groups.flat().every((path) => readable(path)[0]?.status === 'done')
  const repeats = Math.max(...groups.map(({ length }) => length))
  return { kind, repeats, status: done ? 'done' : 'interrupted' }
}

function seedIn(name: string): number {
  return Number(name.slice('seed-'.length))
}

function summaryOf(folder: string, name: string, record: Plan): ListedRun {
  const { kind, repeats } = record
  const groups = trainingFolders(folder, kind).map(({ contestant, folders }) => ({
    name: contestant,
    trainings: folders.flatMap(readable),
  }))
  const all = groups.flatMap(({ trainings }) => trainings)
  const contestants = kind === 'repeats' ? 1 : (record.contestants?.length ?? groups.length)
  const { task, strategy } = searchIn(folder)
  const { fitnessName = null, direction = null } = all[0] ?? {}
  const best = bestGroup(groups, direction)
  const labels = new Map(record.contestants?.map(({ folder, label }) => [folder, label]))
  const holder = workingOn(folder)
  const ended = all.flatMap(({ endedAt }) => endedAt ?? []).toSorted()
  return {
    ...{ folder, name, kind, status: statusOf(record, holder !== null), reason: null },
    resumable: isUnfinished(folder),
    process: holder && { pid: holder.pid, host: holder.host },
    startedAt: all.flatMap(({ startedAt }) => startedAt ?? []).toSorted()[0] ?? null,
    endedAt: record.status === 'running' ? null : (ended.at(-1) ?? null),
    seed: all.reduce<number | null>(
      (least, { seed }) => (least === null || seed! < least ? seed : least),
      null,
    ),
    task,
    strategy: kind === 'repeats' || best === null ? strategy : (labels.get(best.name) ?? best.name),
    ...{ fitnessName, direction },
    ...mediansOf(best?.trainings ?? []),
    trainings: {
      planned: repeats * contestants,
      done: all.filter(({ status }) => status === 'done').length,
      contestants,
    },
    error: null,
  }
}

/** Nothing for a training that has not begun, or that cannot be read. */
function readable(folder: string): ListedRun[] {
  try {
    return [recordedRun(folder, '')]
  } catch {
    return []
  }
}

/** Only a process that is at work still holds the folder. */
function statusOf({ status }: Plan, held: boolean): ListedStatus {
  if (held) return 'running'
  return status === 'running' ? 'broken off' : status
}

interface ListedGroup {
  readonly name: string
  readonly trainings: readonly ListedRun[]
}

/** The one whose median is best; null without a fitness. */
function bestGroup(groups: readonly ListedGroup[], direction: ListedRun['direction']): ListedGroup | null {
  const medians = groups.map(({ trainings }) => mediansOf(trainings).fitness)
  const known = medians.filter((median) => median !== null)
  if (known.length === 0 || direction === null) return null
  return groups[medians.indexOf(bestOf(known, direction))] ?? null
}

type MedianFigure = 'fitness' | 'validation' | 'generations' | 'evaluations' | 'elapsedMs'

function mediansOf(runs: readonly ListedRun[]): Pick<ListedRun, MedianFigure> {
  const median = (figure: MedianFigure): number | null => {
    const values = runs.flatMap((run) => run[figure] ?? [])
    return values.length === 0 ? null : quantile(values, 0.5)
  }
  return {
    ...{ fitness: median('fitness'), validation: median('validation') },
    ...{ generations: median('generations'), evaluations: median('evaluations') },
    elapsedMs: median('elapsedMs'),
  }
}
