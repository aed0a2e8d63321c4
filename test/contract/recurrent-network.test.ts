/** The contract of the recurrent sample networks of every engine: the bits of b + W x + U h, row by row and step by step. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Arithmetic } from '../../src/kernels/kernel.ts'
import { activate, softmax } from '../../src/kernels/reference/activate.ts'
import { Arena } from '../../src/memory/arena.ts'
import { planArena } from '../../src/memory/plan.ts'
import { stateWidth, windowSamples } from '../../src/memory/sample-networks.ts'
import { type ActivationName, activations } from '../../src/model/activations.ts'
import { activation, biasCount, createTopology, inputWidth, outputLayer } from '../../src/model/topology.ts'
import { testedEngines } from '../kernels/engines.ts'
import { testNumbers } from '../kernels/problem.ts'

const all = Object.keys(activations) as ActivationName[]
const hidden = all.filter((kind) => !activations[kind].outputOnly)

interface Network {
  readonly sizes: readonly number[]
  readonly kinds: readonly ActivationName[]
  readonly bias?: boolean
}

/** Two rows of random parameters, and room for two networks in a slot. */
function arenaOf({ sizes, kinds, bias }: Network, recurrent = true): Arena {
  const functions = kinds.map((kind) => activation(kind, 0.1))
  const topology = createTopology(sizes[0]!, sizes.slice(1), functions, { recurrent, bias })
  const samples = { train: 0, validation: 0, test: 0, batch: 8 }
  const arena = Arena.allocate(planArena({ topology, rows: 2, slots: 1, samples, sampleNetworks: 2 }))
  const next = testNumbers(sizes.length)
  const scale = 3 / Math.sqrt(Math.max(...sizes))
  arena.population.genomes.forEach((_, p, genomes) => {
    genomes[p] = (2 * next() - 1) * scale
  })
  return arena
}

/** The inputs of a step, (S, I). */
function inputsOf(arena: Arena, rows: number, step: number): Float32Array {
  const next = testNumbers(100 * rows + step)
  return new Float32Array(rows * inputWidth(arena.network.topology)).map(() => 4 * next() - 2)
}

const f = Math.fround
const multiplyAdd: Readonly<Record<Arithmetic, (a: number, b: number, sum: number) => number>> = {
  strict: (a, b, sum) => f(sum + f(a * b)),
  fused: (a, b, sum) => roundedSum(a * b, sum),
}

const word = new DataView(new ArrayBuffer(8))

/** The float32 nearest to x + y: the float64 sum, rounded to odd first (Boldo & Melquiond 2008). */
function roundedSum(x: number, y: number): number {
  const sum = x + y
  const part = sum - x
  const rest = x - (sum - part) + (y - part)
  word.setFloat64(0, sum)
  const bits = word.getBigUint64(0)
  if (rest === 0 || !Number.isFinite(sum) || bits % 2n === 1n) return f(sum)
  word.setBigUint64(0, bits + (rest > 0 === sum > 0 ? 1n : -1n))
  return f(word.getFloat64(0))
}

/** A network in plain arrays, and one hidden state: each recurrent layer's outputs of the step before. */
class Plain {
  private readonly arena: Arena
  private readonly genome: Float32Array
  private readonly add: (typeof multiplyAdd)[Arithmetic]
  private readonly before: number[][] = []

  constructor(arena: Arena, row: number, arithmetic: Arithmetic) {
    this.arena = arena
    this.genome = arena.population.genome(row).slice() as Float32Array
    this.add = multiplyAdd[arithmetic]
  }

