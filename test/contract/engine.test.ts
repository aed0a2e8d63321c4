/** The contract of every engine in the registry: the same bits in the same arithmetic. */
import { describe, expect, it } from 'vitest'
import { optimisers } from '../../src/gradient/optimisers/index.ts'
import type { Optimiser } from '../../src/gradient/optimisers/optimiser.ts'
import type { Engine } from '../../src/kernels/engine.ts'
import { engineNames, engines } from '../../src/kernels/index.ts'
import type { Arithmetic, Kernel } from '../../src/kernels/kernel.ts'
import { Arena } from '../../src/memory/arena.ts'
import { planArena } from '../../src/memory/plan.ts'
import { tileFloats } from '../../src/memory/tiles.ts'
import { type ActivationName, activations } from '../../src/model/activations.ts'
import { type LossName, losses } from '../../src/model/losses.ts'
import { activation, createTopology, outputLayer } from '../../src/model/topology.ts'
import { testedEngines } from '../kernels/engines.ts'
import { testNumbers } from '../kernels/problem.ts'

interface Case {
  readonly sizes: readonly [number, ...number[]]
  readonly kinds: readonly ActivationName[]
  readonly loss: LossName
  readonly samples: number
  readonly bias?: boolean
  readonly weighted?: boolean
}

const slots = 2
const minibatch = 21

const hidden = (Object.keys(activations) as ActivationName[]).filter((kind) => !activations[kind].outputOnly)

/** Every hidden activation and every loss, also with weights of samples, widths from 1 to beyond a tile's change of size, full and broken tiles. */
const cases: readonly Case[] = [
  ...hidden.map(
    (kind): Case => ({ sizes: [3, 17, 5, 2], kinds: [kind, kind, 'linear'], loss: 'mse', samples: 75 }),
  ),
  ...(Object.keys(losses) as LossName[]).flatMap((loss): Case[] => {
    const kinds = ['tanh', losses[loss].fits?.[0] ?? 'sigmoid'] as const
    return [
      { sizes: [2, 9, 3], kinds, loss, samples: 130 },
      { sizes: [2, 9, 3], kinds, loss, samples: 131, weighted: true },
    ]
  }),
  { sizes: [1, 1], kinds: ['linear'], loss: 'mae', samples: 23 },
  { sizes: [5, 64, 64, 10], kinds: ['relu', 'relu', 'softmax'], loss: 'cross-entropy', samples: 64 },
  { sizes: [300, 31, 4], kinds: ['gelu', 'softmax'], loss: 'mse', samples: 40 },
  { sizes: [300, 31, 4], kinds: ['gelu', 'softmax'], loss: 'mse', samples: 70, weighted: true },
  { sizes: [3, 17, 6, 2], kinds: ['relu', 'tanh', 'linear'], loss: 'mse', samples: 75, bias: false },
  {
    sizes: [4, 9, 7, 5],
    kinds: ['leaky-relu', 'gelu', 'softmax'],
    loss: 'cross-entropy',
    samples: 40,
    bias: false,
  },
]

function title({ sizes, kinds, loss, samples, bias, weighted }: Case): string {
  const biases = bias === false ? 'no biases, ' : ''
  const counted = `${samples}${weighted === true ? ' weighted' : ''} samples`
  return `${sizes.join('-')} ${kinds.join(', ')}, ${biases}${loss}, ${counted}`
}

