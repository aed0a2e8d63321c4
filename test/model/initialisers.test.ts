import { describe, expect, it } from 'vitest'
import { type ActivationName, activations } from '../../src/model/activations.ts'
import { defaultInitialisation, initialDistribution } from '../../src/model/initialisers.ts'
import { activation, createTopology, parameterCount } from '../../src/model/topology.ts'

function layer(kind: ActivationName, init = {}) {
  const topology = createTopology(8, [2], [activation(kind)])
  return initialDistribution(topology, { ...defaultInitialisation, ...init })
}

describe('a fresh genome', () => {
  it.each([
    ['xavier', Math.sqrt(2 / 10)],
    ['he', Math.sqrt(2 / 8)],
    ['lecun', Math.sqrt(1 / 8)],
  ] as const)('has %s weights of the deviation in the paper', (weights, deviation) => {
    expect(layer('linear', { weights })[1]).toEqual({ start: 2, end: 18, kind: 'normal', scale: deviation })
    const uniform = layer('linear', { weights, distribution: 'uniform' })[1]!
    expect(uniform.kind).toBe('uniform')
    expect(uniform.scale / Math.sqrt(3)).toBeCloseTo(deviation, 12)
  })

  it.each([
    ['xavier', Math.sqrt(2 / (8 + 3 + 3))],
    ['he', Math.sqrt(2 / (8 + 3))],
    ['lecun', Math.sqrt(1 / (8 + 3))],
  ] as const)('counts the recurrent weights of a unit in its fan-in: %s', (weights, deviation) => {
    const topology = createTopology(8, [3, 1], [activation('tanh'), activation('linear')], {
      recurrent: true,
    })
    const [, hidden, , last] = initialDistribution(topology, { ...defaultInitialisation, weights })
    expect(hidden).toEqual({ start: 3, end: 3 + 3 * 11, kind: 'normal', scale: deviation })
    expect(last).toMatchObject({ start: 37, end: 40 })
  })

  it('has no segment for biases that a layer does not have', () => {
    const topology = createTopology(2, [3, 1], [activation('tanh'), activation('linear')], { bias: false })
    const segments = initialDistribution(topology, defaultInitialisation)
    expect(segments.map(({ start, end }) => [start, end])).toEqual([
      [0, 6],
      [6, 9],
    ])
  })

  it('has uniform weights in the range that was asked for', () => {
    expect(layer('relu', { weights: 'uniform', scale: 0.3 })[1]).toMatchObject({
      kind: 'uniform',
      scale: 0.3,
    })
  })

  it.each(Object.keys(activations) as ActivationName[])('follows the activation %s by default', (kind) => {
    expect(layer(kind)[1]).toEqual(layer(kind, { weights: activations[kind].initialiser })[1])
  })

  it('has no biases, or uniform ones', () => {
    expect(layer('tanh')[0]).toEqual({ start: 0, end: 2, kind: 'zero', scale: 0 })
    expect(layer('tanh', { biases: 'uniform', biasScale: 0.5 })[0]).toMatchObject({
      kind: 'uniform',
      scale: 0.5,
    })
  })

  it('is covered by its segments from end to end', () => {
    const topology = createTopology(
      3,
      [5, 4, 2],
      [activation('relu'), activation('tanh'), activation('softmax')],
    )
    const segments = initialDistribution(topology, defaultInitialisation)
    let at = 0
    for (const { start, end } of segments) {
      expect(start).toBe(at)
      at = end
    }
    expect(at).toBe(parameterCount(topology))
  })
})
