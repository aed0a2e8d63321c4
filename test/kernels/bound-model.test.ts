import { describe, expect, it } from 'vitest'
import { BoundModel } from '../../src/kernels/bound-model.ts'
import { unpackTiles } from '../../src/memory/tiles.ts'
import { testArena } from './problem.ts'

describe('a bound model', () => {
  it('answers as the kernel that trained it, for any number of samples', () => {
    const { arena, region } = testArena([3, 5, 2], ['tanh', 'softmax'], 2500)
    const { topology } = arena.network
    const parameters = arena.floats(arena.population.genomeAt(0), arena.population.length)
    const inputs = new Float32Array(2500 * 3)
    unpackTiles(arena.floats(region.inputsAt, Math.ceil(2500 / 64) * 64 * 3), 2500, 64, inputs)
    const [strict, reference] = (['wasm', 'reference'] as const).map(
      (engine) => new BoundModel(topology, parameters, { engine, arithmetic: 'strict' }),
    )
    expect(strict.forward(inputs)).toEqual(reference.forward(inputs))
    expect(strict.forward(inputs)).toHaveLength(5000)
    expect(strict.forward(new Float32Array(0))).toHaveLength(0)
  })
})
