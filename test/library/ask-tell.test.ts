import { describe, expect, expectTypeOf, it } from 'vitest'
import { buildRun } from '../../src/config/build.ts'
import { parseConfig } from '../../src/config/parse.ts'
import {
  type AskTell,
  type ConfigInput,
  createStrategy,
  evolve,
  type Genome,
  InputError,
} from '../../src/index.ts'
import { vectors } from '../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../src/memory/shared.ts'
import { gaDefaults } from '../../src/strategies/ga/options.ts'
import { materialiserOf, sharedOf, strategies } from '../../src/strategies/index.ts'
import { vectorGenome } from '../../src/strategies/vector-genome.ts'

const sphere = (genome: Genome): number => Array.from(genome).reduce((sum, gene) => sum + gene * gene, 0)

function follow(strategy: AskTell, generations: number, fitness = sphere): AskTell {
  for (let g = 0; g < generations; g++) strategy.tell(strategy.ask().map(fitness))
  return strategy
}

/** What a call is refused with: one line of an InputError. */
function refused(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    expect((error as Error).message).not.toContain('\n')
    return (error as Error).message
  }
  return 'nothing'
}

/** As JavaScript may call it. */
const create = createStrategy as unknown as (...given: readonly unknown[]) => AskTell

describe('a loop of ask and tell', () => {
  it('minimises a function of a vector', () => {
    const strategy = createStrategy('ga', { length: 10, lower: -5, upper: 5, population: 40 })
    expect(strategy.best).toBeNull()
    expect(strategy.generation).toBe(0)
    follow(strategy, 150)
    expect(strategy.best!.fitness).toBeLessThan(1e-4)
    expect(strategy.best!.fitness).toBe(sphere(strategy.best!.genome))
    expect(strategy.generation).toBe(150)
    expect(strategy.figures).toEqual({ sigma: expect.any(Number) })
  })

  it('searches on islands', () => {
    const migration = { every: 2, topology: 'full' } as const
    const strategy = createStrategy('islands', { length: 3, islands: ['cma-es', 'snes'], migration })
    expect(strategy.ask()).toHaveLength(14)
    follow(strategy, 40)
    expect(strategy.best!.fitness).toBeLessThan(1e-3)
    expect(strategy.figures).toMatchObject({ migrations: 20, cost1: expect.any(Number) })
    expect(refused(() => create('islands', { length: 3, islands: ['ga', 'islands'] }))).toMatch(
      /^islands\[1\]: expected one of ga, .*, found "islands"$/,
    )
    expect(refused(() => create('islands', { length: 3, strategy: { kind: 'ga', elites: 60 } }))).toBe(
      'strategy.elites: expected less than 50, the population, found 60',
    )
  })

  it('maximises if told to, with constraints', () => {
    const strategy = createStrategy('ga', { length: 2, lower: 0, upper: 10, direction: 'maximize' })
    for (let g = 0; g < 60; g++) {
      const genomes = strategy.ask()
      strategy.tell(genomes.map(([x, y]) => ({ fitness: x + 2 * y, violation: Math.max(0, x + y - 5) })))
    }
    expect(strategy.best!.violation).toBe(0)
    expect(strategy.best!.fitness).toBeGreaterThan(9.8)
    expect(strategy.best!.fitness).toBeLessThanOrEqual(10)
  })

  it('gives float64 vectors or the float32 weights of a network, N of them', () => {
    const vector = createStrategy('ga', { length: 3, population: 7, initial: 2 }).ask()
    expect(vector.length).toBe(14)
    expect(vector.every((genome) => genome instanceof Float64Array && genome.length === 3)).toBe(true)
    const network = createStrategy('ga', { topology: [4, 16, 2], activation: 'relu', population: 7 }).ask()
    expect(network.length).toBe(70)
    expect(network.every((genome) => genome instanceof Float32Array && genome.length === 114)).toBe(true)
    const [recurrent] = createStrategy('ga', { topology: [4, 16, 2], recurrent: true }).ask()
    expect(recurrent).toHaveLength(114 + 16 * 16)
    const [bare] = createStrategy('ga', { topology: [4, 16, 2], bias: false }).ask()
    expect(bare).toHaveLength(4 * 16 + 16 * 2)
  })

  it('starts where it is told to, and keeps bounds and whole numbers', () => {
    const strategy = createStrategy('ga', { length: 2, start: [3, 0.5], upper: 4, integer: [true, false] })
    const genomes = strategy.ask()
    expect([...genomes[0]]).toEqual([3, 0.5])
    expect(genomes.every(([x, y]) => Number.isInteger(x) && x <= 4 && y <= 4)).toBe(true)
  })

  it('mutates all genes of a vector unless neurons says how many, also if another mutation is named', () => {
    const changed = (mutation: object | 'cauchy' | undefined): number => {
      const options = { length: 6, parents: 1, initial: 1, crossover: 'none', start: 0, mutation }
      const strategy: AskTell = create('ga', options)
      strategy.tell(strategy.ask().map((_, row) => row))
      const counts = strategy.ask().map((genome) => genome.filter((gene) => gene !== 0).length)
      return Math.max(...counts)
    }
    expect(changed(undefined)).toBe(6)
    expect(changed('cauchy')).toBe(6)
    expect(changed({ sigma: 0.1 })).toBe(6)
    expect(changed({ neurons: 2 })).toBe(2)
  })

  it('takes typed arrays, and NaN, infinities, null, undefined as failures', () => {
    const strategy = createStrategy('ga', { length: 2, population: 4, initial: 1, parents: 2 })
    strategy.ask()
    strategy.tell(Float32Array.of(Number.NaN, Infinity, -Infinity, Number.NaN))
    expect(strategy.best).toBeNull()
    const genomes = strategy.ask().map((genome) => genome.slice())
    strategy.tell([undefined, { fitness: 2 }, null, { fitness: Number.NaN }])
    expect(strategy.best).toEqual({ genome: genomes[1], fitness: 2, violation: 0 })
  })

  it('gives its best as a copy', () => {
    const strategy = follow(createStrategy('ga', { length: 2 }), 2)
    strategy.best!.genome.fill(9)
    expect(strategy.best!.fitness).toBe(sphere(strategy.best!.genome))
  })

  it('makes the same genomes if asked twice', () => {
    const strategy = follow(createStrategy('ga', { length: 4 }), 2)
    const genomes = strategy.ask().map((genome) => genome.slice())
    for (const genome of strategy.ask()) genome.fill(7)
    expect(strategy.ask()).toEqual(genomes)
  })
})

