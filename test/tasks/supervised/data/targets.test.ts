import { describe, expect, it } from 'vitest'
import type { LossName } from '../../../../src/model/losses.ts'
import { oneHot } from '../../../../src/tasks/supervised/data/examples.ts'
import {
  chosenClass,
  classOutputs,
  classTargets,
  classThreshold,
} from '../../../../src/tasks/supervised/data/targets.ts'

const levels = { off: 0.1, on: 0.9 }

function rounded(labels: number[], classes: number, loss: LossName, own = oneHot): number[] {
  return [...classTargets(Uint32Array.from(labels), classes, loss, own)].map((value) =>
    Number(value.toFixed(6)),
  )
}

describe('class targets', () => {
  it.each(['cross-entropy', 'mse', 'mae', 'euclidean', 'huber'] as const)('are one-hot for %s', (loss) => {
    expect(rounded([1, 0], 2, loss)).toEqual([0, 1, 1, 0])
    expect(rounded([2, 0], 3, loss)).toEqual([0, 0, 1, 1, 0, 0])
  })

  it('are a single output for two classes where the loss takes yes or no', () => {
    expect(rounded([1, 0], 2, 'binary-cross-entropy')).toEqual([1, 0])
    expect(rounded([1, 0], 2, 'hinge')).toEqual([1, -1])
    expect(rounded([1], 3, 'binary-cross-entropy')).toEqual([0, 1, 0])
    expect(rounded([1], 3, 'hinge')).toEqual([-1, 1, -1])
    expect([classOutputs(2, 'hinge'), classOutputs(2, 'mse'), classOutputs(3, 'hinge')]).toEqual([1, 2, 3])
  })

  it('carry levels of their own for every loss but hinge', () => {
    expect(rounded([1, 0], 2, 'euclidean', levels)).toEqual([0.1, 0.9, 0.9, 0.1])
    expect(rounded([1, 0], 2, 'binary-cross-entropy', levels)).toEqual([0.9, 0.1])
    expect(rounded([1, 0], 2, 'hinge', levels)).toEqual([1, -1])
  })
})

describe('chosenClass', () => {
  it('is the largest output', () => {
    const outputs = Float32Array.of(0.1, 0.7, 0.2, -3, -2, -1)
    expect([chosenClass(outputs, 0, 3, 0.5), chosenClass(outputs, 1, 3, 0.5)]).toEqual([1, 2])
  })

  it('compares a single output with the threshold of its activation', () => {
    const outputs = Float32Array.of(0.4, 0.6)
    const sigmoid = classThreshold('sigmoid')
    expect([chosenClass(outputs, 0, 1, sigmoid), chosenClass(outputs, 1, 1, sigmoid)]).toEqual([0, 1])
    expect(chosenClass(outputs, 0, 1, classThreshold('linear'))).toBe(1)
  })

  it('is none where the outputs are no numbers', () => {
    expect(chosenClass(Float32Array.of(Number.NaN, Number.NaN), 0, 2, 0.5)).toBe(-1)
    expect(chosenClass(Float32Array.of(Number.NaN), 0, 1, 0.5)).toBe(-1)
    expect(chosenClass(Float32Array.of(Number.NaN, 0.2), 0, 2, 0.5)).toBe(1)
  })
})
