/** What the compiler says of configs. Each `@ts-expect-error` fails the check of types if the line below it compiles. */
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { DefaultKind } from '../../src/config/draft.ts'
import type { ConfigInput } from '../../src/config/input.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { generators } from '../../src/tasks/supervised/data/generate/index.ts'
import type { GeneratorName, GeneratorTakes } from '../../src/tasks/supervised/data/options.ts'

const config = (input: ConfigInput): ConfigInput => input
const task = { kind: 'classification', data: { generate: 'moons' } } as const
/** A strategy, beside a task that takes any. */
const strategy = (strategy: NonNullable<ConfigInput['strategy']>): ConfigInput => config({ task, strategy })

describe('the type of a config takes what the program takes', () => {
  it.each<ConfigInput>([
    config({ task }),
    config({
      task: { kind: 'classification', data: { file: 'a.csv', target: 'y', missing: ['-'] }, loss: 'hinge' },
    }),
    config({ task: { kind: 'regression', data: { file: 'a.csv', target: ['y', 'z'] }, loss: 'huber' } }),
    config({ task: { kind: 'regression', data: { generate: 'function', function: 'sinc' }, batch: 10 } }),
    config({
      task: { kind: 'image', file: 'a.png', features: { kind: 'sine' }, loss: 'binary-cross-entropy' },
    }),
    config({ task: { kind: 'benchmark', function: 'sphere', dimension: 3 } }),
    config({ task: { kind: 'control', environment: 'cart-pole' } }),
    config({ task: { kind: 'custom', module: 'a.ts', options: { any: 1 } } }),
    config({ task, network: { hidden: [4], activation: 'relu', output: { kind: 'softmax' } } }),
    config({ task, finetune: { optimizer: { beta1: 0.8 }, epochs: 3 }, memetic: {} }),
    strategy('ga'),
    strategy({ population: 10, mutation: { sigma: 0.2, step: { factor: 2 } }, selection: 'roulette' }),
    strategy({ kind: 'adam', learningRate: 0.1, clip: { kind: 'norm', maximum: 2 }, schedule: 'cosine' }),
    strategy({ kind: 'islands', islands: ['ga', { kind: 'cma-es', sigma: 2 }] }),
  ])('%#', (input) => {
    const stop = { evaluations: 10_000, generations: 20 }
    expect(() => parseConfig({ ...input, stop })).not.toThrow()
  })
})

describe('the type of a config refuses what the program refuses', () => {
  it('a generator that does not exist, or that is for another task', () => {
    // @ts-expect-error
    config({ task: { kind: 'classification', data: { generate: 'moonz' } } })
    // @ts-expect-error
    config({ task: { kind: 'classification', data: { generate: 'function' } } })
    // @ts-expect-error
    config({ task: { kind: 'regression', data: { generate: 'moons' } } })
    // @ts-expect-error
    config({ task: { kind: 'classification', data: { generate: 'moons', arms: 2 } } })
    expect(() =>
      parseConfig({ task: { kind: 'classification', data: { generate: 'moons', arms: 2 } } }),
    ).toThrow()
  })

  it('data without a target, from two sources, or none', () => {
    // @ts-expect-error
    config({ task: { kind: 'classification', data: { file: 'a.csv' } } })
    // @ts-expect-error
    config({ task: { kind: 'classification', data: { file: 'a.csv', target: 'y', generate: 'xor' } } })
    // @ts-expect-error
    config({ task: { kind: 'classification', data: { file: 'a.csv', target: ['x', 'y'] } } })
    // @ts-expect-error
    config({ task: { kind: 'classification' } })
    // @ts-expect-error
    config({ task: { kind: 'image' } })
    // @ts-expect-error
    config({ task: { kind: 'benchmark' } })
    expect(() => parseConfig({ task: { kind: 'benchmark' } })).toThrow()
  })

  it('a loss that does not fit the task', () => {
    // @ts-expect-error
    config({ task: { kind: 'regression', data: { generate: 'function' }, loss: 'cross-entropy' } })
    // @ts-expect-error
    config({ task: { kind: 'image', file: 'a.png', loss: 'hinge' } })
    // @ts-expect-error
    config({ task: { kind: 'classification', data: { generate: 'moons' }, loss: 'msee' } })
    // @ts-expect-error
    config({ task: { kind: 'benchmark', function: 'sphere', loss: 'mse' } })
    const loss = 'cross-entropy'
    expect(() =>
      parseConfig({ task: { kind: 'regression', data: { generate: 'function' }, loss } }),
    ).toThrow()
  })

  it('keys of another kind, and a kind that is needed and missing', () => {
    // @ts-expect-error
    strategy({ kind: 'cma-es', elites: 2 })
    // @ts-expect-error
    strategy({ learningRate: 0.1, batchSize: 3 })
    // @ts-expect-error
    strategy({ kind: 'ga', selection: { kind: 'roulette', size: 3 } })
    // @ts-expect-error
    strategy({ mutation: { sigma: 1, halfLife: 3 } })
    // @ts-expect-error
    strategy({ kind: 'adam', clip: { maximum: 2 } })
    // @ts-expect-error
    strategy({ kind: 'islands', islands: [{ kind: 'adam' }] })
    // @ts-expect-error
    config({ task, network: { activation: { slope: 0.1 } } })
    expect(() => parseConfig({ task, strategy: { kind: 'adam', clip: { maximum: 2 } } })).toThrow()
  })
})

it('the default kinds of the types are those of the schema', () => {
  const { strategy } = parseConfig({
    task,
    strategy: { selection: {}, crossover: {}, mutation: { step: {} } },
  })
  const descent = parseConfig({
    task,
    strategy: { kind: 'sgd', schedule: {}, clip: {} },
    finetune: { optimizer: {} },
  })
  const text = JSON.stringify([strategy, descent.strategy, descent.finetune])
  const kinds: Readonly<Record<DefaultKind, true>> = {
    ...{ ga: true, truncation: true, arithmetic: true, gaussian: true },
    ...{ 'one-fifth': true, constant: true, none: true },
  }
  const found = new Set([...text.matchAll(/"kind":"([\w-]+)"/g)].map(([, kind]) => kind!))
  expect([...found].sort()).toEqual([...Object.keys(kinds), 'adam', 'sgd'].sort())
})

it('the settings of a generator are those that it has defaults for', () => {
  expectTypeOf<keyof (typeof generators)['moons']['defaults']>().toEqualTypeOf<GeneratorTakes['moons']>()
  expectTypeOf<keyof typeof generators>().toEqualTypeOf<GeneratorName>()
  expect(Object.keys(generators.blobs.defaults)).toEqual(['samples', 'centers', 'spread'])
})
