import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '../../src/config/input.ts'
import { parseConfig } from '../../src/config/parse.ts'
import type { Config } from '../../src/config/schema.ts'
import { InputError } from '../../src/errors.ts'
import { type GaOptions, gaDefaults } from '../../src/strategies/ga/options.ts'
import { crossovers } from '../../src/strategies/operators/crossover/index.ts'
import { mutations } from '../../src/strategies/operators/mutation/index.ts'
import { selections } from '../../src/strategies/operators/selection/index.ts'
import { steps } from '../../src/strategies/operators/step/index.ts'
import { messageOf } from './issue-of.ts'

const task = { kind: 'classification', data: { generate: 'xor' } } as const

function refusal(config: unknown): string {
  return messageOf(() => parseConfig(config, { file: 'c.yaml' }))
}

/** A config that is right but for these keys. */
function refused(keys: object): string {
  return refusal({ task, ...keys })
}

function refusedData(data: object): string {
  return refused({ task: { kind: 'classification', data } })
}

function evolutionOf(strategy: object): GaOptions {
  const parsed = parseConfig({
    task: { kind: 'classification', data: { generate: 'xor' } },
    strategy,
  }).strategy
  if (parsed.kind !== 'ga') throw new RangeError(`expected ga, found ${parsed.kind}`)
  return parsed
}