  step(x: ArrayLike<number>): number[] {
    const { layers } = this.arena.network.topology
    let signal = Array.from(x)
    let at = 0
    layers.forEach((layer, index) => {
      const { outputs, bias } = layer
      const { kind, slope } = layer.activation
      const isHidden = index < layers.length - 1
      const own = isHidden ? (this.before[index] ?? new Array<number>(outputs).fill(0)) : []
      const entering = [...signal, ...own]
      const weights = at + biasCount(layer)
      const z = Array.from({ length: outputs }, (_, o) =>
        entering.reduce(
          (sum, value, i) => this.add(this.genome[weights + o * entering.length + i]!, value, sum),
          bias ? this.genome[at + o]! : 0,
        ),
      )
      at = weights + outputs * entering.length
      const y = Float32Array.from(z)
      if (kind === 'softmax') softmax(y)
      signal = Array.from(y, (value) => (kind === 'softmax' ? value : activate[kind](value, f(slope))))
      this.before[index] = signal
    })
    return signal
  }
}

/** One network a row. */
function plainRows(arena: Arena, rows: number, arithmetic: Arithmetic, genome = 0): Plain[] {
  return Array.from({ length: rows }, () => new Plain(arena, genome, arithmetic))
}

/** (S, O) after a step of the first rows. */
function stepped(plain: readonly Plain[], x: Float32Array, rows: number): Float32Array {
  const width = x.length / rows
  return Float32Array.from(
    plain.slice(0, rows).flatMap((one, row) => one.step(x.subarray(row * width, (row + 1) * width))),
  )
}

const small: Network = { sizes: [3, 5, 2], kinds: ['tanh', 'softmax'] }
const width = fc.constantFrom(1, 3, 17)
const networks: fc.Arbitrary<Network> = fc.integer({ min: 1, max: 3 }).chain((depth) =>
  fc.record({
    sizes: fc.array(width, { minLength: depth + 2, maxLength: depth + 2 }),
    kinds: fc
      .tuple(
        fc.array(fc.constantFrom(...hidden), { minLength: depth, maxLength: depth }),
        fc.constantFrom(...all),
      )
      .map(([before, last]) => [...before, last]),
    bias: fc.boolean(),
  }),
)

