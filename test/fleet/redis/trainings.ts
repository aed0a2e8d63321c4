/** Trainings of every kind, small enough for a second each. */
import type { ConfigInput } from '../../../src/index.ts'

const moons = { generate: 'moons', samples: 300, validation: 0.2 } as const
const task = { kind: 'classification', data: moons } as const
const network = { hidden: [8] }
const stop = { generations: 6 }
const common = { task, network, stop, pictures: false } as const

/** The files of fitnesses, by name. */
export const modules: Readonly<Record<string, string>> = {
  'code/noisy.ts': `
import { target } from './parts/target.ts'
import { defineFitness } from 'evolve-mlp/fitness'

export default defineFitness({
  inputs: 2,
  outputs: 1,
  direction: 'maximize',
  options: { scale: 1 },
  share({ random }) {
    return { shift: Float64Array.from({ length: 3 }, () => random.float64() / 100) }
  },
  setup: () => ({ calls: 0 }),
  evaluate(network, { random, shared, state, report, options }) {
    state.calls++
    let error = 0
    for (let k = 0; k < 20; k++) {
      const [a, b] = [random.float64() - 0.5, random.float64() - 0.5]
      error += options.scale * (network.forward([a, b])[0]! - target(a, b) - shared.shift![k % 3]!) ** 2
    }
    report({ error })
    return { fitness: -error, behaviour: [network.forward([1, 1])[0]!], constraints: [0.9 - error / 50] }
  },
})
`,
  'code/parts/target.ts':
    "import { half } from '../../half.ts'\nexport const target = (a: number, b: number): number => half(a * b)\n",
  'half.ts': 'export const half = (x: number): number => x / 2\n',
  'failing.mjs': `
export default {
  genome: { length: 3, lower: -5, upper: 5, integer: [false, false, true] },
  direction: 'minimize',
  evaluate([a, b, c]) {
    if (a > 2) throw new Error('too large')
    if (b > 3) return Number.NaN
    if (b < -4.5) for (;;);
    return a * a + (b - 1) ** 2 + Math.abs(c)
  },
}
`,
  'vector.mjs': `
export default {
  genome: { length: 4, lower: -5, upper: 5 },
  direction: 'minimize',
  evaluate: (x) => x.reduce((sum, value, k) => sum + (value - k) ** 2, 0),
}
`,
}

const custom = { kind: 'custom', module: 'code/noisy.ts', episodes: 2 } as const

/** A few that have most of what travels between machines. */
export const fewTrainings: Readonly<Record<string, ConfigInput & object>> = {
  'a genetic algorithm that learns on batches': {
    ...{ ...common, task: { ...task, batch: 60 } },
    strategy: { kind: 'ga', population: 30, parents: 10, initial: 3 },
    memetic: { every: 2, fraction: 0.3, mode: 'lamarckian' },
    finetune: { epochs: 3 },
  },
  'islands that differ': {
    ...common,
    strategy: {
      ...{ kind: 'islands', migration: { every: 2, topology: 'full' } },
      islands: [{ kind: 'ga', population: 10 }, { kind: 'cma-es', population: 8 }, 'cosyne'],
    },
  },
  'a noisy fitness in TypeScript, with an election': {
    ...{ network, stop, pictures: false },
    task: { ...custom, champion: { candidates: 3, episodes: 6 }, options: { scale: 2 } },
    strategy: { kind: 'ga', population: 24, initial: 2 },
  },
  'individuals that fail': {
    ...{ stop, pictures: false },
    task: { kind: 'custom', module: 'failing.mjs', deadline: 0.3, failures: 1 },
    strategy: { kind: 'ga', population: 24, initial: 1 },
  },
}

const families = [
  ...['cma-es', 'sep-cma-es', 'snes', 'xnes', 'cr-fm-nes'],
  ...['openai-es', 'pgpe', 'cosyne', 'random'],
] as const

/** All others. */
export const otherTrainings: Readonly<Record<string, ConfigInput & object>> = {
  ...Object.fromEntries(
    families.map((kind) => [kind, { ...common, strategy: { kind, population: 20 } } as ConfigInput & object]),
  ),
  ga: { ...common, strategy: { kind: 'ga', population: 40 } },
  de: { ...common, strategy: { kind: 'de', population: 20 }, stop: { generations: 6, evaluations: 300 } },
  'ga with generations that replace each other': {
    ...common,
    strategy: {
      ...{ kind: 'ga', population: 30, elites: 2, immigrants: 3, replacement: 'generational' },
      ...{ selection: { kind: 'tournament', size: 3 }, crossover: { kind: 'neuron', rate: 0.7 } },
      mutation: { kind: 'gaussian', step: 'self-adaptive' },
    },
  },
  'restarts with larger populations': {
    task: { kind: 'control', environment: 'double-pole-without-velocities', steps: 5 },
    ...{ network: { hidden: [] }, stop: { generations: 40 }, pictures: false },
    strategy: { kind: 'cma-es', population: 10, restarts: 'ipop', doublings: 2 },
  },
  regression: {
    ...{
      ...common,
      task: {
        kind: 'regression',
        data: { generate: 'function', function: 'sine', samples: 200, validation: 0.2 },
      },
    },
    strategy: { kind: 'ga', population: 20 },
  },
  'batches alone': { ...common, task: { ...task, batch: 40 }, strategy: { kind: 'ga', population: 20 } },
  'Baldwinian learning of random ones': {
    ...{ ...common, task: { ...task, batch: 60 } },
    strategy: { kind: 'ga', population: 20 },
    memetic: { every: 1, fraction: 0.5, mode: 'baldwinian', select: 'random' },
  },
  'a system, controlled by recurrent layers': {
    ...{ stop, pictures: false, network: { hidden: [4], recurrent: true } },
    task: {
      ...{ kind: 'control', environment: 'cart-pole', steps: 60, episodes: 2 },
      champion: { candidates: 2, episodes: 4 },
    },
    strategy: { kind: 'ga', population: 20 },
  },
  'a benchmark function': {
    ...{ stop: { generations: 20 }, pictures: false },
    task: { kind: 'benchmark', function: 'rosenbrock', dimension: 6, shift: 1, rotate: true },
    strategy: { kind: 'cma-es' },
  },
  'processes that are isolated': {
    ...{ network, stop, pictures: false },
    task: { ...custom, isolate: true },
    strategy: { kind: 'ga', population: 12 },
  },
  'a list of numbers': {
    ...{ stop, pictures: false, task: { kind: 'custom', module: 'vector.mjs' } },
    strategy: { kind: 'de', population: 12 },
    ...{ stop: { evaluations: 120 } },
  },
  'compared strictly': { ...common, arithmetic: 'strict', strategy: { kind: 'ga', population: 20 } },
  'a target by luck': {
    ...{ network, pictures: false },
    task: { ...custom, champion: { candidates: 2, episodes: 5 } },
    stop: { generations: 20, target: -1, evaluations: 700 },
    strategy: { kind: 'pgpe', population: 12 },
  },
}
