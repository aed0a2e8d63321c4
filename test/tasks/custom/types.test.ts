/** The types that a fitness gives its author: `npm run types` checks them, the tests only run them. */
import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import {
  defineFitness,
  type Fitness,
  type FitnessContext,
  type FitnessNetwork,
  type VectorFitness,
} from '../../../src/fitness.ts'
import { type ConfigInput, evolve } from '../../../src/index.ts'

describe('the types of a fitness', () => {
  it('follow from its schema and its setup', () => {
    const fitness = defineFitness({
      options: z.object({ gravity: z.number().default(9.81), names: z.array(z.string()).default([]) }),
      inputs: ({ names }) => names.length,
      outputs: 2,
      direction: ({ gravity }) => (gravity > 0 ? 'maximize' : 'minimize'),
      setup({ options }) {
        expectTypeOf(options.gravity).toEqualTypeOf<number>()
        return { table: new Float64Array(4) }
      },
      evaluate(network, context) {
        expectTypeOf(network).toEqualTypeOf<FitnessNetwork>()
        expectTypeOf(context.options.names).toEqualTypeOf<string[]>()
        expectTypeOf(context.state.table).toExtend<Float64Array>()
        expectTypeOf(context.random.normal()).toEqualTypeOf<number>()
        const outputs = network.forward([1, 2])
        expectTypeOf(outputs).toExtend<Float32Array>()
        expectTypeOf(network.forward([1, 2], [0, 0])).toEqualTypeOf<number[]>()
        return { fitness: outputs[0]!, constraints: [0], metrics: { speed: 1 }, behaviour: [1, 2] }
      },
    })
    expect(fitness.outputs).toBe(2)
  })

  it('follow from its defaults', () => {
    const fitness = defineFitness({
      options: { samples: 2000, exact: false, name: 'x', sizes: [1, 2], flags: [true], words: ['a'] },
      genome: ({ sizes }) => ({ length: sizes.length }),
      direction: 'minimize',
      fitnessName: ({ name }) => name,
      share({ options }) {
        expectTypeOf(options).toEqualTypeOf<{
          samples: number
          exact: boolean
          name: string
          sizes: number[]
          flags: boolean[]
          words: string[]
        }>()
        return { x: new Float64Array(options.samples) }
      },
      evaluate: (_genome, { options }) => {
        expectTypeOf(options.exact).toEqualTypeOf<boolean>()
        return options.samples
      },
    })
    expectTypeOf(fitness).toExtend<Fitness>()
    const declared: VectorFitness<{ readonly samples: number }> = {
      genome: { length: 1 },
      direction: 'minimize',
      options: { samples: 3 },
      evaluate: (_genome, { options }) => options.samples,
    }
    expect([fitness.direction, declared.direction]).toEqual(['minimize', 'minimize'])
  })

  it('make a setup that is asynchronous give its result', () => {
    const fitness = defineFitness({
      inputs: 1,
      outputs: 1,
      direction: 'minimize',
      setup: async () => ({ size: 3 }),
      evaluate: async (_network, { state }) => {
        expectTypeOf(state).toEqualTypeOf<{ size: number }>()
        return state.size
      },
    })
    expect(fitness.direction).toBe('minimize')
  })

  it('give a vector where there is no network', () => {
    const fitness = defineFitness({
      genome: { length: 2, lower: 0, upper: [1, 2], integer: [false, true], names: ['a', 'b'] },
      direction: 'minimize',
      evaluate(genome, context) {
        expectTypeOf(genome).toExtend<Float64Array>()
        expectTypeOf(context).toExtend<FitnessContext>()
        return genome[0]! + context.generation
      },
    })
    expect(fitness.direction).toBe('minimize')
  })

  it('refuse what no fitness has', () => {
    const vector = { genome: { length: 1 }, direction: 'minimize', evaluate: () => 0 } as const
    const wrong = [
      // @ts-expect-error neither direction is upwards
      () => defineFitness({ inputs: 1, outputs: 1, direction: 'up', evaluate: () => 0 }),
      // @ts-expect-error a fitness is a number
      () => defineFitness({ inputs: 1, outputs: 1, direction: 'minimize', evaluate: () => 'good' }),
      // @ts-expect-error either a network or a genome
      () => defineFitness({ direction: 'minimize', evaluate: () => 0 }),
      // @ts-expect-error a default is not a mapping
      () => defineFitness({ ...vector, options: { a: { b: 1 } } }),
      // @ts-expect-error null says no kind
      () => defineFitness({ ...vector, options: { a: null } }),
      // @ts-expect-error an empty list says no kind
      () => defineFitness({ ...vector, options: { a: [] } }),
      // @ts-expect-error a list has one kind
      () => defineFitness({ ...vector, options: { a: [1, 'b'] } }),
    ]
    expect(wrong).toHaveLength(7)
  })

  it('let a config hold a module or a fitness', () => {
    const configs: ConfigInput[] = [
      { task: { kind: 'custom', module: new URL('file:///f.ts'), options: { a: 1 }, episodes: 3 } },
      { task: { kind: 'custom', module: './f.ts', champion: { episodes: 10 } } },
      { task: { kind: 'custom', inputs: 1, outputs: 1, direction: 'minimize', evaluate: () => 1 } },
      {
        task: {
          kind: 'custom',
          genome: { length: 2 },
          direction: 'maximize',
          evaluate: (genome) => genome[0]!,
          shared: { prices: new Float64Array(3) },
        },
      },
    ]
    expect(configs).toHaveLength(4)
    expectTypeOf(evolve).parameter(0).toExtend<ConfigInput>()
    // @ts-expect-error a custom task has a module or functions
    const none: ConfigInput = { task: { kind: 'custom' } }
    expect(none.task).toBeDefined()
  })
})
