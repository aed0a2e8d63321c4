import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Override, parseOverrides } from '../../config/set.ts'
import { InputError } from '../../errors.ts'
import { redirectConsole } from '../../library/logged-lines.ts'
import { finishedRecord, openRun } from '../../library/open-run.ts'
import { readRunConfig } from '../../library/run-config.ts'
import { plural } from '../../report/number.ts'
import { tidyFolder } from '../../run/folder/left-by-crashes.ts'
import type { StoredRecord } from '../../run/folder/read-record.ts'
import { trainingsName } from '../../run/folder/trainings-record.ts'
import { statsOf } from '../../stats.ts'
import { compareAll } from '../compare/compare.ts'
import { exit } from '../exit.ts'
import { type QueueCommandOptions, queueChoice } from '../fleet/queue-options.ts'
import type { Host } from '../host.ts'
import { repeat } from '../repeats/repeats.ts'
import { checkRoom } from '../room.ts'
import { shortPath } from '../terminal/format.ts'
import { pageOptions } from '../train/dashboard.ts'
import { TrainingProgress } from '../train/progress.ts'
import { endText } from '../train/summary.ts'
import { trainPrepared } from '../train/train.ts'
import { readTrainingsOf } from '../trainings.ts'
import { defaultWorkers, wholeNumber, workerCount } from '../usage.ts'

/** The options of the command: unchecked texts. */
export interface ResumeCommandOptions extends QueueCommandOptions {
  readonly generations?: string
  readonly set?: readonly string[]
  readonly force?: boolean
  readonly dashboard?: string
  /** Whether the dashboard or the report is opened in a browser. */
  readonly open?: boolean
  readonly quiet?: boolean
}

/** `evolve resume <run>`: goes on with a run that has not ended. @returns the exit code */
export async function resume(run: string, options: ResumeCommandOptions, host: Host): Promise<number> {
  return statsOf(join(run, trainingsName)) === undefined
    ? await resumeRun(run, options, host)
    : await resumeTrainings(run, options, host)
}

/** Several trainings of one command: those that have ended stay, the others go on. */
async function resumeTrainings(path: string, options: ResumeCommandOptions, host: Host): Promise<number> {
  const { force = false, quiet = false } = options
  for (const [option, value] of [
    ['--generations', options.generations],
    ['--set', options.set?.[0]],
    ['--queue', options.queue],
  ] as const) {
    if (value !== undefined)
      throw new InputError({
        ...{ field: option, expected: 'a single run', found: `${shortPath(path)}, which has several` },
        hint: 'name one of its folders',
      })
  }
  const shown = pageOptions(options)
  const workers = options.workers === undefined ? undefined : workerCount(options.workers)
  const trainings = readTrainingsOf(path, { workers, quiet, force })
  const { record } = trainings.resumed
  if (record.status === 'done') {
    tidyFolder(path)
    if (!quiet) host.stdout.write(`${shortPath(path)} has ended: all of its trainings are done\n`)
    return exit.done
  }
  const { job, repeats } = trainings
  if (record.kind === 'compare') return await compareAll(trainings, host, shown)
  checkRoom(Math.min(job.workers, repeats), 3)
  return await repeat(trainings, host, shown)
}

async function resumeRun(run: string, options: ResumeCommandOptions, host: Host): Promise<number> {
  const { force, quiet = false } = options
  const queue = queueChoice(options)
  const overrides = [...overridesOf(options), ...queue.overrides]
  const shown = pageOptions(options)
  const given = options.workers === undefined ? undefined : workerCount(options.workers)
  const finished = finishedRecord(run, overrides)
  if (finished !== null) {
    tidyFolder(run)
    if (!quiet) host.stdout.write(finishedText(run, finished))
    return exit.done
  }
  const live = new TrainingProgress(readRunConfig(run, overrides), host, quiet)
  const workersOf = (workers: number | undefined): number => given ?? workers ?? defaultWorkers()
  let restore: () => void = () => {}
  try {
    const { built, folder, resumed, observer } = await openRun(run, {
      workers(config) {
        const workers = workersOf(config.workers)
        checkRoom(workers, 1)
        // With workers none of the user's code runs in this process.
        if (workers === 0) restore = redirectConsole(live.log)
        return workers
      },
      ...{ overrides, force, queue: queue.credentials, onLog: live.log },
      onNotice: (line) => live.notice(line),
      onWarning: (line) => live.warning(line),
    })
    const { generation } = resumed
    if (generation > 0) live.notice(`going on after generation ${generation.toLocaleString('en')}`)
    try {
      const prepared = { built, quiet, ...shown, folder: () => folder, resumed, observer }
      return await trainPrepared(prepared, live, host)
    } finally {
      folder.unlock()
    }
  } finally {
    restore()
  }
}

function overridesOf({ generations, set }: ResumeCommandOptions): Override[] {
  const overrides = parseOverrides(set)
  if (generations === undefined) return overrides
  return [
    ...overrides,
    { path: ['stop', 'generations'], value: wholeNumber('--generations', generations, 1) },
  ]
}

function finishedText(run: string, { reason, phases, generations }: StoredRecord): string {
  const last = phases.at(-1)
  const path = shortPath(run)
  const end = reason === null ? '' : `: ${endText(reason, last?.unit ?? 'generation')}`
  const drawn = readRunConfig(run).pictures === false || existsSync(join(run, 'loss.png'))
  const key =
    last?.phase === 'finetune' ? `finetune.${reason === 'generations' ? 'epochs' : reason}` : `stop.${reason}`
  return [
    `${path} has ended after ${plural(generations, 'generation')}${end}`,
    `to go on for longer: evolve resume ${path} --set ${key}=<value>`,
    ...(drawn ? [] : [`its pictures are not drawn: evolve report ${path} draws them`]),
    '',
  ].join('\n')
}