describe('parseConfig', () => {
  it('needs a task alone', () => {
    expect(parseConfig({ task })).toMatchObject({
      name: 'run',
      seed: 1,
      network: {
        hidden: [16, 16],
        activation: [
          { kind: 'tanh', slope: 0 },
          { kind: 'tanh', slope: 0 },
        ],
        init: { weights: 'auto', distribution: 'normal', scale: 1, biases: 'zero', biasScale: 0.1 },
      },
      task: {
        kind: 'classification',
        data: { generate: 'xor', samples: 4, noise: 0, standardize: false, validation: 0, test: 0 },
        loss: 'cross-entropy',
      },
      strategy: { kind: 'ga' },
      stop: { generations: 300 },
      engine: 'auto',
      arithmetic: 'auto',
    })
  })

  it('is called after its file', () => {
    const named = (file: string): string => parseConfig({ task }, { file }).name
    expect(named('examples/circles.yaml')).toBe('circles')
    expect(named('a.b.yaml')).toBe('a.b')
    expect(named('a\nb.yaml')).toBe('a-b')
    expect(named(`${'x'.repeat(100)}.yaml`)).toBe('x'.repeat(80))
    expect(parseConfig({ task, name: 'mine' }, { file: 'a.yaml' }).name).toBe('mine')
  })

  it('takes short forms', () => {
    const { network } = parseConfig({
      task,
      network: {
        hidden: [4, 4, 4],
        activation: ['relu', 'tanh', { kind: 'leaky-relu', slope: 0.2 }],
        output: 'softmax',
      },
    })
    expect(network.activation).toEqual([
      { kind: 'relu', slope: 0 },
      { kind: 'tanh', slope: 0 },
      { kind: 'leaky-relu', slope: 0.2 },
    ])
    expect(network.output).toEqual({ kind: 'softmax', slope: 0 })
    expect(
      parseConfig({ task, network: { hidden: [2], activation: 'leaky-relu' } }).network.activation,
    ).toEqual([{ kind: 'leaky-relu', slope: 0.01 }])
    expect(parseConfig({ task, network: { hidden: [] } }).network.activation).toEqual([])
    expect(parseConfig({ task, strategy: 'ga' })).toEqual(parseConfig({ task }))
  })

  it('stops after 300 generations unless something else is sure to stop it', () => {
    const stop = (criteria: object): unknown => parseConfig({ task, stop: criteria }).stop
    expect(stop({ target: 0.1 })).toEqual({ generations: 300, target: 0.1 })
    expect(stop({ patience: 5 })).toEqual({ patience: 5 })
    expect(stop({ seconds: 0.5, target: 0 })).toEqual({ seconds: 0.5, target: 0 })
    expect(stop({ evaluations: 1000 })).toEqual({ evaluations: 1000 })
  })

  it('reads what counts as missing in each of its forms', () => {
    const missingOf = (missing: unknown): unknown => {
      const data = { file: 'a.csv', target: 'y', missing }
      return Reflect.get(
        Reflect.get(parseConfig({ task: { kind: 'classification', data } }).task, 'data'),
        'missing',
      )
    }
    expect(missingOf('mean')).toBe('mean')
    expect(missingOf([])).toEqual([])
    expect(missingOf(['', -999])).toEqual(['', -999])
    expect(missingOf({ words: ['x'] })).toEqual({ cells: 'drop', words: ['x'] })
    expect(missingOf({ cells: 'mean' })).toEqual({ cells: 'mean' })
  })

  it('knows the defaults of files and of generators', () => {
    const data = { file: 'a.csv', target: 'y' }
    expect(parseConfig({ task: { kind: 'classification', data } }).task).toHaveProperty('data', {
      ...data,
      drop: [],
      missing: 'drop',
      header: true,
      standardize: true,
      validation: 0.2,
      test: 0,
    })
    expect(parseConfig({ task: { kind: 'regression', data: { generate: 'function' } } }).task).toEqual({
      kind: 'regression',
      data: {
        generate: 'function',
        samples: 100,
        function: 'sine',
        noise: 0,
        standardize: false,
        validation: 0,
        test: 0,
      },
      loss: 'mse',
    })
    const several = { file: 'a.csv', target: ['y', 'z'] }
    expect(parseConfig({ task: { kind: 'regression', data: several } }).task).toMatchObject({ data: several })
  })

  it('accepts what the type of a config as written allows', () => {
    const input: ConfigInput = {
      task: { kind: 'regression', data: { file: 'a.csv', target: 'y' } },
      network: { hidden: [3], activation: 'relu', output: { kind: 'tanh' }, init: { weights: 'he' } },
      stop: { target: 0.1 },
    }
    expect(() => parseConfig(input)).not.toThrow()
  })

  it('takes the defaults of the strategy and of each operator', () => {
    expect(parseConfig({ task }).strategy).toEqual({ kind: 'ga', monitor: 'train', ...gaDefaults })
    for (const [kind, { defaults }] of Object.entries(selections)) {
      expect(evolutionOf({ parents: 50, selection: kind }).selection).toEqual(defaults)
    }
    for (const [kind, { defaults }] of Object.entries(crossovers)) {
      expect(evolutionOf({ crossover: { kind } }).crossover).toEqual(defaults)
    }
    for (const [kind, defaults] of Object.entries(mutations)) {
      expect(evolutionOf({ mutation: kind }).mutation).toEqual(defaults)
    }
    for (const [kind, { defaults }] of Object.entries(steps)) {
      expect(evolutionOf({ mutation: { step: kind } }).mutation).toEqual({
        ...mutations.gaussian,
        step: defaults,
      })
    }
  })

  it('gives back a resolved config as it is', () => {
    for (const config of [
      { task },
      {
        task: { kind: 'regression', data: { file: 'a.csv', target: ['y'] }, batch: 5 },
        workers: 2,
        out: 'x',
      },
      { task, network: { hidden: [3], activation: 'leaky-relu', output: 'sigmoid' }, stop: { target: 1 } },
      { task: { kind: 'classification', data: { generate: 'spirals', arms: 3 } }, name: 'n', seed: 7 },
      {
        task,
        strategy: {
          selection: 'roulette',
          crossover: 'none',
          mutation: { kind: 'cauchy', step: 'self-adaptive' },
        },
      },
    ]) {
      const resolved = parseConfig(config, { file: 'c.yaml' })
      expect(parseConfig(resolved)).toEqual(resolved)
      expect(parseConfig(JSON.parse(JSON.stringify(resolved)))).toEqual(resolved)
    }
  })

  it('raises nothing but InputError, a line for each issue, whatever it is given', () => {
    // Any code points; strings of fast-check with that unit take a second to set up.
    const word = fc.array(fc.nat(0x10ffff), { maxLength: 5 }).map((points) => String.fromCodePoint(...points))
    const key = fc.oneof(
      word,
      fc.constantFrom(
        'task',
        'network',
        'strategy',
        'stop',
        'kind',
        'data',
        'hidden',
        'mutation',
        'selection',
        '__proto__',
        'constructor',
        'toString',
      ),
    )
    const leaf = fc.oneof(
      word,
      fc.double(),
      fc.constantFrom(
        null,
        undefined,
        true,
        'ga',
        'classification',
        'xor',
        'tanh',
        Symbol('s'),
        1n,
        () => 1,
        new Date(0),
      ),
    )
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(value, fc.boolean(), (given, whole) => {
        const config = whole && typeof given === 'object' ? { task, ...given } : given
        try {
          parseConfig(config, { file: 'c.yaml' })
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
          for (const line of (error as Error).message.split('\n'))
            expect(line).toMatch(/^[^\p{Cc}\u2028\u2029]+$/u)
        }
      }),
      { seed: 1, numRuns: 1000 },
    )
  })

  it('holds out against objects that contain themselves', () => {
    const knot: Record<string, unknown> = { task }
    knot['network'] = knot
    expect(refusal(knot)).toBe(
      'c.yaml: network.task: expected a known key, found "task"; did you mean task at the top level?\n' +
        'c.yaml: network.network: expected a known key, found "network"; did you mean network at the top level?',
    )
  })
})

