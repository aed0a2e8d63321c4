import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BoundModel } from '../../src/kernels/bound-model.ts'
import { Arena } from '../../src/memory/arena.ts'
import { type ArenaPlan, planArena } from '../../src/memory/plan.ts'
import { packTiles, unpackTiles } from '../../src/memory/tiles.ts'
import { activation, createTopology, parameterCount } from '../../src/model/topology.ts'
import { testArena, testNumbers } from '../kernels/problem.ts'

const topology = createTopology(3, [5, 2], [activation('tanh'), activation('softmax')])

function planFor(rows: number, train = 100, gradient = false): ArenaPlan {
  const samples = { train, validation: 10, test: 0, batch: 7 }
  return planArena({ topology, rows, slots: 3, samples, gradient })
}

describe('a plan', () => {
  it('gives every area a place of its own, on a cache line', () => {
    const plan = planFor(7)
    const { train, validation, test, batch } = plan.regions
    const starts = [
      plan.controlAt,
      plan.descriptorAt,
      plan.fitnessAt,
      plan.candidateAt,
      plan.populationAt,
      ...[train, validation, test, batch].flatMap(({ inputsAt, targetsAt }) => [inputsAt, targetsAt]),
      plan.scratchAt,
    ]
    for (const start of starts) expect(start % 64).toBe(0)
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
    expect(plan.scratchAt + plan.slots * 2 * plan.scratchHalf).toBeLessThanOrEqual(plan.bytes)
    expect(plan.populationAt + 7 * plan.length * 4).toBeLessThanOrEqual(train.inputsAt)
  })

  it('has room for gradients in every slot where it is asked to, and nothing for them elsewhere', () => {
    const [plain, plan] = [planFor(7), planFor(7, 100, true)]
    expect(plain.traceBytes + plain.gradientBytes).toBe(0)
    expect(plain.bytes).toBe(plain.scratchAt + plain.slots * 2 * plain.scratchHalf)
    expect(plan.tracesAt).toBe(plain.bytes)
    expect(plan.traceBytes).toBe((8 + 2 * (5 + 2)) * plan.tile * 4)
    expect(plan.gradientsAt).toBe(plan.tracesAt + 3 * plan.traceBytes)
    expect(plan.gradientBytes).toBe(128) // 32 parameters
    expect(plan.learnersAt).toBe(plan.gradientsAt + 3 * plan.gradientBytes)
    expect(plan.bytes).toBe(plan.learnersAt + 3 * 3 * plan.learnerBytes)
    const arena = Arena.allocate(plan)
    expect(arena.learner(2, 1).byteOffset).toBe(plan.learnersAt + 7 * 128)
    expect(arena.gradientAt(2)).toBe(plan.gradientsAt + 256)
    expect(arena.traceAt(1)).toBe(plan.tracesAt + plan.traceBytes)
  })

  it('refuses what does not fit in 4 GiB, with the figures, before anything is allocated', () => {
    expect(() => planFor(50_000_000)).toThrow(
      'expected population, data and scratch to fit in 4 GiB, found 6.7 GiB: ' +
        '50000000 genomes of 32 parameters (3-5-2) take 6.0 GiB, 117 samples the rest; ' +
        'make the network, the population or the data smaller',
    )
    expect(() => planFor(10, 1e9)).toThrow('expected population, data and scratch to fit in 4 GiB')
  })
})

describe('tiles', () => {
  it('come back as the rows they were', () => {
    const shapes = fc.record({
      count: fc.integer({ min: 1, max: 200 }),
      width: fc.integer({ min: 1, max: 9 }),
      tile: fc.constantFrom(16, 32, 64),
    })
    fc.assert(
      fc.property(shapes, ({ count, width, tile }) => {
        const next = testNumbers(count)
        const rows = Float32Array.from({ length: count * width }, next)
        const tiles = new Float32Array(Math.ceil(count / tile) * tile * width).fill(9)
        packTiles(rows, count, tile, tiles)
        const back = new Float32Array(rows.length)
        unpackTiles(tiles, count, tile, back)
        expect(back).toEqual(rows)
        const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0)
        expect(sum(tiles)).toBeCloseTo(sum(rows), 3)
      }),
      { seed: 2 },
    )
  })

  it('hold the samples of a column side by side', () => {
    const tiles = new Float32Array(32)
    packTiles(Float32Array.of(1, 10, 2, 20, 3, 30), 3, 16, tiles)
    expect(Array.from(tiles.subarray(0, 4))).toEqual([1, 2, 3, 0])
    expect(Array.from(tiles.subarray(16, 20))).toEqual([10, 20, 30, 0])
  })
})

describe('an arena', () => {
  it('refuses more samples than it has room for', () => {
    const arena = Arena.allocate(planFor(2))
    expect(() => arena.load('batch', 8, new Float32Array(24), new Float32Array(16))).toThrow(
      'batch: 8 samples in room for 7',
    )
  })

  it('may hold fewer in its batch than there is room for', () => {
    const arena = Arena.allocate(planFor(2))
    expect(arena.load('batch', 3, new Float32Array(9), new Float32Array(6)).count).toBe(3)
  })
})

describe('a bound model', () => {
  it('answers as the kernel that trained it, for any number of samples', () => {
    const { arena, region } = testArena([3, 5, 2], ['tanh', 'softmax'], 2500)
    const parameters = arena.population.slice(0, parameterCount(arena.plan.topology))
    const inputs = new Float32Array(2500 * 3)
    unpackTiles(arena.floats(region.inputsAt, Math.ceil(2500 / 64) * 64 * 3), 2500, 64, inputs)
    const strict = new BoundModel(arena.plan.topology, parameters, 'strict').forward(inputs)
    const reference = new BoundModel(arena.plan.topology, parameters, 'reference').forward(inputs)
    expect(strict).toEqual(reference)
    expect(strict).toHaveLength(5000)
    expect(
      new BoundModel(arena.plan.topology, parameters, 'strict').forward(new Float32Array(0)),
    ).toHaveLength(0)
  })
})
