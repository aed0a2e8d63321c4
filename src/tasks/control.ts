import { InputError } from '../errors.ts'
import { full } from './control/damping.ts'
import { type EnvironmentName, environments } from './control/environments/index.ts'
import fitness from './control/fitness.ts'
import type { ControlFitness, ControlProblem } from './control/problem.ts'
import { traceEpisode } from './control/trace.ts'
import type { Aggregate } from './custom/aggregate.ts'
import { customDefaults, type ElectionOptions, type Randomness } from './custom/options.ts'
import type { TaskContext, TaskKind } from './kind.ts'
import { shippedKind, shippedTask } from './shipped.ts'
import type { Task } from './task.ts'

/** The options of a control problem. */
export interface ControlOptions {
  readonly environment: EnvironmentName
  /** Episodes of each individual; default: 1 where all start in the same state, else 5. */
  readonly episodes?: number | undefined
  readonly randomness: Randomness
  readonly aggregate: Aggregate
  /** After so many steps an episode ends; default: as in its source, 1000 for damping. */
  readonly steps?: number | undefined
  /** How many of the last observations the network sees. */
  readonly window: number
  readonly fitness: ControlFitness
  readonly champion: ElectionOptions
}

export const controlDefaults: Omit<ControlOptions, 'environment' | 'episodes' | 'steps'> = {
  randomness: customDefaults.randomness,
  aggregate: customDefaults.aggregate,
  window: 1,
  fitness: 'reward',
  champion: customDefaults.champion,
}

const usualEpisodes = 5

/** A network that controls a system from the literature. */
async function create(options: ControlOptions, { seed }: TaskContext): Promise<Task> {
  const { environment: name, randomness, aggregate, champion } = options
  check(options)
  const episodes = options.episodes ?? (environments[name].varied ? usualEpisodes : 1)
  const evaluation = { episodes, randomness, aggregate, champion }
  return await shippedTask(
    { kind: 'control', fitness, module: '#problems/control', options: problemOf(options), evaluation },
    seed,
  )
}

function problemOf({ environment, window, fitness: of, steps }: ControlOptions): ControlProblem {
  const usual = of === 'damping' ? full : environments[environment].steps
  return { environment, window, fitness: of, steps: steps ?? usual }
}

/** @throws InputError for episodes that are all alike, and for a fitness that there is not */
function check({ environment: name, episodes = 1, fitness: of }: ControlOptions): void {
  const { varied, unrest } = environments[name]
  if (!varied && episodes > 1) {
    const expected = `1 for ${name}, whose episodes all start in the same state`
    throw new InputError({ field: 'task.episodes', expected, found: String(episodes) })
  }
  if (of === 'damping' && unrest === undefined) {
    throw new InputError({ field: 'task.fitness', expected: `reward for ${name}`, found: of })
  }
}

export const control: TaskKind<ControlOptions> = {
  ...shippedKind(create),
  trace: (options, network, context) => traceEpisode(problemOf(options), network, context),
}