describe('the bits of a search', () => {
  it('are those of a run with the same seed and options, in which a network is scored alike', async () => {
    const config: ConfigInput = {
      task: { kind: 'classification', data: { generate: 'circles', samples: 60 } },
      network: { hidden: [6], activation: 'tanh' },
      strategy: { kind: 'ga', population: 12, crossover: 'uniform', mutation: { rate: 0.5 } },
      seed: 9,
      stop: { generations: 8 },
    }
    const run = await evolve(config, { workers: 0 })
    const { evaluator, network } = await buildRun(parseConfig(config), {
      directory: '.',
      workers: 0,
      onNotice: () => {},
    })
    const [, output] = network!.topology.layers
    const strategy = createStrategy('ga', {
      topology: [2, 6, output.outputs],
      activation: 'tanh',
      output: output.activation.kind,
      population: 12,
      crossover: 'uniform',
      mutation: { rate: 0.5 },
      seed: 9,
      direction: evaluator.direction,
    })
    follow(strategy, 8, (genome) => evaluator.whole!.trainingFitness(genome))
    expect(strategy.best!.fitness).toBe(run.outcome.champion.fitness)
    expect(strategy.best!.genome).toEqual(run.outcome.champion.genome)
  })

  it('of a vector are those of the strategy itself', () => {
    const genome = vectorGenome({ length: 5, lower: -1, upper: 2 })
    const mutation = { ...gaDefaults.mutation, neurons: 'all' } as const
    const options = { ...gaDefaults, kind: 'ga', mutation } as const
    const spec = { problem: { ...genome, resampled: false }, options, seed: 4 }
    const make = materialiserOf(spec, allocateShared(sharedOf(spec)), vectors)
    const rows = createStrategy('ga', { length: 5, lower: -1, upper: 2, seed: 4 }).ask()
    const plan = {
      ...{ generation: 0, count: 500, threshold: null, again: 0, half: 0, sigma: 1 },
      ...{ pairs: new Uint32Array(0), parentSigma: new Float64Array(0) },
    }
    rows.forEach((row, index) => {
      const out = new Float64Array(5)
      make(plan, index, out)
      expect(row).toEqual(out)
    })
  })

  it('are the same for the same seed, and others for another', () => {
    const best = (seed: number) => follow(createStrategy('ga', { length: 3, seed }), 5).best
    expect(best(1)).toEqual(best(1))
    expect(best(1)).not.toEqual(best(2))
  })

  it('go on from a snapshot, also through structuredClone', () => {
    const options = { length: 4, lower: -3, integer: [true, false, false, false], seed: 3 } as const
    const strategy = follow(createStrategy('ga', options), 5)
    const saved = structuredClone(strategy.snapshot())
    const other = createStrategy('ga', options)
    other.restore(saved)
    expect(other.generation).toBe(5)
    expect(other.best).toEqual(strategy.best)
    follow(strategy, 5)
    follow(other, 5)
    expect(other.snapshot()).toEqual(strategy.snapshot())
    other.restore(saved)
    expect(other.snapshot()).toEqual(saved)
  })
})

