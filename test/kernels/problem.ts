import { Arena } from '../../src/memory/arena.ts'
import type { Region } from '../../src/memory/dataset.ts'
import { planArena } from '../../src/memory/plan.ts'
import type { ActivationName } from '../../src/model/activations.ts'
import { activation, createTopology, inputWidth, outputLayer } from '../../src/model/topology.ts'

/** A small generator for test inputs alone (mulberry32), so that kernel tests need no other layer. */
export function testNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface TestArena {
  readonly arena: Arena
  readonly region: Region
}

/** An arena with one random genome in row 0 and `samples` random samples as its training part, with random weights if `weighted`. */
export function testArena(
  sizes: readonly number[],
  kinds: readonly ActivationName[],
  samples: number,
  seed = 1,
  slots = 1,
  weighted = false,
): TestArena {
  const next = testNumbers(seed)
  const topology = createTopology(
    sizes[0]!,
    sizes.slice(1),
    kinds.map((kind) => activation(kind, 0.1)),
  )
  const plan = planArena({
    topology,
    rows: 2,
    slots,
    samples: { train: samples, validation: 0, test: 0, batch: 0 },
    gradient: true,
    weighted,
  })
  const arena = Arena.allocate(plan)
  const scale = 2 / Math.sqrt(Math.max(...sizes))
  arena.population.genomes.fill(0)
  const genome = arena.population.genome(0)
  for (let p = 0; p < genome.length; p++) genome[p] = (2 * next() - 1) * scale
  const inputs = Float32Array.from({ length: samples * inputWidth(topology) }, () => 4 * next() - 2)
  const targets = Float32Array.from({ length: samples * outputLayer(topology).outputs }, () => next())
  const weights = weighted ? Float32Array.from({ length: samples }, () => 3 * next()) : null
  return { arena, region: arena.dataset.load('train', samples, inputs, targets, weights) }
}
