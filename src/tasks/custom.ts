import { resolve } from 'node:path'
import { InputError } from '../errors.ts'
import { describeHere, describeOnThread } from './custom/describe.ts'
import { describeFitness, type FitnessDescription } from './custom/description.ts'
import type { Fitness } from './custom/fitness.ts'
import { fitnessTask } from './custom/fitness-task.ts'
import { checkFitness } from './custom/load.ts'
import { type CustomOptions, extraSetupMs, inlineModule } from './custom/options.ts'
import { hashModule } from './custom/source-hash.ts'
import type { TaskContext, TaskKind } from './kind.ts'
import type { Task } from './task.ts'

/** A fitness of the user's own: a module, or an object given to the library. */
async function create(options: CustomOptions, context: TaskContext): Promise<Task> {
  const source = sourceOf(options, context)
  const description = await describe(options, context, source)
  return fitnessTask('custom', { ...source, options, description, shipped: false })
}

export const custom: TaskKind<CustomOptions> = {
  create,
  sources: ({ module }) => (module === inlineModule ? {} : { module }),
  hash: (file) => hashModule(file),
  relocated: (options, to) =>
    options.module === inlineModule ? options : { ...options, module: to(options.module) },
  split: () => null,
}

/** Where the fitness is: in a module, or as an object in this process. */
interface Source {
  /** Absolute; undefined for an object. */
  readonly module: string | undefined
  readonly fitness: Fitness | null
}

function sourceOf({ module }: CustomOptions, { directory, given, workers = 0 }: TaskContext): Source {
  if (module !== inlineModule) return { module: resolve(directory, module), fitness: null }
  if (given?.fitness === undefined) {
    throw new InputError({
      ...{ field: 'task.module', expected: 'the file of a module', found: '"inline"' },
      hint: 'this run was made with a function of a program, so only that program can make it again',
    })
  }
  if (workers > 0) {
    throw new InputError({
      ...{
        field: 'workers',
        expected: '0 for a fitness that is a function of your program',
        found: String(workers),
      },
      hint: 'functions cannot be sent to threads: put the fitness into a module and give its URL as task.module',
    })
  }
  return { module: undefined, fitness: checkFitness(given.fitness) }
}

async function describe(
  { export: name, options, deadline, heap }: CustomOptions,
  { seed, given, workers = 0, onLog = () => {} }: TaskContext,
  { module, fitness }: Source,
): Promise<FitnessDescription> {
  const request = { file: module, options, shared: given?.shared ?? {}, seed }
  if (module === undefined) return await describeFitness(fitness!, request)
  const source = { module, export: name }
  const deadlineMs = deadline * 1000 + extraSetupMs
  if (workers === 0) return await describeHere({ source, request }, deadlineMs)
  return await describeOnThread({ source, request }, { deadlineMs, heapMiB: heap, onLog })
}
