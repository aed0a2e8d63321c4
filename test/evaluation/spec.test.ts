import { describe, expect, it } from 'vitest'
import { type EvaluationSpec, hashSpec } from '../../src/evaluation/spec.ts'
import { gaDefaults } from '../../src/strategies/ga/options.ts'
import { vector } from '../strategies/problem.ts'
import { lossScorer, randomTask, randomWorkplace } from './problem.ts'

const task = randomTask(10)
const { spec } = randomWorkplace(task, 2)
const evolved: EvaluationSpec = {
  ...spec,
  strategy: { problem: vector(8), options: { kind: 'ga', ...gaDefaults }, seed: 1 },
}

describe('an evaluation spec', () => {
  it('is unchanged when sent to another thread', () => {
    expect(structuredClone(evolved)).toEqual(evolved)
    expect(hashSpec(structuredClone(evolved))).toBe(hashSpec(evolved))
  })

  it('has the same hash for any key order, and for undefined and absent keys', () => {
    const turned = Object.fromEntries(Object.entries(evolved).reverse()) as unknown as EvaluationSpec
    expect(hashSpec(turned)).toBe(hashSpec(evolved))
    expect(hashSpec({ ...evolved, extra: undefined } as EvaluationSpec)).toBe(hashSpec(evolved))
  })

  it('has a different hash if anything differs: a seed, a loss, a block of one gene, the sign of a zero', () => {
    const problem = vector(8)
    const blockOf = problem.blockOf.slice()
    blockOf[7] = 6
    const others: EvaluationSpec[] = [
      evolved,
      { ...evolved, seed: 2 },
      { ...evolved, arithmetic: 'fused' },
      { ...evolved, scorer: { ...lossScorer(task, null), loss: 'mae' } },
      { ...evolved, strategy: { ...evolved.strategy!, problem: { ...problem, blockOf } } },
      { ...evolved, strategy: { ...evolved.strategy!, seed: -0 } },
      { ...evolved, strategy: { ...evolved.strategy!, seed: 0 } },
    ]
    expect(new Set(others.map(hashSpec)).size).toBe(others.length)
  })
})
