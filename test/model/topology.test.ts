import { describe, expect, it } from 'vitest'
import type { Activation, ActivationName } from '../../src/model/activations.ts'
import { unitBlocks } from '../../src/model/genome.ts'
import {
  activation,
  createTopology,
  fanIn,
  hasBiases,
  inputWidth,
  isRecurrent,
  outputLayer,
  parameterCount,
  shapeText,
  widths,
} from '../../src/model/topology.ts'

function kindOf(kind: string): Activation {
  return activation(kind as ActivationName)
}

const small = createTopology(2, [3, 1], [activation('relu'), activation('sigmoid')])

describe('a topology', () => {
  it('joins each layer to the one before', () => {
    expect(small.layers.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
      [2, 3],
      [3, 1],
    ])
    expect(inputWidth(small)).toBe(2)
    expect(outputLayer(small).activation.kind).toBe('sigmoid')
    expect(widths(small)).toEqual([2, 3, 1])
  })

  it('has a bias a unit and a weight a connection', () => {
    expect(parameterCount(small)).toBe(3 + 6 + 1 + 3)
    expect(parameterCount(createTopology(784, [128, 10], [activation('relu'), activation('softmax')]))).toBe(
      101_770,
    )
  })
})

describe('a recurrent topology', () => {
  const recurrent = createTopology(2, [3, 2, 1], ['relu', 'tanh', 'sigmoid'].map(kindOf), { recurrent: true })

  it('has layers that take in their own outputs too, except the last', () => {
    expect(recurrent.layers.map(fanIn)).toEqual([2 + 3, 3 + 2, 2])
    expect(parameterCount(recurrent)).toBe(3 * 6 + 2 * 6 + 3)
    expect([recurrent, small].map(isRecurrent)).toEqual([true, false])
  })

  it('marks them in its shape', () => {
    expect([recurrent, small].map(shapeText)).toEqual(['2-3r-2r-1', '2-3-1'])
  })

  it('has the recurrent weights of a unit in its block', () => {
    const { blockOf, blocks } = unitBlocks(
      createTopology(1, [2, 1], ['tanh', 'tanh'].map(kindOf), { recurrent: true }),
    )
    expect(blocks).toBe(3)
    // two biases, two rows of one weight and two recurrent ones; then one bias, one row of two
    expect(Array.from(blockOf)).toEqual([0, 1, 0, 0, 0, 1, 1, 1, 2, 2, 2])
  })
})

describe('a topology without biases', () => {
  const bare = createTopology(2, [3, 1], ['tanh', 'tanh'].map(kindOf), { bias: false })

  it('has weights alone', () => {
    expect(parameterCount(bare)).toBe(6 + 3)
    expect([bare, small].map(hasBiases)).toEqual([false, true])
  })

  it('has the weights of a unit in its block', () => {
    expect(unitBlocks(bare)).toEqual({ blockOf: Uint32Array.of(0, 0, 1, 1, 2, 2, 3, 3, 3), blocks: 4 })
  })
})

it('only leaky-relu has a slope', () => {
  expect(activation('leaky-relu')).toEqual({ kind: 'leaky-relu', slope: 0.01 })
  expect(activation('leaky-relu', 0.2).slope).toBe(0.2)
  expect(activation('relu', 0.2).slope).toBe(0)
})

it('the blocks of a genome are its units: a bias and the weights that come in', () => {
  const { blockOf, blocks } = unitBlocks(small)
  expect(blocks).toBe(4)
  // three biases, three rows of two weights; then one bias, one row of three
  expect(Array.from(blockOf)).toEqual([0, 1, 2, 0, 0, 1, 1, 2, 2, 3, 3, 3, 3])
})
