import { describe, expect, it } from 'vitest'
import type { EngineName } from '../../../src/kernels/index.ts'
import { randomEvaluator, randomTask } from '../problem.ts'

const task = randomTask(100)

function objectiveOf(engine: EngineName = 'wasm') {
  const { evaluator, gradients, memory } = randomEvaluator(task, 2, { engine })
  const objective = gradients.objective()
  objective.parameters.set(memory.population.genome(0))
  return { objective, evaluator }
}

describe('the objective of a descent', () => {
  it('has the loss that scoring the genome gives', () => {
    const { objective, evaluator } = objectiveOf()
    expect(objective.differentiate(null)).toBe(evaluator.whole!.trainingFitness(evaluator.phenotype(0)))
  })

  it('equals that of the whole part if the minibatch is the whole part, except for the order of sums', () => {
    const { objective } = objectiveOf()
    const whole = objective.differentiate(null)
    const gradient = objective.gradient.slice()
    // A minibatch has room for 8; the mean over all minibatches equals the whole mean.
    const sums = new Float64Array(gradient.length)
    let loss = 0
    for (let first = 0; first < 96; first += 8) {
      loss += 8 * objective.differentiate(Uint32Array.from({ length: 8 }, (_, k) => first + k))
      objective.gradient.forEach((g, i) => {
        sums[i]! += 8 * g
      })
    }
    loss += 4 * objective.differentiate(Uint32Array.of(96, 97, 98, 99))
    objective.gradient.forEach((g, i) => {
      sums[i]! += 4 * g
    })
    expect(loss / 100).toBeCloseTo(whole, 6)
    sums.forEach((sum, i) => {
      expect(sum / 100).toBeCloseTo(gradient[i]!, 5)
    })
  })

  it('gives the same bits, and the same steps, in the reference and compiled', () => {
    const [reference, strict] = [objectiveOf('reference').objective, objectiveOf().objective]
    const indices = Uint32Array.of(3, 1, 4, 15, 92, 65)
    expect(strict.differentiate(indices)).toBe(reference.differentiate(indices))
    expect(strict.gradient).toEqual(reference.gradient)
    for (const objective of [reference, strict]) {
      const { adam } = objective.optimisers
      const state = adam.init(objective.parameters.length, objective.allocator())
      for (let k = 0; k < 3; k++) {
        adam.step(state, objective.parameters, objective.gradient, 0.1, adam.defaults)
      }
    }
    expect(strict.parameters).toEqual(reference.parameters)
  })

  it('gives a new descent vectors of zeros', () => {
    const { objective } = objectiveOf()
    objective.allocator()().fill(7)
    const [first, second] = [objective.allocator(), objective.allocator()].map((allocate) => allocate())
    expect(first).toEqual(new Float32Array(objective.parameters.length))
    expect(second).toEqual(first)
  })
})
