import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Descent } from '../../src/gradient/descent.ts'
import type { Objective } from '../../src/gradient/objective.ts'
import { optimisers } from '../../src/gradient/optimisers/index.ts'
import { type DescentOptions, descentDefaults } from '../../src/gradient/options.ts'

const id = { seed: 1, purpose: 20 }

const plain: DescentOptions = {
  ...descentDefaults,
  optimizer: { kind: 'sgd' },
  learningRate: 0.5,
  batchSize: 3,
}

/** Half the squared distance of one parameter to each of the samples, and a record of what was looked at. */
class Distances implements Objective {
  readonly samples: number
  readonly parameters: Float32Array = Float32Array.of(10)
  readonly gradient: Float32Array = new Float32Array(1)
  readonly optimisers: typeof optimisers = optimisers
  readonly seen: (number[] | null)[] = []
  private readonly values: readonly number[]

  constructor(values: readonly number[]) {
    this.values = values
    this.samples = values.length
  }

  allocator(): () => Float32Array {
    return () => new Float32Array(1)
  }

  differentiate(indices: Uint32Array | null): number {
    this.seen.push(indices && [...indices])
    const chosen = indices === null ? this.values : Array.from(indices, (index) => this.values[index]!)
    const x = this.parameters[0]!
    this.gradient[0] = chosen.reduce((sum, value) => sum + x - value, 0) / chosen.length
    return chosen.reduce((sum, value) => sum + (x - value) ** 2 / 2, 0) / chosen.length
  }
}

function epochs(descent: Descent, count: number): number[] {
  return Array.from({ length: count * descent.stepsPerEpoch }, () => descent.step())
}

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k)

describe('a descent', () => {
  it('takes every sample once an epoch, in minibatches of the size asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 1, max: 59 }), (samples, batchSize) => {
        fc.pre(batchSize < samples)
        const objective = new Distances(range(samples))
        const descent = new Descent(objective, { ...plain, batchSize }, id, 2)
        epochs(descent, 2)
        const sizes = objective.seen.map((indices) => indices!.length)
        const last = samples % batchSize || batchSize
        const expected = [...Array(descent.stepsPerEpoch - 1).fill(batchSize), last]
        expect(sizes).toEqual([...expected, ...expected])
        const half = objective.seen.length / 2
        for (const epoch of [objective.seen.slice(0, half), objective.seen.slice(half)]) {
          expect(epoch.flatMap((indices) => indices!).sort((a, b) => a - b)).toEqual(range(samples))
        }
      }),
    )
  })

  it('shuffles anew each epoch, and the same for the same stream', () => {
    const orders = [id, id, { ...id, seed: 2 }, { ...id, individual: 1 }].map((stream) => {
      const objective = new Distances(range(30))
      epochs(new Descent(objective, plain, stream, 2), 2)
      return objective.seen
    })
    expect(orders[1]).toEqual(orders[0])
    expect(orders[2]).not.toEqual(orders[0])
    expect(orders[3]).not.toEqual(orders[0])
    expect(orders[0]!.slice(0, 10)).not.toEqual(orders[0]!.slice(10))
  })

  it('takes all samples at once where the batch is as large', () => {
    const objective = new Distances([1, 3])
    const descent = new Descent(objective, { ...plain, batchSize: 1000 }, id, 3)
    expect(descent.stepsPerEpoch).toBe(1)
    expect(epochs(descent, 2)).toEqual([32.5, 8.5])
    expect(objective.seen).toEqual([null, null])
    // 10 - (10 - 2) / 2 = 6, 6 - (6 - 2) / 2 = 4
    expect(objective.parameters[0]).toBe(4)
  })

  it('adds penalties, then clips, then steps', () => {
    const objective = new Distances([0, 0])
    const options: DescentOptions = {
      ...plain,
      batchSize: 2,
      l1: 1,
      l2: 2,
      clip: { kind: 'norm', maximum: 8 },
    }
    new Descent(objective, options, id, 1).step()
    // 10 + 1 + 20 = 31, clipped to 8, times 1/2
    expect(objective.parameters[0]).toBe(6)
    const free = new Distances([0, 0])
    new Descent(free, { ...options, clip: { kind: 'none' } }, id, 1).step()
    expect(free.parameters[0]).toBe(10 - 15.5)
    const value = new Distances([0, 0])
    new Descent(value, { ...options, clip: { kind: 'value', maximum: 2 } }, id, 1).step()
    expect(value.parameters[0]).toBe(9)
  })

  it('follows its schedule within epochs and from one to the next', () => {
    const schedule = {
      kind: 'warm-up',
      epochs: 1,
      start: 0,
      next: { kind: 'step', every: 1, factor: 0.5 },
    } as const
    const descent = new Descent(new Distances(range(6)), { ...plain, learningRate: 8, schedule }, id, 4)
    const rates = Array.from({ length: 8 }, () => {
      const rate = descent.learningRate
      descent.step()
      return rate
    })
    expect(rates).toEqual([0, 4, 8, 8, 4, 4, 2, 2])
  })

  it('tells the schedule of the loss', () => {
    const schedule = { kind: 'plateau', factor: 0.5, patience: 0, threshold: 0, minimum: 0 } as const
    const descent = new Descent(new Distances(range(3)), { ...plain, schedule }, id, 9)
    for (const loss of [3, 2, 2]) {
      descent.step()
      descent.tell(loss)
    }
    expect(descent.learningRate).toBe(0.25)
  })

  it('gives the loss from before the step, and what is no number once it explodes', () => {
    const objective = new Distances([0, 0])
    const descent = new Descent(objective, { ...plain, learningRate: 1e30, batchSize: 2 }, id, 9)
    const losses = Array.from({ length: 5 }, () => descent.step())
    expect(losses[0]).toBe(50)
    expect(losses.some((loss) => !Number.isFinite(loss))).toBe(true)
  })
})