/** An arena with a random genome, random samples, and a random minibatch for each slot. */
function arenaOf(one: Case, rows = 1): Arena {
  const {
    sizes: [inputs, ...widths],
    kinds,
    samples,
    bias,
    weighted = false,
  } = one
  const next = testNumbers(samples + inputs)
  const topology = createTopology(
    inputs,
    widths,
    kinds.map((kind) => activation(kind, 0.1)),
    { bias },
  )
  const parts = { train: samples, validation: 0, test: 0, batch: 0 }
  const arena = Arena.allocate(
    planArena({ topology, rows, slots, samples: parts, gradient: true, minibatch, weighted }),
  )
  const scale = 2 / Math.sqrt(Math.max(inputs, ...widths))
  const genome = arena.population.genome(0)
  genome.forEach((_, p) => {
    genome[p] = (2 * next() - 1) * scale
  })
  const x = Float32Array.from({ length: samples * inputs }, () => 4 * next() - 2)
  const t = Float32Array.from({ length: samples * outputLayer(topology).outputs }, () => next())
  const w = weighted ? Float32Array.from({ length: samples }, () => 3 * next()) : null
  arena.dataset.load('train', samples, x, t, w)
  arena.dataset.list(x, t, w)
  for (let slot = 0; slot < slots; slot++) {
    const indices = arena.dataset.minibatchIndices(slot)
    for (let k = 0; k < minibatch; k++) indices[k] = Math.floor(next() * samples)
  }
  return arena
}

function bits(values: Float32Array): number[] {
  return [...new Uint32Array(values.slice().buffer)]
}

/** All results of a kernel on an arena. */
function results(arena: Arena, kernel: Kernel, slot: number, loss: LossName): object {
  const { population, dataset, workspace, network } = arena
  const genome = population.genomeAt(0)
  const { train } = dataset.regions
  const at = workspace.gradientAt(slot)
  const gradient = (): number[] => bits(arena.floats(at, population.length))
  const answers = new Float32Array(train.count * outputLayer(network.topology).outputs)
  kernel.forward(genome, train, answers)
  const batch = dataset.minibatch(slot)
  // Tiles of an earlier kernel would hide that this one gathers nothing.
  const { tile } = arena.plan.dataset!
  const { inputs } = network.topology.layers[0]!
  const { outputs } = outputLayer(network.topology)
  arena.floats(batch.inputsAt, tileFloats(batch.count, inputs, tile)).fill(Number.NaN)
  arena.floats(batch.targetsAt, tileFloats(batch.count, outputs, tile)).fill(Number.NaN)
  if (batch.weightsAt !== null)
    arena.floats(batch.weightsAt, tileFloats(batch.count, 1, tile)).fill(Number.NaN)
  kernel.gather(dataset.sampleRows, dataset.minibatchIndices(slot), batch)
  return {
    forward: bits(answers),
    loss: kernel.loss(genome, train, loss),
    gradientLoss: kernel.gradient(genome, train, loss, at),
    gradient: gradient(),
    batchLoss: kernel.gradient(genome, batch, loss, at),
    batchGradient: gradient(),
  }
}

/** The parameters after three steps of each optimiser, on the learner of a slot. */
function steps(arena: Arena, engine: Engine): object {
  return Object.entries(engine.optimisers(arena)).map(([name, plain]) => {
    const optimiser = plain as Optimiser<object, object>
    const parameters = arena.workspace.learner(0, 0)
    parameters.set(arena.population.genome(0))
    const gradient = arena.floats(arena.workspace.gradientAt(0), parameters.length)
    const vectors = [1, 2] as const
    let taken = 0
    const state = optimiser.init(parameters.length, () =>
      arena.workspace.learner(0, vectors[taken++]).fill(0),
    )
    for (let step = 1; step <= 3; step++) {
      gradient.forEach((_, p) => {
        gradient[p] = Math.fround(((p * 7919 + step * 104_729) % 2003) / 1001.5 - 1)
      })
      optimiser.step(state, parameters, gradient, 0.1 / step, optimiser.defaults)
    }
    return { name, parameters: bits(parameters) }
  })
}

/**
 * The engine with the expected bits for another engine: the reference, or the first other one that computes in the
 * arithmetic on this machine. Null if there is none. What an engine computes alone, its own tests hold.
 */