for (const [name, engine] of testedEngines) {
  for (const arithmetic of engine.arithmetics) {
    const here = engine.obstacle(arithmetic) === null
    describe.runIf(here)(`a recurrent sample network of ${name}, ${arithmetic}`, () => {
      const boundTo = (arena: Arena, row = 0, place = 0) => {
        const network = engine.sampleNetwork(arena, arithmetic, 0, place)
        network.bind(arena.population.genomeAt(row))
        return network
      }

      /** Plays episodes of a few steps with so many rows each, one after the other, and compares each step. */
      const compare = (arena: Arena, batches: readonly number[], steps: number): void => {
        const network = boundTo(arena)
        for (const rows of batches) {
          const plain = plainRows(arena, rows, arithmetic)
          for (let step = 0; step < steps; step++) {
            const x = inputsOf(arena, rows, step)
            expect(network.forward(x)).toEqual(stepped(plain, x, rows))
          }
          network.reset()
        }
      }

      it('has the bits of a plain one for any topology and any number of rows', () => {
        fc.assert(
          fc.property(networks, fc.integer({ min: 1, max: 7 }), (network, rows) =>
            compare(arenaOf(network), [rows, 1], 4),
          ),
          { numRuns: 30, seed: 6 },
        )
      })

      it('remembers every row of a batch that is larger than its window', () => {
        const arena = arenaOf({ sizes: [300, 4, 3, 1], kinds: ['relu', 'tanh', 'linear'] })
        const rows = 2 * windowSamples(arena.network.topology) + 5
        compare(arena, [rows, 2, rows], 4)
      })

      it('is the feed-forward network if its recurrent weights are 0', () => {
        fc.assert(
          fc.property(networks, (network) => {
            const [recurrent, plain] = [arenaOf(network), arenaOf(network, false)]
            let [from, to] = [0, 0]
            const [given, taken] = [plain, recurrent].map((one) => one.population.genome(0) as Float32Array)
            for (const layer of plain.network.topology.layers) {
              const { inputs, outputs } = layer
              const own = layer === outputLayer(plain.network.topology) ? 0 : outputs
              const biases = biasCount(layer)
              taken!.set(given!.subarray(from, from + biases), to)
              for (let o = 0; o < outputs; o++) {
                const row = to + biases + o * (inputs + own)
                const weights = from + biases + o * inputs
                taken!.set(given!.subarray(weights, weights + inputs), row)
                taken!.fill(0, row + inputs, row + inputs + own)
              }
              from += biases + outputs * inputs
              to += biases + outputs * (inputs + own)
            }
            const pair = [boundTo(recurrent), boundTo(plain)]
            for (let step = 0; step < 3; step++) {
              const x = inputsOf(plain, 2, step)
              expect(pair[0]!.forward(x)).toEqual(pair[1]!.forward(x))
            }
          }),
          { numRuns: 15, seed: 7 },
        )
      })

      it('leaves the rows alone that a call does not have, and begins those that are new', () => {
        const arena = arenaOf(small)
        const network = boundTo(arena)
        const plain = plainRows(arena, 6, arithmetic)
        for (const [step, rows] of [3, 1, 2, 6, 4].entries()) {
          const x = inputsOf(arena, rows, step)
          expect(network.forward(x)).toEqual(stepped(plain, x, rows))
        }
      })

      it('forgets when it is bound', () => {
        const arena = arenaOf(small)
        const network = boundTo(arena)
        const x = inputsOf(arena, 4, 0)
        network.forward(x)
        network.forward(x)
        network.bind(arena.population.genomeAt(1))
        expect(network.forward(x)).toEqual(stepped(plainRows(arena, 4, arithmetic, 1), x, 4))
      })

      it('begins with nothing where another network has been before', () => {
        const arena = arenaOf(small)
        const first = boundTo(arena)
        const x = inputsOf(arena, 4, 0)
        const expected = stepped(plainRows(arena, 4, arithmetic), x, 4)
        boundTo(arena, 1).forward(x)
        first.bind(arena.population.genomeAt(0))
        expect(first.forward(x)).toEqual(expected)
      })

      it('remembers apart from the network in another place', () => {
        const arena = arenaOf(small)
        const pair = [boundTo(arena, 0, 0), boundTo(arena, 1, 1)]
        const plain = [0, 1].map((genome) => plainRows(arena, 1, arithmetic, genome))
        for (const [step, turn] of [0, 1, 1, 0, 1, 0].entries()) {
          const x = inputsOf(arena, 1, step)
          expect(pair[turn]!.forward(x)).toEqual(stepped(plain[turn]!, x, 1))
        }
      })

      it('writes nothing outside of its place', () => {
        const arena = arenaOf({ sizes: [3, 6, 2, 5], kinds: ['relu', 'gelu', 'softmax'] })
        const { network, workspace, memory } = arena
        const { weightsAt, stateAt } = workspace.sampleNetwork(0, 0)
        const rows = windowSamples(network.topology)
        const end = stateAt! + rows * stateWidth(network.topology) * 4
        const bytes = new Uint8Array(memory.buffer).fill(0xa5, workspace.scratchAt(0))
        const outside = (): Uint8Array => bytes.slice().fill(0, weightsAt, end)
        const before = outside()
        const computing = boundTo(arena)
        for (const count of [1, rows, 2 * rows + 1]) computing.forward(inputsOf(arena, count, 0))
        expect(outside()).toEqual(before)
      })

      it('is not changed by a call that is refused', () => {
        const arena = arenaOf(small)
        const network = boundTo(arena)
        const plain = plainRows(arena, 1, arithmetic)
        const x = inputsOf(arena, 1, 0)
        expect(() => network.forward(x, [])).toThrow(RangeError)
        expect(() => network.forward([1, 2])).toThrow(RangeError)
        expect(network.forward(x)).toEqual(stepped(plain, x, 1))
      })

      it('has no kernel, since the samples of a data set are no steps', () => {
        expect(() => engine.kernel(arenaOf(small), arithmetic, 0)).toThrow(
          new RangeError('kernel: expected a network without recurrent layers, found 3-5r-2'),
        )
      })
    })
  }
}
