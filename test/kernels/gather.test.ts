import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { engines } from '../../src/kernels/index.ts'
import type { Kernel } from '../../src/kernels/kernel.ts'
import { Arena } from '../../src/memory/arena.ts'
import type { Region } from '../../src/memory/dataset.ts'
import { planArena } from '../../src/memory/plan.ts'
import { packTiles } from '../../src/memory/tiles.ts'
import { activation, createTopology } from '../../src/model/topology.ts'
import { ableEngines } from './engines.ts'
import { testNumbers } from './problem.ts'

/** Makes a kernel for a slot of an arena. */
type Factory = (arena: Arena, slot: number) => Kernel

const kernels = ableEngines.map(([name, engine]): [name: string, create: Factory] => [
  name,
  (arena, slot) => engine.kernel(arena, 'strict', slot),
])
const samples = 100

interface Rows {
  readonly arena: Arena
  readonly inputs: Float32Array
  readonly targets: Float32Array
  readonly weights: Float32Array
}

/** 100 random samples of the given widths, with weights, listed in an arena with room for minibatches of 70 in two slots. */
function listed(inputWidth: number, outputWidth: number): Rows {
  const next = testNumbers(inputWidth * 1000 + outputWidth)
  const topology = createTopology(inputWidth, [outputWidth], [activation('linear')])
  const parts = { train: samples, validation: 0, test: 0, batch: 0 }
  const arena = Arena.allocate(
    planArena({ topology, rows: 1, slots: 2, samples: parts, minibatch: 70, weighted: true }),
  )
  const inputs = Float32Array.from({ length: samples * inputWidth }, () => 2 * next() - 1)
  const targets = Float32Array.from({ length: samples * outputWidth }, () => 2 * next() - 1)
  const weights = Float32Array.from({ length: samples }, next)
  arena.dataset.list(inputs, targets, weights)
  return { arena, inputs, targets, weights }
}

/** The tiles of chosen rows, picked one by one. */
function expectedTiles(rows: Float32Array, indices: Uint32Array, tile: number): Float32Array {
  const width = rows.length / samples
  const picked = [...indices].flatMap((index) => [...rows.subarray(index * width, (index + 1) * width)])
  const tiles = new Float32Array(Math.ceil(indices.length / tile) * width * tile)
  packTiles(Float32Array.from(picked), indices.length, tile, tiles)
  return tiles
}

/** The first place at which two lists differ, -1 if none does: `toEqual` takes too long for as many numbers. */
function differing(found: Float32Array, expected: Float32Array): number {
  expect(found.length).toBe(expected.length)
  return expected.findIndex((value, i) => !Object.is(value, found[i]))
}

/** What a region's tiles hold, padding included. */
function tilesOf(
  arena: Arena,
  { count, inputsAt, targetsAt, weightsAt }: Region,
): [Float32Array, Float32Array, Float32Array] {
  const { tile, topology } = arena.network
  const { inputs, outputs } = topology.layers[0]
  const tiles = Math.ceil(count / tile)
  return [
    arena.floats(inputsAt, tiles * inputs * tile),
    arena.floats(targetsAt, tiles * outputs * tile),
    arena.floats(weightsAt!, tiles * tile),
  ]
}

/** Gathers `count` random samples into slot 1 and compares every float with what it should be. */
function expectGathered({ arena, inputs, targets, weights }: Rows, create: Factory, count: number): void {
  const next = testNumbers(count)
  const { tile } = arena.network
  const indices = arena.dataset.minibatchIndices(1)
  for (let k = 0; k < indices.length; k++) indices[k] = Math.floor(next() * samples)
  for (const tiles of tilesOf(arena, arena.dataset.minibatch(1))) tiles.fill(9)
  const region = { ...arena.dataset.minibatch(1), count }
  create(arena, 1).gather(arena.dataset.sampleRows, indices, region)
  const [x, t, w] = tilesOf(arena, region)
  const chosen = indices.slice(0, count)
  const places = [
    differing(x, expectedTiles(inputs, chosen, tile)),
    differing(t, expectedTiles(targets, chosen, tile)),
    differing(w, expectedTiles(weights, chosen, tile)),
  ]
  expect(places).toEqual([-1, -1, -1])
}

describe.each(kernels)('gathering by the %s kernel', (_, create) => {
  it('packs the samples of 1 to 9 columns in their order', () => {
    for (let width = 1; width <= 9; width++) {
      const rows = listed(width, 10 - width)
      expect(rows.arena.network.tile).toBe(64)
      for (let count = 1; count <= 70; count++) expectGathered(rows, create, count)
    }
  })

  it('packs the samples of 784 columns into tiles of 32', () => {
    const rows = listed(784, 10)
    expect(rows.arena.network.tile).toBe(32)
    for (const count of [1, 2, 3, 4, 5, 31, 32, 33, 35, 63, 64, 65, 70]) expectGathered(rows, create, count)
  })

  it('packs the samples of wide targets beside narrow inputs', () => {
    const rows = listed(3, 257)
    expect(rows.arena.network.tile).toBe(32)
    for (const count of [1, 30, 33, 67]) expectGathered(rows, create, count)
  })

  it('packs any samples of any widths', () => {
    const shapes = fc.record({
      inputs: fc.integer({ min: 1, max: 300 }),
      outputs: fc.integer({ min: 1, max: 300 }),
      count: fc.integer({ min: 1, max: 70 }),
    })
    fc.assert(
      fc.property(shapes, ({ inputs, outputs, count }) => {
        expectGathered(listed(inputs, outputs), create, count)
      }),
      { seed: 4, numRuns: 30 },
    )
  })

  it('writes nothing outside the region, nor into the indices and rows', () => {
    const { arena } = listed(5, 3)
    arena.dataset.minibatchIndices(0).fill(99)
    arena.dataset.minibatchIndices(1).fill(7)
    const bytes = (): Uint8Array => new Uint8Array(arena.memory.buffer).slice()
    const before = bytes()
    const region = { ...arena.dataset.minibatch(0), count: 67 }
    create(arena, 0).gather(arena.dataset.sampleRows, arena.dataset.minibatchIndices(0), region)
    const after = bytes()
    for (const tiles of tilesOf(arena, region)) {
      const [from, to] = [tiles.byteOffset, tiles.byteOffset + tiles.byteLength]
      expect(after.subarray(from, to)).not.toEqual(before.subarray(from, to))
      after.set(before.subarray(from, to), from)
    }
    expect(after).toEqual(before)
  })
})

describe('the compiled kernels', () => {
  it('refuse indices that lie outside the arena', () => {
    const { arena } = listed(2, 1)
    const kernel = engines.wasm.kernel(arena, 'strict', 0)
    expect(() =>
      kernel.gather(arena.dataset.sampleRows, new Uint32Array(70), arena.dataset.minibatch(0)),
    ).toThrow('gather: expected indices in the memory of the arena, found others')
  })
})
