import { describe, expect, it } from 'vitest'
import { supervisedOf } from '../../src/tasks/capabilities.ts'
import { batchIndices } from '../../src/tasks/supervised/data/batch.ts'
import type { Task } from '../../src/tasks/task.ts'
import { testNumbers } from '../kernels/problem.ts'
import { randomEvaluator, randomTask } from './problem.ts'

const rows = 3

/** All that a task's loss decides: fitness on all samples, on a batch and on other parts, and the gradient of a minibatch. */
async function traces(weightOf: (() => number) | null) {
  const task = randomTask(200, 20, 10, weightOf)
  const plan = { generation: 0, count: rows, threshold: null }
  const costs = await Promise.all(
    [null, 70].map(async (batch) => {
      const { evaluator } = randomEvaluator(task, rows, { batch })
      return (await evaluator.evaluate(plan, 0)).costs.cost
    }),
  )
  const { evaluator, gradients, memory } = randomEvaluator(task, rows)
  const genome = memory.population.genome(0)
  const { train, validation, test } = evaluator.splitScores({ genome, fitness: 0 })
  const objective = gradients.objective()
  objective.parameters.set(genome)
  const differentiated = [null, Uint32Array.of(3, 141, 59, 26, 53)].flatMap((indices) => [
    objective.differentiate(indices),
    ...objective.gradient,
  ])
  const parts = [train, validation!, test!]
  return {
    losses: [...costs.flatMap((cost) => [...cost]), ...parts.map(({ fitness }) => fitness)],
    differentiated,
    metrics: parts.map(({ metrics }) => metrics),
  }
}

describe('weights of samples', () => {
  it('count in every loss and gradient, and in no other figure', async () => {
    const plain = await traces(null)
    expect(await traces(() => 1)).toEqual(plain)
    const eightfold = (values: readonly number[]): number[] => values.map((value) => 8 * value)
    expect(await traces(() => 8)).toEqual({
      ...plain,
      losses: eightfold(plain.losses),
      differentiated: eightfold(plain.differentiated),
    })
  })

  it('follow their samples into batches and minibatches', async () => {
    const task = randomTask(200, 0, 0, testNumbers(4))
    const costsOf = async (of: Task, batch: number | null) => {
      const { evaluator } = randomEvaluator(of, rows, { batch })
      return (await evaluator.evaluate({ generation: 5, count: rows, threshold: null }, 5)).costs.cost
    }
    const batch = batchIndices(200, 70, 1, 5)
    expect(await costsOf(task, 70)).toEqual(await costsOf(only(task, batch), null))
    const gradientOf = (of: Task, indices: Uint32Array | null) => {
      const { gradients, memory } = randomEvaluator(of, rows)
      const objective = gradients.objective()
      objective.parameters.set(memory.population.genome(0))
      return { loss: objective.differentiate(indices), gradient: objective.gradient }
    }
    const minibatch = Uint32Array.of(3, 141, 59, 26, 53)
    expect(gradientOf(task, minibatch)).toEqual(gradientOf(only(task, minibatch), null))
  })
})

/** The same task with some of its training samples alone, in this order. */
function only(task: Task, indices: Uint32Array): Task {
  const supervised = supervisedOf(task, 'task')
  const { inputs, targets, weights, count } = supervised.data.train
  const pick = (values: Float32Array): Float32Array => {
    const width = values.length / count
    return Float32Array.from(
      [...indices].flatMap((index) => [...values.subarray(index * width, (index + 1) * width)]),
    )
  }
  const train = {
    count: indices.length,
    inputs: pick(inputs),
    targets: pick(targets),
    weights: weights && pick(weights),
  }
  return { ...task, supervised: { ...supervised, data: { ...supervised.data, train } } }
}