describe('misuse of a search', () => {
  const small = () => createStrategy('ga', { length: 2, population: 4, initial: 1, parents: 2 })

  it('is refused on one line, and changes nothing', () => {
    const strategy = small()
    const before = strategy.snapshot()
    expect(refused(() => strategy.tell([1]))).toBe('tell: expected an ask before each tell, found none')
    strategy.ask()
    const tell = (answers: unknown) => refused(() => strategy.tell(answers as number[]))
    expect(tell([1, 2])).toBe('tell: expected 4 numbers, one for each genome, found 2')
    expect(tell('1234')).toBe('tell: expected 4 numbers, one for each genome, found "1234"')
    expect(tell(undefined)).toBe('tell: expected 4 numbers, one for each genome, found nothing')
    expect(tell([1, 2, '3', 4])).toBe('tell[2]: expected a number, found "3"')
    expect(tell([1, 2, { fitness: 'a' }, 4])).toBe('tell[2].fitness: expected a number, found "a"')
    expect(tell([1, 2, 3, { fitness: 1, violation: -1 }])).toBe(
      'tell[3].violation: expected a number of at least 0, found -1',
    )
    expect(strategy.snapshot()).toEqual(before)
    strategy.tell([1, 2, 3, 4])
    expect(refused(() => strategy.tell([1, 2, 3, 4]))).toBe(
      'tell: expected an ask before each tell, found none',
    )
  })

  it('covers snapshots of other searches', () => {
    const saved = follow(createStrategy('ga', { length: 3 }), 1).snapshot()
    const expected = 'restore: expected a snapshot of ga with 2 genes and the same options, found'
    expect(refused(() => small().restore(saved))).toBe(`${expected} "ga" with 3 genes`)
    expect(refused(() => small().restore(undefined as never))).toBe(`${expected} nothing`)
    expect(refused(() => small().restore('x' as never))).toBe(`${expected} "x"`)
    const others = createStrategy('ga', { length: 2, parents: 9 }).snapshot()
    expect(refused(() => small().restore(others))).toMatch(expected)
  })

  it('covers the options, by their names', () => {
    const kinds = Object.keys(strategies).join(', ')
    const cases: [unknown[], string][] = [
      [['nope', {}], `kind: expected one of ${kinds}, found "nope"`],
      [['adam', { length: 2 }], `kind: expected one of ${kinds}, found "adam"`],
      [['ga', undefined], 'options: expected a mapping, found nothing'],
      [['ga', {}], 'length: expected the number of genes, or a topology, found neither'],
      [
        ['ga', { length: 2, topology: [2, 1] }],
        'length: expected nothing with topology, whose genes are the weights of a network, found 2',
      ],
      [['ga', { length: 2, init: {} }], 'init: expected nothing without topology, found a mapping'],
      [['ga', { length: 0 }], 'length: expected an integer from 1 to 2147483647, found 0'],
      [
        ['ga', { length: 2, lower: [1, 2], upper: 2 }],
        'lower[1]: expected a number below 2, the upper bound, found 2',
      ],
      [
        ['ga', { length: 2, upper: 2, start: 3 }],
        'start: expected a number of at most 2, the upper bound, found 3',
      ],
      [
        ['ga', { length: 2, initial: [0, 0] }],
        'initial: expected an integer from 1 to 1000, found a list of 2; use start for where the search starts',
      ],
      [['ga', { length: 2, population: 1 }], 'population: expected an integer from 2 to 1000000, found 1'],
      [
        ['ga', { length: 2, poplation: 9 }],
        'poplation: expected a known key, found "poplation"; did you mean "population"?',
      ],
      [['ga', { length: 2, uper: 9 }], 'uper: expected a known key, found "uper"; did you mean "upper"?'],
      [
        ['ga', { length: 2, elites: 50, replacement: 'generational' }],
        'elites: expected less than 50, the population, found 50',
      ],
      [
        ['ga', { length: 2, mutation: { sigma: -1 } }],
        'mutation.sigma: expected a number above 0, at most 1000000, found -1',
      ],
      [['ga', { length: 2, seed: -1 }], 'seed: expected an integer from 0 to 4294967295, found -1'],
      [['ga', { length: 2, direction: 'up' }], 'direction: expected one of minimize, maximize, found "up"'],
      [
        ['ga', { topology: [2] }],
        'topology: expected a list of at least two widths: inputs and outputs, found a list of 1',
      ],
      [['ga', { topology: [2, 0, 1] }], 'topology[1]: expected an integer from 1 to 65536, found 0'],
      [
        ['ga', { topology: [2, 1], init: { scale: 0 } }],
        'init.scale: expected a number above 0, at most 1000, found 0',
      ],
    ]
    for (const [given, message] of cases) expect(refused(() => create(...given))).toBe(message)
    expect(refused(() => create('ga', { length: 2 ** 30 }))).toMatch(
      /^population: expected the population to fit in 4 GiB/,
    )
    expect(refused(() => create('ga', { topology: [60_000, 60_000] }))).toMatch(
      /^topology, population: expected/,
    )
  })
})

describe('the types of a search', () => {
  it('know whether it makes vectors or networks, and keep their options apart', () => {
    expectTypeOf(createStrategy<'ga'>)
      .parameter(0)
      .toEqualTypeOf<'ga'>()
    expectTypeOf(createStrategy('ga', { length: 2 })).toEqualTypeOf<AskTell<Float64Array>>()
    expectTypeOf(createStrategy('ga', { topology: [2, 1] })).toEqualTypeOf<AskTell<Float32Array>>()
    expectTypeOf(createStrategy('ga', { length: 2 }).ask()).toEqualTypeOf<readonly Float64Array[]>()
    // @ts-expect-error a search has either a length or a topology
    expect(() => createStrategy('ga', { length: 2, topology: [2, 1] })).toThrow(InputError)
    // @ts-expect-error the weights of a network have no bounds
    expect(() => createStrategy('ga', { topology: [2, 1], lower: 0 })).toThrow(InputError)
    // @ts-expect-error neither
    expect(() => createStrategy('ga', { population: 9 })).toThrow(InputError)
    // @ts-expect-error not a strategy with a population
    expect(() => createStrategy('adam', { length: 2 })).toThrow(InputError)
  })
})
