/** The contract of the sample networks of every engine: the bits of its kernel, and nothing touched but their place. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/kernels/engine.ts'
import type { Arithmetic } from '../../src/kernels/kernel.ts'
import { Arena } from '../../src/memory/arena.ts'
import { planArena } from '../../src/memory/plan.ts'
import { windowSamples } from '../../src/memory/sample-networks.ts'
import { type ActivationName, activations } from '../../src/model/activations.ts'
import { activation, createTopology, inputWidth, outputLayer } from '../../src/model/topology.ts'
import { testedEngines } from '../kernels/engines.ts'
import { testNumbers } from '../kernels/problem.ts'

const all = Object.keys(activations) as ActivationName[]
const hidden = all.filter((kind) => !activations[kind].outputOnly)

interface Network {
  readonly sizes: readonly number[]
  readonly kinds: readonly ActivationName[]
  readonly bias?: boolean
}

interface Case extends Network {
  readonly samples: number
}

/** Two rows of random parameters, room for two networks in each of two slots, and for a batch of samples. */
function arenaOf({ sizes, kinds, bias }: Network, samples = 1, sampleNetworks = 2): Arena {
  const functions = kinds.map((kind) => activation(kind, 0.1))
  const topology = createTopology(sizes[0]!, sizes.slice(1), functions, { bias })
  const counts = { train: 0, validation: 0, test: 0, batch: samples }
  const arena = Arena.allocate(planArena({ topology, rows: 2, slots: 2, samples: counts, sampleNetworks }))
  fill(arena.population.genomes as Float32Array, 3 / Math.sqrt(Math.max(...sizes)), samples + sizes.length)
  return arena
}

function fill(numbers: Float32Array, scale: number, seed: number): Float32Array {
  const next = testNumbers(seed)
  return numbers.map((_, index) => {
    numbers[index] = (2 * next() - 1) * scale
    return numbers[index]!
  })
}

/** (S, I) */
function inputsOf(arena: Arena, samples: number, seed = 9): Float32Array {
  return fill(new Float32Array(samples * inputWidth(arena.network.topology)), 4, seed)
}

/** (S, O) what the kernel gives. */
function kernelOutputs(
  engine: Engine,
  arithmetic: Arithmetic,
  arena: Arena,
  row: number,
  x: Float32Array,
): Float32Array {
  const { topology } = arena.network
  const samples = x.length / inputWidth(topology)
  const outputs = new Float32Array(samples * outputLayer(topology).outputs)
  const region = arena.dataset.load('batch', samples, x, outputs.slice())
  engine.kernel(arena, arithmetic, 1).forward(arena.population.genomeAt(row), region, outputs)
  return outputs
}

const small: Network = { sizes: [3, 5, 2], kinds: ['tanh', 'softmax'] }

const networks: fc.Arbitrary<Network> = fc.integer({ min: 1, max: 4 }).chain((depth) =>
  fc.record({
    sizes: fc.array(fc.integer({ min: 1, max: 70 }), { minLength: depth + 1, maxLength: depth + 1 }),
    kinds: fc
      .tuple(
        fc.array(fc.constantFrom(...hidden), { minLength: depth - 1, maxLength: depth - 1 }),
        fc.constantFrom(...all),
      )
      .map(([before, last]) => [...before, last]),
    bias: fc.boolean(),
  }),
)

const cases: readonly Case[] = [
  ...all.map(
    (kind): Case => ({
      sizes: [3, 17, 5, 7],
      kinds: kind === 'softmax' ? ['tanh', 'sine', kind] : [kind, kind, kind],
      samples: 70,
    }),
  ),
  { sizes: [1, 1], kinds: ['linear'], samples: 1025 },
  { sizes: [300, 61, 3], kinds: ['relu', 'softmax'], samples: 8 },
  { sizes: [2, 1100], kinds: ['softmax'], samples: 3 },
]

