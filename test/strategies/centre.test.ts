import { describe, expect, it } from 'vitest'
import { networkGenome } from '../../src/config/build/genome.ts'
import { strategySchema } from '../../src/config/schema/strategy.ts'
import { vectors } from '../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../src/memory/shared.ts'
import { defaultInitialisation, initialDistribution } from '../../src/model/initialisers.ts'
import { activation, createTopology, parameterCount } from '../../src/model/topology.ts'
import { RandomStream } from '../../src/random/stream.ts'
import {
  bindStrategy,
  type EvolutionOptions,
  materialiserOf,
  sharedOf,
  strategies,
} from '../../src/strategies/index.ts'
import { reset } from '../../src/strategies/operators/mutation/reset.ts'
import { createWorkspace } from '../../src/strategies/operators/workspace.ts'
import { priorScale } from '../../src/strategies/prior.ts'

const topology = createTopology(6, [10, 4], [activation('tanh'), activation('linear')])
const length = parameterCount(topology)
// By formula: no two alike, none near 0.
const parameters = Float32Array.from({ length }, (_, p) => 5 + ((p * 37) % length) / length)
const spread = 0.1
const genome = networkGenome(topology, defaultInitialisation, { parameters, spread })
const problem = { ...genome, resampled: false }
const fresh = { ...networkGenome(topology, defaultInitialisation), resampled: false }

/** The first generation of a strategy, by rows. */
function firstGeneration(kind: string): Float32Array[] {
  const more = kind === 'de' ? { evaluations: 10_000 } : {}
  const { monitor: _, ...options } = strategySchema.parse({ kind }) as { monitor?: unknown }
  const spec = { problem, options: { ...options, ...more } as EvolutionOptions, seed: 7 }
  const shared = allocateShared(sharedOf(spec))
  const plan = bindStrategy(spec, shared).plan()
  const make = materialiserOf(spec, shared, vectors)
  return Array.from({ length: plan.count }, (_, row) => {
    const out = new Float32Array(length)
    make(plan, row, out)
    return out
  })
}

describe('a search that starts from a network', () => {
  it('has a spread of the deviation of fresh weights for its unit, for biases that of the weights beside them', () => {
    const { prior } = problem
    expect(prior.map(({ kind }) => kind)).toEqual(['normal', 'normal', 'normal', 'normal'])
    const weights = initialDistribution(topology, defaultInitialisation)[1]!.scale
    expect(prior[0]!.scale).toBe(spread * weights)
    const [near, far] = [priorScale(problem), priorScale(fresh)]
    for (let p = 0; p < length; p++) expect(near[p]! / far[p]!).toBeCloseTo(spread, 6)
  })

  it.each(Object.keys(strategies))('begins with that network, and others around it: %s', (kind) => {
    const rows = firstGeneration(kind)
    expect(rows[0]).toEqual(parameters)
    const scale = priorScale(problem)
    let squares = 0
    for (const row of rows.slice(1))
      for (let p = 0; p < length; p++) squares += ((row[p]! - parameters[p]!) / scale[p]!) ** 2
    const deviation = Math.sqrt(squares / ((rows.length - 1) * length))
    // Those that sample with a sigma of their own multiply the unit by it.
    const sigma = kind === 'openai-es' || kind === 'pgpe' ? 0.1 : 1
    expect(deviation / sigma).toBeGreaterThan(0.85)
    expect(deviation / sigma).toBeLessThan(1.15)
  })

  it('resets genes to values around it', () => {
    const child = new Float32Array(length)
    const stream = new RandomStream({ seed: 1, purpose: 0 })
    reset(child, { kind: 'reset', rate: 1 } as never, stream, createWorkspace(problem, vectors))
    expect(Math.min(...child)).toBeGreaterThan(4)
  })
})