describe('what parseConfig says of', () => {
  it.each([
    ['a misspelt key', { taks: task }, 'taks: expected a known key, found "taks"; did you mean "task"?'],
    [
      'a misspelt key further in',
      { task, network: { hiden: [4] } },
      'network.hiden: expected a known key, found "hiden"; did you mean "hidden"?',
    ],
    [
      'a key in the wrong place',
      { task, population: 9 },
      'population: expected a known key, found "population"; did you mean strategy.population?',
    ],
    [
      'a misspelt key in the wrong place',
      { task, populaton: 9 },
      'populaton: expected a known key, found "populaton"; did you mean strategy.population?',
    ],
    [
      'a key of no place',
      { task, weather: 9 },
      'weather: expected a known key, found "weather"; known here: name, seed, network, task, strategy, from, stop, finetune, memetic, compare, metrics, checkpoint, pictures, engine, arithmetic, executor, workers, out',
    ],
    [
      'a key that is not a word',
      { task, 'a\nb': 1 },
      '["a\\nb"]: expected a known key, found "a\\nb"; known here: name, seed, network, task, strategy, from, stop, finetune, memetic, compare, metrics, checkpoint, pictures, engine, arithmetic, executor, workers, out',
    ],
    [
      '__proto__',
      JSON.parse(`{"task": ${JSON.stringify(task)}, "__proto__": {"x": 1}}`),
      '__proto__: expected a known key, found "__proto__"; known here: name, seed, network, task, strategy, from, stop, finetune, memetic, compare, metrics, checkpoint, pictures, engine, arithmetic, executor, workers, out',
    ],
    [
      'constructor',
      { task, stop: { constructor: 1 } },
      'stop.constructor: expected a known key, found "constructor"; known here: generations, evaluations, seconds, target, patience',
    ],
    ['nothing', undefined, 'expected a mapping, found nothing'],
    ['a list', [1, 2], 'expected a mapping, found a list of 2'],
    [
      'no task',
      {},
      'task: expected a mapping whose kind is one of classification, regression, image, custom, benchmark, control, found nothing',
    ],
    [
      'a task without a kind',
      { task: { data: {} } },
      'task.kind: expected one of classification, regression, image, custom, benchmark, control, found nothing',
    ],
    [
      'a task with a misspelt kind',
      { task: { kind: 'clasification' } },
      'task.kind: expected one of classification, regression, image, custom, benchmark, control, found "clasification"; did you mean "classification"?',
    ],
    [
      'a misspelt "kind"',
      { task: { knid: 'classification' } },
      'task.kind: expected one of classification, regression, image, custom, benchmark, control, found nothing; did you mean "kind" by "knid"?',
    ],
    [
      'a task that is its kind alone',
      { task: 'regression' },
      'task.data: expected a mapping with one of file, rows, inputs and generate, found nothing',
    ],
    [
      'a task of another version',
      { task: { kind: 'juggling' } },
      'task.kind: expected one of classification, regression, image, custom, benchmark, control, found "juggling"',
    ],
  ])('%s', (_, config, message) => {
    expect(refusal(config)).toBe(`c.yaml: ${message}`)
  })

  it.each([
    ['a seed of NaN', { seed: Number.NaN }, 'seed: expected an integer from 0 to 4294967295, found NaN'],
    [
      'lines of no generation',
      { metrics: { every: 0 } },
      'metrics.every: expected an integer of at least 1, found 0',
    ],
    [
      'lines by a misspelt word',
      { metrics: { every: 'atuo' } },
      'metrics.every: expected auto or an integer of at least 1, found "atuo"',
    ],
    ['a seed below zero', { seed: -1 }, 'seed: expected an integer from 0 to 4294967295, found -1'],
    [
      'a seed of 33 bits',
      { seed: 2 ** 32 },
      'seed: expected an integer from 0 to 4294967295, found 4294967296',
    ],
    ['a seed that is text', { seed: '1' }, 'seed: expected an integer from 0 to 4294967295, found "1"'],
    ['half a worker', { workers: 0.5 }, 'workers: expected an integer from 0 to 1024, found 0.5'],
    ['workers below zero', { workers: -1 }, 'workers: expected an integer from 0 to 1024, found -1'],
    [
      'a name that is a path',
      { name: '../x' },
      'name: expected a name of 1 to 80 characters without slashes, found "../x"',
    ],
    [
      'a name that is a folder',
      { name: '..' },
      'name: expected a name of 1 to 80 characters without slashes, found ".."',
    ],
    [
      'a name too long',
      { name: 'x'.repeat(81) },
      `name: expected a name of 1 to 80 characters without slashes, found "${'x'.repeat(58)}…`,
    ],
    [
      'unknown arithmetic',
      { arithmetic: 'fusd' },
      'arithmetic: expected one of auto, strict, fused, found "fusd"; did you mean "fused"?',
    ],
    [
      'an engine as arithmetic',
      { arithmetic: 'reference' },
      'arithmetic: expected one of auto, strict, fused, found "reference"; use engine: reference',
    ],
    [
      'arithmetic as an engine',
      { engine: 'strict' },
      'engine: expected one of auto, native, wasm, reference, found "strict"; use arithmetic: strict',
    ],
    [
      'an engine without the arithmetic',
      { engine: 'reference', arithmetic: 'fused' },
      'arithmetic: expected auto or strict with the engine reference, found "fused"; use engine: auto for fused',
    ],
    [
      'unknown engine',
      { engine: 'wsam' },
      'engine: expected one of auto, native, wasm, reference, found "wsam"; did you mean "wasm"?',
    ],
    [
      'no generations',
      { stop: { generations: 0 } },
      'stop.generations: expected an integer of at least 1, found 0',
    ],
    ['no time', { stop: { seconds: 0 } }, 'stop.seconds: expected a number above 0, found 0'],
    [
      'time without end',
      { stop: { seconds: Number.POSITIVE_INFINITY } },
      'stop.seconds: expected a number above 0, found Infinity',
    ],
    ['a target of NaN', { stop: { target: Number.NaN } }, 'stop.target: expected a number, found NaN'],
    ['a stop that is empty', { stop: null }, 'stop: expected a mapping, found null'],
    [
      'a layer of width 0',
      { network: { hidden: [8, 8, 0] } },
      'network.hidden[2]: expected an integer from 1 to 65536, found 0',
    ],
    [
      'an absurd width',
      { network: { hidden: [1e9] } },
      'network.hidden[0]: expected an integer from 1 to 65536, found 1000000000',
    ],
    [
      'half a unit',
      { network: { hidden: [1.5] } },
      'network.hidden[0]: expected an integer from 1 to 65536, found 1.5',
    ],
    [
      'too many layers',
      { network: { hidden: Array(65).fill(1) } },
      'network.hidden: expected a list of at most 64 widths, found a list of 65',
    ],
    [
      'widths that are no list',
      { network: { hidden: 16 } },
      'network.hidden: expected a list of layer widths, found 16',
    ],
    [
      'an unknown activation',
      { network: { activation: 'tahn' } },
      'network.activation: expected one of linear, sigmoid, relu, leaky-relu, tanh, softsign, elu, gelu, silu, softplus, sine, gaussian, found "tahn"; did you mean "tanh"?',
    ],
    [
      'softmax in between',
      { network: { activation: { kind: 'softmax' } } },
      'network.activation.kind: expected one of linear, sigmoid, relu, leaky-relu, tanh, softsign, elu, gelu, silu, softplus, sine, gaussian, found "softmax"',
    ],
    [
      'an activation of no shape',
      { network: { activation: 5 } },
      'network.activation: expected an activation, or a list with one for each hidden layer, found 5',
    ],
    [
      'too few activations',
      { network: { activation: ['relu'] } },
      'network.activation: expected one activation, or a list of 2: one for each hidden layer, found a list of 1',
    ],
    [
      'a slope where there is none',
      { network: { activation: ['relu', { kind: 'tanh', slope: 0.1 }] } },
      'network.activation[1].slope: expected a slope for leaky-relu only, found 0.1',
    ],
    [
      'an unknown initialiser',
      { network: { init: { weights: 'glorot' } } },
      'network.init.weights: expected one of auto, xavier, he, lecun, uniform, found "glorot"',
    ],
    [
      'an unknown strategy',
      { strategy: 'gaa' },
      'strategy: expected one of ga, cma-es, sep-cma-es, snes, xnes, cr-fm-nes, openai-es, pgpe, de, cosyne, random, islands, auto, sgd, momentum, nesterov, rmsprop, adam, adamw, found "gaa"; did you mean "ga"?',
    ],
    [
      'islands on islands',
      { strategy: { kind: 'islands', islands: ['ga', 'islands'] } },
      'strategy.islands[1]: expected one of ga, cma-es, sep-cma-es, snes, xnes, cr-fm-nes, openai-es, pgpe, de, cosyne, random, found "islands"',
    ],
    [
      'a single island',
      { strategy: { kind: 'islands', islands: ['ga'] } },
      'strategy.islands: expected at least two islands, found a list of 1',
    ],
    [
      'islands that have their strategies twice',
      { strategy: { kind: 'islands', islands: ['ga', 'snes'], strategy: 'ga' } },
      'strategy.strategy: expected nothing with a list of islands, which has them all, found a mapping',
    ],
    [
      'keys of an island that do not fit each other',
      { strategy: { kind: 'islands', islands: ['ga', { kind: 'ga', elites: 60 }] } },
      'strategy.islands[1].elites: expected less than 50, the population, found 60',
    ],
    [
      'an unknown key of an island',
      { strategy: { kind: 'islands', strategy: { kind: 'cma-es', sigmaa: 1 } } },
      'strategy.strategy.sigmaa: expected a known key, found "sigmaa"; did you mean "sigma"?',
    ],
    [
      'a strategy of no shape',
      { strategy: 5 },
      'strategy: expected a mapping whose kind is one of ga, cma-es, sep-cma-es, snes, xnes, cr-fm-nes, openai-es, pgpe, de, cosyne, random, islands, auto, sgd, momentum, nesterov, rmsprop, adam, adamw, found 5',
    ],
  ])('%s', (_, keys, message) => {
    expect(refused(keys)).toBe(`c.yaml: ${message}`)
  })

  it.each([
    ['a population of one', { population: 1 }, 'population: expected an integer from 2 to 1000000, found 1'],
    [
      'an absurd population',
      { population: 1e9 },
      'population: expected an integer from 2 to 1000000, found 1000000000',
    ],
    [
      'as many elites as individuals',
      { population: 10, elites: 10, replacement: 'generational' },
      'elites: expected less than 10, the population, found 10',
    ],
    [
      'elites beside parents',
      { elites: 2, parents: 30 },
      'replacement: expected generational, which has elites, or plus, which has parents, found nothing',
    ],
    [
      'more immigrants than children',
      { population: 10, elites: 4, immigrants: 7, replacement: 'generational' },
      'immigrants: expected at most 6, the population without the elites, found 7',
    ],
    [
      'more immigrants than the population',
      { population: 10, immigrants: 11 },
      'immigrants: expected at most 10, the population, found 11',
    ],
    [
      'more parents than there can be',
      { population: 10, initial: 2, parents: 21 },
      'parents: expected at most 20, the population × initial, found 21',
    ],
    [
      'a tournament larger than the population',
      { population: 10, replacement: 'generational', selection: { kind: 'tournament', size: 11 } },
      'selection.size: expected at most 10, the population, found 11',
    ],
    [
      'a tournament larger than the parents',
      { population: 10, parents: 3, selection: { kind: 'tournament', size: 4 } },
      'selection.size: expected at most 3, the parents, found 4',
    ],
    [
      'a rate above 1',
      { mutation: { rate: 1.1 } },
      'mutation.rate: expected a number from 0 to 1, found 1.1',
    ],
    [
      'a rate below 0',
      { crossover: { kind: 'uniform', rate: -0.1 } },
      'crossover.rate: expected a number from 0 to 1, found -0.1',
    ],
    [
      'a rate of NaN',
      { mutation: { rate: Number.NaN } },
      'mutation.rate: expected a number from 0 to 1, found NaN',
    ],
    [
      'a rate that is text',
      { mutation: { rate: '10%' } },
      'mutation.rate: expected a number from 0 to 1, found "10%"',
    ],
    [
      'an endless step',
      { mutation: { sigma: Number.POSITIVE_INFINITY } },
      'mutation.sigma: expected a number above 0, at most 1000000, found Infinity',
    ],
    [
      'an unknown selection',
      { selection: 'turnament' },
      'selection: expected one of truncation, tournament, roulette, linear-rank, stochastic-universal, found "turnament"; did you mean "tournament"?',
    ],
    [
      'an unknown step',
      { mutation: { step: { kind: 'fifth' } } },
      'mutation.step.kind: expected one of constant, decay, one-fifth, self-adaptive, found "fifth"',
    ],
    [
      'an option of another kind',
      { selection: { kind: 'roulette', size: 3 } },
      'selection.size: expected a known key, found "size"; it goes with kind tournament',
    ],
    [
      'a misspelt option',
      { mutation: { sgima: 0.1 } },
      'mutation.sgima: expected a known key, found "sgima"; did you mean "sigma"?',
    ],
    [
      'an option in the wrong place',
      { sigma: 0.1 },
      'sigma: expected a known key, found "sigma"; did you mean strategy.mutation.sigma?',
    ],
    [
      'an unknown number of neurons',
      { mutation: { neurons: 'al' } },
      'mutation.neurons: expected a number of neurons, all or auto, found "al"',
    ],
    [
      'no neurons',
      { mutation: { neurons: 0 } },
      'mutation.neurons: expected an integer from 1 to 1000000, found 0',
    ],
    [
      'a step size out of its bounds',
      { mutation: { sigma: 20 } },
      'mutation.sigma: expected at most 10, the maximum of step, found 20',
    ],
    [
      'pairs of an odd number',
      { kind: 'pgpe', population: 7 },
      'population: expected an even number, since individuals come in pairs, found 7',
    ],
    [
      'a population of no number',
      { kind: 'snes', population: 'all' },
      'population: expected a whole number from 2 to 1,000,000, or auto, found "all"',
    ],
    [
      'a schedule of endless drops',
      { kind: 'sgd', schedule: { kind: 'step', every: 1e-320 } },
      'schedule.every: expected a number from 0.001 to 1000000, found 1e-320',
    ],
    [
      'a schedule of endless restarts',
      { kind: 'sgd', schedule: { kind: 'warm-up', next: { kind: 'cosine', period: 1e-20 } } },
      'schedule.next.period: expected a number from 0.001 to 1000000, found 1e-20',
    ],
    [
      'bounds the wrong way round',
      { mutation: { step: { minimum: 2, maximum: 1 } } },
      'mutation.step.minimum: expected at most 1, the maximum, found 2',
    ],
    [
      'too much pressure',
      { selection: { kind: 'linear-rank', pressure: 3 } },
      'selection.pressure: expected a number from 1 to 2, found 3',
    ],
  ])('strategy: %s', (_, strategy, message) => {
    expect(refused({ strategy })).toBe(`c.yaml: strategy.${message}`)
  })

  it.each([
    ['no target of rows', { rows: [[1, 2]] }, 'target: expected the name of a column, found nothing'],
    [
      'no targets',
      { inputs: [[1]] },
      'targets: expected a list with one target for each sample, found nothing',
    ],
    [
      'a misspelt "rows"',
      { row: [[1, 2]], target: 'y' },
      'row: expected a known key, found "row"; did you mean "rows"?',
    ],
    [
      'a width of zero',
      { inputs: [], targets: [], width: 0 },
      'width: expected an integer of at least 1, found 0',
    ],
    [
      'a misspelt "file"',
      { fiel: 'a.csv', target: 'y' },
      'fiel: expected a known key, found "fiel"; did you mean "file"?',
    ],
    [
      'a misspelt "generate"',
      { generat: 'xor' },
      'generat: expected a known key, found "generat"; did you mean "generate"?',
    ],
    [
      'both',
      { file: 'a.csv', generate: 'xor' },
      'file: expected a known key, found "file"; known here: generate, samples, noise, standardize, validation, test',
    ],
    ['no target', { file: 'a.csv' }, 'target: expected the name of a column, found nothing'],
    [
      'two targets',
      { file: 'a.csv', target: ['a', 'b'] },
      'target: expected the name of a column, found a list of 2',
    ],
    [
      'an unknown generator',
      { generate: 'xxor' },
      'generate: expected one of xor, parity, circles, moons, spirals, blobs, found "xxor"; did you mean "xor"?',
    ],
    [
      'a generator of numbers',
      { generate: 'function' },
      'generate: expected one of xor, parity, circles, moons, spirals, blobs, found "function"',
    ],
    [
      'an option of another generator',
      { generate: 'xor', arms: 3 },
      'arms: expected a known key, found "arms"; it goes with generate spirals',
    ],
    ['one sample', { generate: 'xor', samples: 1 }, 'samples: expected an integer of at least 2, found 1'],
    ['too many bits', { generate: 'parity', bits: 60 }, 'bits: expected an integer from 1 to 16, found 60'],
    [
      'noise of NaN',
      { generate: 'moons', noise: Number.NaN },
      'noise: expected a number from 0 to 1000000, found NaN',
    ],
    [
      'all of it for validation',
      { generate: 'xor', validation: 1 },
      'validation: expected a number from 0 to below 1, found 1',
    ],
    [
      'none of it for training',
      { generate: 'xor', validation: 0.5, test: 0.5 },
      'test: expected less than 0.5, the share that validation leaves, found 0.5',
    ],
    [
      'an unknown policy',
      { file: 'a.csv', target: 'y', missing: 'skip' },
      'missing: expected drop, mean, a list of words, or a mapping with cells and words, found "skip"',
    ],
    [
      'a word that is none',
      { file: 'a.csv', target: 'y', missing: ['', true] },
      'missing[1]: expected a text or a number, found true',
    ],
    [
      'an unknown key of missing',
      { file: 'a.csv', target: 'y', missing: { cell: 'mean' } },
      'missing.cell: expected a known key, found "cell"; did you mean "cells"?',
    ],
    [
      'another decimal sign',
      { file: 'a.csv', target: 'y', decimal: ';' },
      'decimal: expected one of ., ,, found ";"',
    ],
  ])('data: %s', (_, data, message) => {
    expect(refusedData(data)).toBe(`c.yaml: task.data.${message}`)
  })

  it('shares that leave nothing, with the rest as a person writes it', () => {
    expect(refusedData({ generate: 'xor', validation: 0.9, test: 0.1 })).toBe(
      'c.yaml: task.data.test: expected less than 0.1, the share that validation leaves, found 0.1',
    )
  })

  it('a loss that does not fit the task', () => {
    const config = { task: { kind: 'regression', data: { generate: 'function' }, loss: 'cross-entropy' } }
    expect(refusal(config)).toBe(
      'c.yaml: task.loss: expected one of mse, mae, euclidean, huber, found "cross-entropy"',
    )
  })
})