function oracleOf(engine: Engine, arithmetic: Arithmetic): Engine | null {
  if (engine === engines.reference) return null
  const able = [engines.reference, engines.wasm, engines.native].filter(
    (one) => one.arithmetics.includes(arithmetic) && one.obstacle(arithmetic) === null,
  )
  return able.find((one) => one !== engine) ?? null
}

describe('the registry of engines', () => {
  it('lists each engine by its name', () => {
    expect(engineNames).toEqual(Object.keys(engines))
    for (const name of engineNames) expect(engines[name].name).toBe(name)
  })

  it('supports strict arithmetic in every engine, and in all but native on any machine', () => {
    for (const engine of Object.values(engines)) {
      expect(engine.arithmetics).toContain('strict')
      if (engine !== engines.native) expect(engine.obstacle('strict')).toBeNull()
    }
  })

  it('has an engine to compare with the reference', () => {
    expect(Object.values(engines).some((engine) => oracleOf(engine, 'strict') !== null)).toBe(true)
  })

  it('says what a machine lacks', () => {
    for (const engine of Object.values(engines)) {
      for (const arithmetic of engine.arithmetics) {
        const obstacle = engine.obstacle(arithmetic)
        if (obstacle !== null) expect(obstacle.field).toMatch(/^(arithmetic|engine)$/)
      }
    }
  })
})

for (const [name, engine] of testedEngines) {
  for (const arithmetic of engine.arithmetics) {
    const here = engine.obstacle(arithmetic) === null
    describe.runIf(here)(`${name}, ${arithmetic}`, () => {
      const oracle = oracleOf(engine, arithmetic)
      const compared =
        oracle === null ? [] : cases.map((one) => [oracle.name, title(one), oracle, one] as const)
      it.each(compared)('has the bits of %s: %s', (_, __, other, one) => {
        const arena = arenaOf(one)
        for (let slot = 0; slot < slots; slot++) {
          const expected = results(arena, other.kernel(arena, arithmetic, slot), slot, one.loss)
          expect(results(arena, engine.kernel(arena, arithmetic, slot), slot, one.loss)).toEqual(expected)
        }
      })

      it('says in which arithmetic its kernels compute', () => {
        expect(engine.kernel(arenaOf(cases[0]!), arithmetic, 0).arithmetic).toBe(arithmetic)
      })

      it('has the same bits beyond the first 2 GiB, where addresses have their highest bit', () => {
        const one: Case = {
          sizes: [3, 17, 2],
          kinds: ['tanh', 'softmax'],
          loss: 'cross-entropy',
          samples: 75,
        }
        // Room for so many genomes that what follows them lies beyond. Pages that nobody touches take no memory.
        const arena = arenaOf(one, 5_000_000)
        expect(arena.workspace.scratchAt(0)).toBeGreaterThan(2 ** 31)
        const found = results(arena, engine.kernel(arena, arithmetic, 0), 0, one.loss)
        const near = arenaOf(one)
        expect(found).toEqual(results(near, engine.kernel(near, arithmetic, 0), 0, one.loss))
      })

      it('refuses an arena without a network', () => {
        const vectors = planArena({ topology: null, type: 'float64', length: 10, rows: 2, slots })
        expect(() => engine.kernel(Arena.allocate(vectors), arithmetic, 0)).toThrow(RangeError)
      })
    })
  }

  if (engine === engines.reference || engine.obstacle('strict') !== null) continue
  describe(`the optimisers of ${name}`, () => {
    it.each([[1], [5], [64]])('match the readable ones step by step, with %d inputs', (inputs) => {
      const arena = arenaOf({ sizes: [inputs, 3, 1], kinds: ['tanh', 'linear'], loss: 'mse', samples: 22 })
      expect(steps(arena, engine)).toEqual(steps(arena, engines.reference))
    })
  })
}

describe('the optimisers of the reference', () => {
  it('are the readable ones, which have tests of their own', () => {
    expect(engines.reference.optimisers(arenaOf(cases[0]!))).toBe(optimisers)
  })
})
