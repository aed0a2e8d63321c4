import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildRun } from '../../src/config/build.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { openRun } from '../../src/library/open-run.ts'
import { drive, type Run, runTraining } from '../../src/library/training.ts'
import type { TrainingContext } from '../../src/library/training-context.ts'
import { RunFolder } from '../../src/run/folder/run-folder.ts'
import { decodeSnapshots } from '../../src/run/folder/snapshot-codec.ts'
import type { Fitness } from '../../src/tasks/custom/fitness.ts'

const task = { kind: 'classification', data: { generate: 'moons', samples: 40, validation: 0.25 } } as const
const network = { hidden: [3] }
const common = { task, network, checkpoint: { generations: 2, keep: 2 }, pictures: { film: true, frames: 3 } }
const small = { population: 8, initial: 1, parents: 3 }

/** Depends on random numbers, and sometimes fails. */
export const noisy: Fitness = {
  inputs: 2,
  outputs: 1,
  direction: 'maximize',
  evaluate(network, { random, report }) {
    let error = 0
    for (let k = 0; k < 4; k++) {
      const [a, b] = [random.float64() - 0.5, random.float64() - 0.5]
      error += (network.forward([a, b])[0]! - a * b) ** 2
    }
    if (random.boolean(0.05)) throw new Error('bad luck')
    report({ error })
    return -error
  },
}

/** Configs that between them have every kind of state. */
export const scenarios: Readonly<Record<string, object>> = {
  'evolution that replaces generations': {
    ...common,
    strategy: { ...small, replacement: 'generational', elites: 1, immigrants: 1 },
    stop: { generations: 7 },
  },
  'step sizes of their own, then Adam': {
    ...common,
    strategy: { ...small, mutation: { kind: 'gaussian', step: 'self-adaptive' } },
    stop: { generations: 5 },
    finetune: { epochs: 4, batchSize: 8, schedule: { kind: 'plateau', patience: 0 } },
  },
  'memetic on batches': {
    ...common,
    task: { ...task, batch: 10 },
    strategy: { population: 8, initial: 1, elites: 1, replacement: 'generational' },
    memetic: { every: 2, batchSize: 5 },
    stop: { generations: 7 },
  },
  'a noisy fitness with an election': {
    network,
    checkpoint: common.checkpoint,
    task: { kind: 'custom', episodes: 2, champion: { candidates: 2, episodes: 3 } },
    strategy: small,
    stop: { generations: 7 },
  },
  'a target by luck, and a limit of evaluations': {
    network,
    checkpoint: common.checkpoint,
    task: { kind: 'custom', episodes: 1, champion: { candidates: 2, episodes: 5 } },
    strategy: small,
    stop: { generations: 40, target: -0.02, evaluations: 110 },
  },
  'a line for every third generation': {
    ...common,
    strategy: small,
    metrics: { every: 3 },
    stop: { generations: 40, patience: 3 },
  },
  ...Object.fromEntries(
    ['sgd', 'momentum', 'nesterov', 'rmsprop', 'adam', 'adamw'].map((kind) => [
      kind,
      { ...common, strategy: { kind, batchSize: 8, schedule: 'cosine' }, stop: { generations: 6 } },
    ]),
  ),
}

const islands = [
  { kind: 'ga', population: 6, parents: 3 },
  { kind: 'cma-es', population: 4, restarts: 'ipop', doublings: 1 },
  { kind: 'de', population: 6 },
  { kind: 'cosyne', population: 6 },
  { kind: 'pgpe', population: 4 },
]
const control = { kind: 'control', environment: 'cart-pole', steps: 30, episodes: 2 } as const
/** Each of its individuals gets the same reward, so that runs of a strategy soon come to their end. */
const hopeless = { kind: 'control', environment: 'double-pole-without-velocities', steps: 5 } as const

/** The states of the newer strategies together, and a system that a network with memory controls. */
export const mixtures: Readonly<Record<string, object>> = {
  'islands that differ': {
    ...common,
    strategy: { kind: 'islands', islands, migration: { every: 2 } },
    stop: { generations: 6, evaluations: 200 },
  },
  'a system, controlled by recurrent layers': {
    ...common,
    task: { ...control, champion: { candidates: 2, episodes: 3 } },
    network: { hidden: [3], recurrent: true },
    strategy: small,
    stop: { generations: 7 },
  },
}