describe('the name of a run', () => {
  it.each([
    ['configs/moons.yaml', 'moons'],
    ['a\nb.json', 'a-b'],
    ['...yaml', 'run'],
    ['..json', 'run'],
    [' .yaml', 'run'],
  ])('is that of its config file, if it can be one: %j', (file, name) => {
    const config = parseConfig({ task }, { file })
    expect(config.name).toBe(name)
    expect(parseConfig(config)).toEqual(config)
  })
})

describe('the neurons that a mutation reaches', () => {
  const neurons = (mutation: object): unknown => {
    const strategy = evolutionOf({ mutation })
    return 'neurons' in strategy.mutation ? strategy.mutation.neurons : undefined
  }

  it('are all where a rate a gene is given, and left to the genome where none is', () => {
    expect(neurons({ rate: 0.1 })).toBe('all')
    expect(neurons({ sigma: 0.1 })).toBe('auto')
    expect(neurons({ rate: 0.1, neurons: 'auto' })).toBe('auto')
    expect(neurons({ rate: 0.1, neurons: 3 })).toBe(3)
  })
})

describe('fine-tuning and memetic steps', () => {
  const parse = (keys: object): Config =>
    parseConfig({ task: { kind: 'classification', data: { generate: 'xor' } }, ...keys })

  it('take the learning rate that goes with their optimiser', () => {
    expect(parse({ finetune: {} }).finetune).toMatchObject({
      optimizer: { kind: 'adam' },
      learningRate: 0.001,
    })
    expect(parse({ finetune: 'sgd' }).finetune).toMatchObject({
      optimizer: { kind: 'sgd' },
      learningRate: 0.01,
    })
    expect(parse({ finetune: { learningRate: 3 } }).finetune).toMatchObject({
      learningRate: 3,
      batchSize: 32,
    })
    expect(parse({ memetic: {} }).memetic).toMatchObject({
      learningRate: 0.01,
      steps: 10,
      mode: 'lamarckian',
    })
  })

  it('are not there unless asked for', () => {
    expect(Object.keys(parse({}))).not.toContain('finetune')
    expect(parse({}).memetic).toBeUndefined()
  })

  it('pass through unchanged once they are resolved', () => {
    const config = parse({ finetune: 'adamw', memetic: { mode: 'baldwinian' }, strategy: 'ga' })
    expect(parseConfig(config)).toEqual(config)
    const gradient = parse({ strategy: { kind: 'nesterov', schedule: { kind: 'warm-up', next: 'step' } } })
    expect(gradient.strategy).toMatchObject({ momentum: 0.9, schedule: { start: 0.1, next: { every: 10 } } })
    expect(parseConfig(gradient)).toEqual(gradient)
  })
})

