import { describe, expect, it } from 'vitest'
import { networkGenome } from '../../../src/config/build/genome.ts'
import { buildTopology } from '../../../src/config/build/network.ts'
import { networkSchema } from '../../../src/config/schema/network.ts'
import { defaultInitialisation } from '../../../src/model/initialisers.ts'
import { widths } from '../../../src/model/topology.ts'
import type { NetworkSpec } from '../../../src/tasks/task.ts'
import { issue } from '../../tasks/supervised/issue.ts'

const spec: NetworkSpec = {
  inputs: 4,
  outputs: 2,
  outputActivation: 'tanh',
  fits: null,
  signature: { columns: [], scaling: null, outputs: { kind: 'numbers', names: ['a', 'b'], scaling: null } },
}
const network = (more: object = {}) => networkSchema.parse({ hidden: [3], ...more })

describe('the network of a run', () => {
  it('lies between the inputs and outputs of the task, whose activation it has where the config names none', () => {
    const topology = buildTopology(network(), spec)
    expect(widths(topology)).toEqual([4, 3, 2])
    expect(topology.layers.at(-1)!.activation.kind).toBe('tanh')
    expect(buildTopology(network({ output: 'linear' }), spec).layers.at(-1)!.activation.kind).toBe('linear')
  })

  it('has outputs that the task can take', () => {
    const fits = { activations: ['tanh', 'softsign'], why: 'for forces, which have limits' } as const
    expect(issue(() => buildTopology(network({ output: 'linear' }), { ...spec, fits }))).toBe(
      'network.output: expected tanh or softsign for forces, which have limits, found linear',
    )
    expect(issue(() => buildTopology(network({ output: 'softmax' }), { ...spec, outputs: 1 }))).toBe(
      'network.output: expected at least two outputs for softmax, which makes them sum to 1, found one',
    )
  })

  it('is a genome of float32 without bounds, a block a unit', () => {
    const genome = networkGenome(buildTopology(network(), spec), defaultInitialisation)
    expect(genome).toMatchObject({ length: 23, type: 'float32', blocks: 5, bounds: null })
    expect(genome.blockOf).toHaveLength(23)
    expect(genome.prior.at(-1)!.end).toBe(23)
  })
})