/** Every strategy of evolution by itself. */
export const strategies: Readonly<Record<string, object>> = {
  'cma-es with larger and larger populations': {
    ...{ task: hopeless, network: { hidden: [] }, checkpoint: { generations: 8, keep: 2 } },
    strategy: { kind: 'cma-es', population: 10, restarts: 'ipop', doublings: 2 },
    stop: { generations: 44 },
  },
  'cma-es with populations in turn': {
    ...{ task: hopeless, network: { hidden: [] }, checkpoint: { generations: 8, keep: 2 } },
    strategy: { kind: 'cma-es', population: 10, restarts: 'bipop', doublings: 2 },
    stop: { generations: 60 },
  },
  de: { ...common, strategy: { kind: 'de', population: 10 }, stop: { generations: 9, evaluations: 60 } },
  'de on batches': {
    ...common,
    task: { ...task, batch: 10 },
    strategy: { kind: 'de', population: 10 },
    stop: { generations: 6, evaluations: 90 },
  },
  'cosyne by fitness': {
    ...common,
    strategy: { kind: 'cosyne', population: 8, permutation: 'fitness' },
    stop: { generations: 6 },
  },
  'islands of one strategy, in a star': {
    ...common,
    strategy: {
      ...{ kind: 'islands', islands: 3, strategy: { kind: 'sep-cma-es', population: 6 } },
      migration: { topology: 'star', every: 2, choose: 'random' },
    },
    stop: { generations: 6 },
  },
  ...Object.fromEntries(
    ['cosyne', 'sep-cma-es', 'snes', 'xnes', 'cr-fm-nes', 'openai-es', 'pgpe', 'random'].map((kind) => [
      kind,
      { ...common, strategy: { kind, population: 8 }, stop: { generations: 6 } },
    ]),
  ),
}

function isCustom(config: object): boolean {
  return (config as { readonly task: { readonly kind: string } }).task.kind === 'custom'
}

type Options = Partial<Pick<TrainingContext, 'warn' | 'wait' | 'signal'>> & { readonly workers?: number }

const noWait = (): Promise<void> => Promise.reject(new Error('nobody waits in a test'))

/** Trains into a folder: begins, or goes on from what an earlier try has left. */
export async function train(folder: string, config: object, options: Options = {}): Promise<void> {
  const { workers = 0, warn = (): void => {}, wait = noWait, signal } = options
  const given = isCustom(config) ? { fitness: noisy } : undefined
  const tell = ({ unwritten }: Run): void => {
    if (unwritten !== null) warn(unwritten)
  }
  const silent = { onNotice: (): void => {}, onWarning: warn }
  const context = { warn, wait, signal, setting: 'alone' } as const
  if (existsSync(join(folder, 'run.json'))) {
    const { built, ...opened } = await openRun(folder, { workers: () => workers, given, ...silent })
    tell(await drive(runTraining(built, { ...context, ...opened }), () => {}))
    return
  }
  const whole = isCustom(config)
    ? { ...config, task: { ...Reflect.get(config, 'task'), module: 'inline' } }
    : config
  const built = await buildRun(parseConfig({ name: 'run', ...whole }), {
    directory: '/',
    workers,
    given,
    ...silent,
  })
  tell(await drive(runTraining(built, { ...context, folder: RunFolder.claim(folder) }), () => {}))
}

/** What would happen to a lock whose process has ended: another process takes it over. */
export function forgetLock(folder: string): void {
  rmSync(join(folder, 'lock'), { force: true })
}

/** Everything in a run folder that must not depend on breaks. */
export function resultOf(folder: string): object {
  const read = (name: string): string | null =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null
  const lines = (name: string): { readonly generation: number; readonly individual: number }[] =>
    (read(name) ?? '')
      .split('\n')
      .slice(0, -1)
      // The frames of asynchronous calls differ.
      .map((line) => ({ ...JSON.parse(line), timing: null, stack: null }))
  const {
    startedAt: _,
    resumedAt: __,
    endedAt: ___,
    workers: ____,
    ...record
  } = JSON.parse(read('run.json')!, withoutTimes)
  const film = join(folder, 'snapshots.bin')
  return {
    champion: read('champion.json'),
    config: JSON.parse(read('config.json')!),
    metrics: lines('metrics.jsonl'),
    // What the clock decides comes first.
    failures: lines('failures.jsonl').toSorted(
      (a, b) => a.generation - b.generation || a.individual - b.individual,
    ),
    record,
    film: existsSync(film)
      ? decodeSnapshots(readFileSync(film), film).map((snapshot) => ({ ...snapshot, elapsedMs: 0 }))
      : null,
  }
}

function withoutTimes(key: string, value: unknown): unknown {
  return key === 'elapsedMs' ? 0 : value
}