describe('the defaults of ga that follow from other keys', () => {
  const strategy = (given: object): object =>
    parseConfig({ task: { kind: 'classification', data: { generate: 'xor' } }, strategy: given }).strategy

  it('take who names elites for one who means generational replacement', () => {
    expect(strategy({ elites: 2 })).toMatchObject({ replacement: 'generational', elites: 2 })
    expect(strategy({ elites: 2, replacement: 'plus' })).toMatchObject({ replacement: 'plus' })
    expect(strategy({ elites: 12, population: 10, replacement: 'plus' })).toMatchObject({ elites: 12 })
    expect(strategy({})).toMatchObject({
      replacement: 'plus',
      selection: { kind: 'truncation', fraction: 1 },
    })
  })

  it('select by tournament where replacement selects nobody', () => {
    const tournament = { kind: 'tournament', size: 3 }
    expect(strategy({ replacement: 'generational' })).toMatchObject({ selection: tournament })
    expect(strategy({ elites: 1, selection: 'roulette' })).toMatchObject({ selection: { kind: 'roulette' } })
    expect(strategy({ elites: 0, population: 2 })).toMatchObject({
      selection: { kind: 'tournament', size: 2 },
    })
  })

  it('let no more live on than there are', () => {
    expect(strategy({ population: 4, initial: 1 })).toMatchObject({ parents: 4 })
    expect(strategy({ population: 4 })).toMatchObject({ parents: 5 })
  })
})
