import { describe, expect, it } from 'vitest'
import { Addresses } from '../../src/memory/addresses.ts'
import { planSampleNetwork, stateWidth, windowSamples } from '../../src/memory/sample-networks.ts'
import { activation, createTopology, type Topology } from '../../src/model/topology.ts'

function topologyOf(sizes: readonly number[], recurrent = true): Topology {
  const [inputs, ...layers] = sizes
  return createTopology(
    inputs!,
    layers,
    layers.map(() => activation('tanh')),
    { recurrent },
  )
}

describe('the plan of a recurrent sample network', () => {
  it('has room for the weights of the previous outputs, and for each row its state', () => {
    const topology = topologyOf([3, 6, 5, 2])
    const { weightsAt, activationsAt, inputsAt, outputsAt, stateAt } = planSampleNetwork(
      topology,
      new Addresses(),
    )
    const rows = windowSamples(topology)
    expect(stateWidth(topology)).toBe(11)
    expect(activationsAt - weightsAt).toBeGreaterThanOrEqual((8 * (3 + 6 + 1) + 8 * (6 + 5 + 1) + 4 * 6) * 4)
    expect(inputsAt - activationsAt).toBeGreaterThanOrEqual(2 * (6 + 5) * 4)
    expect(outputsAt - inputsAt).toBeGreaterThanOrEqual(rows * 3 * 4)
    expect(stateAt! - outputsAt).toBeGreaterThanOrEqual((rows * 2 + 3) * 4)
  })

  it('has no state without recurrent layers', () => {
    expect(planSampleNetwork(topologyOf([3, 6, 2], false), new Addresses()).stateAt).toBeNull()
  })

  it.each([
    ['inputs and outputs', [4, 16, 2], 256],
    ['64 KiB of state', [1, 1000, 1000, 1], 8],
    ['a single row of more', [1, 20_000, 1], 1],
  ])('has windows of %s', (_, sizes, rows) => {
    expect(windowSamples(topologyOf(sizes))).toBe(rows)
  })
})