for (const [name, engine] of testedEngines) {
  for (const arithmetic of engine.arithmetics) {
    const here = engine.obstacle(arithmetic) === null
    describe.runIf(here)(`a sample network of ${name}, ${arithmetic}`, () => {
      const networkOf = (arena: Arena, place?: number) => engine.sampleNetwork(arena, arithmetic, 0, place)

      /** Compares rows one at a time, and all of them in one call, with the kernel. */
      const compare = (arena: Arena, samples: number): void => {
        const x = inputsOf(arena, samples)
        const expected = kernelOutputs(engine, arithmetic, arena, 1, x)
        const network = networkOf(arena)
        network.bind(arena.population.genomeAt(1))
        expect(network.forward(x)).toEqual(expected)
        const width = x.length / samples
        const answers = expected.length / samples
        for (let sample = 0; sample < Math.min(samples, 20); sample++) {
          const row = network.forward(x.subarray(sample * width, (sample + 1) * width))
          expect(row).toEqual(expected.slice(sample * answers, (sample + 1) * answers))
        }
      }

      it.each(cases.map((one) => [`${one.sizes.join('-')} ${one.kinds.join(', ')}`, one] as const))(
        'has the bits of the kernel: %s',
        (_, one) => compare(arenaOf(one, one.samples), one.samples),
      )

      it('has the bits of the kernel for any topology and any number of samples', () => {
        fc.assert(
          fc.property(networks, fc.integer({ min: 1, max: 130 }), (network, samples) =>
            compare(arenaOf(network, samples), samples),
          ),
          { numRuns: 60, seed: 4 },
        )
      })

      it('takes plain numbers and float64, rounded to float32', () => {
        const arena = arenaOf(small)
        const network = networkOf(arena)
        network.bind(arena.population.genomeAt(0))
        const numbers = [0.1, -1 / 3, Math.PI]
        const expected = network.forward(new Float32Array(numbers)).slice()
        expect(network.forward(numbers)).toEqual(expected)
        expect(network.forward(new Float64Array(numbers))).toEqual(expected)
      })

      it.each([[1], [400]])('writes %d samples to the array that it is given, and no further', (samples) => {
        const arena = arenaOf(small)
        const network = networkOf(arena)
        network.bind(arena.population.genomeAt(0))
        const x = inputsOf(arena, samples)
        const expected = [...network.forward(x), 7]
        const length = samples * 2 + 1
        for (const outputs of [
          new Float32Array(length).fill(7),
          new Float64Array(length).fill(7),
          new Array<number>(length).fill(7),
        ]) {
          expect(network.forward(x, outputs)).toBe(outputs)
          expect([...outputs]).toEqual(expected)
        }
      })

      it.each([[1], [400]])('writes %d samples to one array of its own, call after call', (samples) => {
        const arena = arenaOf(small)
        const network = networkOf(arena)
        network.bind(arena.population.genomeAt(0))
        const first = network.forward(inputsOf(arena, samples, 1))
        const before = first.slice()
        expect(network.forward(inputsOf(arena, samples, 2))).toBe(first)
        expect(first).not.toEqual(before)
        expect(network.forward(new Float32Array(0))).toEqual(new Float32Array(0))
      })

      it('keeps the parameters that it was bound to until it is bound again', () => {
        const arena = arenaOf(small)
        const [x, genome] = [inputsOf(arena, 1), arena.population.genome(0)]
        const network = networkOf(arena)
        network.bind(arena.population.genomeAt(0))
        const before = network.forward(x).slice()
        genome.set(arena.population.genome(1))
        expect(network.forward(x)).toEqual(before)
        network.bind(arena.population.genomeAt(0))
        expect(network.forward(x)).toEqual(kernelOutputs(engine, arithmetic, arena, 1, x))
      })

      it('leaves the networks in other places alone', () => {
        const arena = arenaOf(small, 40)
        const x = inputsOf(arena, 40)
        const pair = [networkOf(arena, 0), networkOf(arena, 1)]
        pair.forEach((network, row) => {
          network.bind(arena.population.genomeAt(row))
        })
        for (const turn of [0, 1, 1, 0]) {
          expect(pair[turn]!.forward(x)).toEqual(kernelOutputs(engine, arithmetic, arena, turn, x))
        }
      })

      it('writes nothing outside of its place', () => {
        const arena = arenaOf({ sizes: [3, 6, 2, 5], kinds: ['relu', 'gelu', 'softmax'] })
        const { network, workspace, memory } = arena
        const { weightsAt, activationsAt, inputsAt, outputsAt } = workspace.sampleNetwork(0, 1)
        const samples = windowSamples(network.topology)
        const place = [
          [weightsAt, (8 * 4 + 4 * 7 + 8 * 3) * 4],
          [activationsAt, 2 * 64],
          [inputsAt, samples * 3 * 4],
          [outputsAt, (samples * 5 + 3) * 4],
        ] as const
        const outside = (): Uint8Array => {
          const copy = new Uint8Array(memory.buffer).slice()
          for (const [at, bytes] of place) copy.fill(0, at, at + bytes)
          return copy
        }
        new Uint8Array(memory.buffer).fill(0xa5, workspace.scratchAt(0))
        const before = outside()
        const computing = networkOf(arena, 1)
        computing.bind(arena.population.genomeAt(0))
        for (const count of [1, samples, 2 * samples + 1]) computing.forward(inputsOf(arena, count))
        expect(outside()).toEqual(before)
      })

      it('refuses arrays of wrong lengths', () => {
        const arena = arenaOf(small)
        const network = networkOf(arena)
        network.bind(arena.population.genomeAt(0))
        expect(() => network.forward([1, 2, 3, 4])).toThrow(
          new RangeError('inputs: expected 3 numbers a sample, found 4 numbers'),
        )
        expect(() => network.forward([1, 2, 3], [])).toThrow(
          new RangeError('outputs: expected room for 2 numbers, found 0'),
        )
        expect(() => network.forward(new Float64Array(9), new Float32Array(5))).toThrow(
          new RangeError('outputs: expected room for 6 numbers, found 5'),
        )
      })

      it('refuses to compute before it is bound', () => {
        const refusal = 'forward: expected a network with parameters, found one before its first bind'
        const network = networkOf(arenaOf(small))
        for (const samples of [1, 2])
          expect(() => network.forward(new Float32Array(samples * 3))).toThrow(new RangeError(refusal))
      })

      it('refuses an arena without room for it', () => {
        const vectors = planArena({ topology: null, type: 'float64', length: 10, rows: 2, slots: 1 })
        expect(() => networkOf(Arena.allocate(vectors))).toThrow(
          new RangeError('arena: expected one with a network, found one without'),
        )
        expect(() => networkOf(arenaOf(small, 1, 0))).toThrow(
          new RangeError('sampleNetwork: expected an arena planned with room for it, found one without'),
        )
        expect(() => networkOf(arenaOf(small), 2)).toThrow(
          new RangeError('place: expected one below 2, found 2'),
        )
      })
    })
  }
}
