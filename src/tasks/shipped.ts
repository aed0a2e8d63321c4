import { createRequire } from 'node:module'
import { describeFitness } from './custom/description.ts'
import type { Fitness } from './custom/fitness.ts'
import { fitnessTask } from './custom/fitness-task.ts'
import { type CustomOptions, customDefaults } from './custom/options.ts'
import type { TaskKind } from './kind.ts'
import type { Task } from './task.ts'

/** A fitness that is part of the program. */
export interface ShippedFitness {
  /** The kind of its task. */
  readonly kind: string
  readonly fitness: Fitness
  /** The module that exports it by default, by its name in the package's imports: threads load it like one of a user. */
  readonly module: `#problems/${string}`
  /** What the fitness gets as options. */
  readonly options: unknown
  /** How it is evaluated, where that differs from the defaults. */
  readonly evaluation?: Partial<CustomOptions>
}

/** No evaluation of the program's own hangs, so none is ended: seconds. */
const deadline = 1_000_000

/** The task of a fitness that is part of the program. It is evaluated as one of the user's own. */
export async function shippedTask(
  { kind, fitness, module: name, options, evaluation }: ShippedFitness,
  seed: number,
): Promise<Task> {
  const description = await describeFitness(fitness, { file: undefined, options, shared: {}, seed })
  const module = createRequire(import.meta.url).resolve(name)
  return fitnessTask(kind, {
    options: { ...customDefaults, deadline, ...evaluation, module, options },
    ...{ description, module, fitness: null, shipped: true },
  })
}

/** A kind of task whose fitness is part of the program: it reads no file, and has no samples. */
export function shippedKind<Options>(create: TaskKind<Options>['create']): TaskKind<Options> {
  return { create, sources: () => ({}), relocated: (options) => options, split: () => null }
}
