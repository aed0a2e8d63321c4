import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { InputError, quote } from '../errors.ts'
import type { GenerationEvent } from '../run/events.ts'
import type { StopCriteria } from '../run/stop.ts'
import type { Fitness, SharedArrays } from '../tasks/custom/fitness.ts'
import type { MemoryInput } from '../tasks/supervised/data/options.ts'
import { checkOptions, type EvolveOptions, observeTraining, Training } from './evolve.ts'
import { openRun } from './open-run.ts'
import type { Run } from './training.ts'

/** Options of `resume`; those of `evolve` mean the same. */
export interface ResumeOptions
  extends Pick<EvolveOptions, 'workers' | 'signal' | 'onGeneration' | 'onNotice' | 'onLog'> {
  /** Another budget: these criteria are added to those of the run, or take their place. */
  readonly stop?: StopCriteria
  /** Go on although data, module, config or version have changed: the result is no longer that of a run without a break. */
  readonly force?: boolean
  /** The data of a run that was given it in memory: needed if its folder has not kept it, and compared by its hash. */
  readonly data?: MemoryInput
  /** The fitness of a run that was given an object instead of a module. */
  readonly fitness?: Fitness
  /** Arrays that the fitness reads in all workers, as `context.shared`. */
  readonly shared?: SharedArrays
}

/**
 * Goes on with a run from its folder, from the newest checkpoint, to the result that it would have had without the break,
 * bit for bit. A run that has ended gives its result again.
 *
 * @param folder the run folder
 * @throws InputError (on awaiting or iterating) for a folder without a run, one that another process works on, and for what
 *   has changed since the run began
 */
export function resume(folder: string, options: ResumeOptions = {}): Training {
  return new Training((left) => goOn(folder, options, left))
}

async function* goOn(
  path: string,
  options: ResumeOptions,
  stop: AbortController,
): AsyncGenerator<GenerationEvent, Run> {
  checkOptions(options, known)
  options.signal?.throwIfAborted()
  if (typeof path !== 'string')
    throw new InputError({ field: 'folder', expected: 'the path of a run folder', found: quote(path) })
  const { workers, stop: budget = {}, force, data, fitness, shared, onNotice = () => {}, onLog } = options
  if (typeof budget !== 'object' || budget === null)
    throw new InputError({ field: 'options.stop', expected: 'a mapping', found: quote(budget) })
  const { built, ...opened } = await openRun(resolve(path), {
    queue: {},
    workers: (config) =>
      checkedWorkers(workers) ?? (fitness !== undefined ? 0 : (config.workers ?? availableParallelism())),
    overrides: Object.entries(budget).map(([key, value]) => ({
      path: ['stop', key],
      value: value as unknown,
    })),
    given: { fitness, shared },
    ...{ force, data, onNotice, onLog, onWarning: onNotice },
  })
  return yield* observeTraining(built, { ...opened, warn: onNotice }, options, stop)
}

function checkedWorkers(workers: number | undefined): number | undefined {
  if (workers === undefined || (Number.isInteger(workers) && workers >= 0)) return workers
  const expected = 'a whole number of at least 0'
  throw new InputError({ field: 'options.workers', expected, found: quote(workers) })
}

const known: Readonly<Record<keyof ResumeOptions, true>> = {
  ...{ workers: true, signal: true, onGeneration: true, onNotice: true, onLog: true },
  ...{ stop: true, force: true, data: true, fitness: true, shared: true },
}
