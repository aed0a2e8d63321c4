import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { optimisers } from '../../../src/gradient/optimisers/index.ts'
import { type Allocate, type Optimiser, zeros } from '../../../src/gradient/optimisers/optimiser.ts'
import { optimisersMemory } from './optimisers-memory.ts'

type Plain = Optimiser<object, object>
type Name = keyof typeof optimisers

const names = Object.keys(optimisers) as Name[]

interface Step {
  readonly gradient: ArrayLike<number>
  readonly learningRate: number
  readonly options?: object
}

/** Everything that a descent leaves: the parameters and the state's vectors and numbers, all as plain numbers. */
function descend(
  optimiser: Plain,
  start: ArrayLike<number>,
  steps: readonly Step[],
  allocate: Allocate,
): object {
  const vector = (values: ArrayLike<number>): Float32Array => {
    const own = allocate(values.length)
    own.set(values)
    return own
  }
  const parameters = vector(start)
  const gradient = allocate(start.length)
  const state = optimiser.init(start.length, allocate)
  for (const step of steps) {
    gradient.set(step.gradient)
    optimiser.step(state, parameters, gradient, step.learningRate, { ...optimiser.defaults, ...step.options })
  }
  const plain = (value: unknown): unknown => (value instanceof Float32Array ? [...value] : value)
  const kept = Object.entries(state).map(([name, value]) => [name, plain(value)])
  return { parameters: [...parameters], gradient: [...gradient], ...Object.fromEntries(kept) }
}

/** Holds the compiled optimiser against the readable one: the same bits, NaN for NaN. */
function expectTwins(name: Name, start: ArrayLike<number>, steps: readonly Step[]): void {
  const { optimisers: compiled, allocate } = optimisersMemory()
  expect(descend(compiled[name] as Plain, start, steps, allocate)).toEqual(
    descend(optimisers[name] as Plain, start, steps, zeros),
  )
}

/** (P) numbers in ± 1 that look like nothing. */
function scattered(length: number, salt: number): number[] {
  return Array.from({ length }, (_, i) => (((i + 1) * 7919 + salt * 104729) % 2003) / 1001.5 - 1)
}

const special = [
  ...[0, -0, NaN, Infinity, -Infinity, 1, -1, 1e-45, -1e-45, 1e-40, -1e-38, 1e-30, 1e-23, -1e-20],
  ...[1e-8, -1e-4, 1e4, -1e10, 1e19, -2e19, 1e25, 3.4e38, -3.4e38],
]

describe.each(names)('compiled %s equals the readable one bit for bit', (name) => {
  it('for 1 to 67 parameters', () => {
    for (let length = 1; length <= 67; length++) {
      const steps = [1, 2, 3, 4, 5].map((k) => ({ gradient: scattered(length, k), learningRate: 0.1 / k }))
      expectTwins(name, scattered(length, 0), steps)
    }
  })

  it('for gradients that are tiny, huge, infinite or no number', () => {
    for (let shift = 0; shift < special.length; shift++) {
      const turned = special.map((_, i) => special[(i + shift) % special.length])
      const steps = [special, turned, special].map((gradient) => ({ gradient, learningRate: 0.01 }))
      expectTwins(name, scattered(special.length, 1), steps)
      expectTwins(name, special, steps.slice(0, 1))
    }
  })

  it('for any numbers and options', () => {
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    const step = fc.record({
      gradient: fc.float32Array({ minLength: 9, maxLength: 9 }),
      learningRate: fc.double({ min: 0, max: 10, noNaN: true }),
      options: fc.record({
        momentum: share,
        decay: share,
        beta1: share,
        beta2: share,
        epsilon: fc.double({ min: 1e-12, max: 1, noNaN: true }),
        weightDecay: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    })
    const course = fc.record({
      start: fc.float32Array({ minLength: 9, maxLength: 9 }),
      steps: fc.array(step, { minLength: 1, maxLength: 6 }),
    })
    fc.assert(
      fc.property(course, ({ start, steps }) => expectTwins(name, start, steps)),
      { seed: 5, numRuns: 100 },
    )
  })

  it('leaving what lies beside the vectors', () => {
    for (const length of [1, 2, 3, 4, 7]) {
      const { memory, optimisers: compiled, allocate } = optimisersMemory()
      const taken: Float32Array[] = []
      const noted = (count: number): Float32Array => {
        taken.push(allocate(count))
        return taken.at(-1)!.fill(0)
      }
      new Float32Array(memory.buffer).fill(9)
      descend(
        compiled[name] as Plain,
        scattered(length, 1),
        [{ gradient: scattered(length, 2), learningRate: 1 }],
        noted,
      )
      for (const vector of taken) vector.fill(9)
      expect(new Float32Array(memory.buffer).every((x) => x === 9)).toBe(true)
    }
  })

  it('refusing vectors that lie elsewhere or are of another length, without a step', () => {
    const { optimisers: compiled, allocate } = optimisersMemory()
    const optimiser = compiled[name] as Plain
    const step = (state: object, parameters: Float32Array, gradient: Float32Array) => () =>
      optimiser.step(state, parameters, gradient, 1, optimiser.defaults)
    const state = optimiser.init(5, allocate)
    const [parameters, gradient] = [allocate(5), allocate(5).fill(1)]
    const elsewhere = 'expected a view on the memory of the optimisers, found one on another'
    expect(step(state, new Float32Array(5), gradient)).toThrow(new RangeError(`parameters: ${elsewhere}`))
    expect(step(state, parameters, new Float32Array(5))).toThrow(new RangeError(`gradient: ${elsewhere}`))
    expect(step(state, parameters, allocate(4))).toThrow(
      new RangeError('gradient: expected 5 numbers, found 4'),
    )
    if (name !== 'sgd') {
      expect(step(optimiser.init(5), parameters, gradient)).toThrow(elsewhere)
      expect(step(optimiser.init(6, allocate), parameters, gradient)).toThrow('expected 5 numbers, found 6')
    }
    expect([...parameters]).toEqual([0, 0, 0, 0, 0])
  })
})

describe('the compiled registry', () => {
  it('has the names, defaults and first states of the readable one', () => {
    const { optimisers: compiled } = optimisersMemory()
    expect(Object.keys(compiled)).toEqual(names)
    for (const name of names) {
      expect(compiled[name].name).toBe(name)
      expect(compiled[name].defaults).toBe(optimisers[name].defaults)
      expect(compiled[name].init).toBe(optimisers[name].init)
    }
  })

  it('works on its own memory, whatever other registries there are', () => {
    const [one, other] = [optimisersMemory(), optimisersMemory()]
    const [here, there] = [one, other].map(({ allocate }) => allocate(3))
    one.optimisers.sgd.step({}, here, one.allocate(3).fill(1), 1, {})
    expect([[...here], [...there]]).toEqual([
      [-1, -1, -1],
      [0, 0, 0],
    ])
  })
})
