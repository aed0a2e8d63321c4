import { describe, expect, it } from 'vitest'
import { adam } from '../../src/gradient/optimisers/adam.ts'
import { adamw } from '../../src/gradient/optimisers/adamw.ts'
import { optimisers } from '../../src/gradient/optimisers/index.ts'
import { momentum } from '../../src/gradient/optimisers/momentum.ts'
import { nesterov } from '../../src/gradient/optimisers/nesterov.ts'
import type { Optimiser } from '../../src/gradient/optimisers/optimiser.ts'
import { rmsprop } from '../../src/gradient/optimisers/rmsprop.ts'
import { sgd } from '../../src/gradient/optimisers/sgd.ts'
import { rule } from './float64.ts'
import { type Objective, quadratic, rosenbrock } from './objective.ts'

/** Where one parameter goes from 1 by the given gradients, at the learning rate 1/2. */
function path<Options extends object, State extends object>(
  optimiser: Optimiser<Options, State>,
  gradients: readonly number[],
  options: Options,
): number[] {
  const state = optimiser.init(1)
  const parameters = Float32Array.of(1)
  return gradients.map((g) => {
    optimiser.step(state, parameters, Float32Array.of(g), 0.5, options)
    return parameters[0]
  })
}

function expectPath(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 6)
}

describe('the first steps, by hand', () => {
  it('of sgd go against the gradient', () => {
    expect(path(sgd, [2, -1], {})).toEqual([0, 0.5])
  })

  it('of momentum gather speed', () => {
    // v: 2, 0.5 * 2 - 1 = 0, 0 + 4 = 4
    expect(path(momentum, [2, -1, 4], { momentum: 0.5 })).toEqual([0, 0, -2])
  })

  it('of nesterov look ahead', () => {
    // v: 2, 0, 4; g + v / 2: 3, -1, 6
    expect(path(nesterov, [2, -1, 4], { momentum: 0.5 })).toEqual([-0.5, 0, -3])
  })

  it('of rmsprop divide by the root mean square', () => {
    // v: 0.75 * 4 = 3, 3 / 4 + 0.75 = 1.5
    const expected = [1 - 1 / (Math.sqrt(3) + 1), 1 - 1 / (Math.sqrt(3) + 1) + 0.5 / (Math.sqrt(1.5) + 1)]
    expectPath(path(rmsprop, [2, -1], { decay: 0.25, epsilon: 1 }), expected)
  })

  it('of adam are as long as the learning rate, whatever the gradient', () => {
    for (const g of [0.1, 2, 1e6]) expectPath(path(adam, [g], adam.defaults), [0.5])
    for (const g of [-0.1, -2, -1e6]) expectPath(path(adam, [g], adam.defaults), [1.5])
  })

  it('of adam correct both moments and add epsilon after', () => {
    // m: 1, 0.5 - 0.5 = 0 → m̂ 2, 0; v: 3, 0.75 + 0.75 = 1.5 → v̂ 4, 1.6
    const options = { beta1: 0.5, beta2: 0.25, epsilon: 2 }
    expectPath(path(adam, [2, -1], options), [1 - 0.25, 1 - 0.25])
    // m: 1, 1.5, → m̂ 2, 2; v: 3, 3.75 → v̂ 4, 4
    expectPath(path(adam, [2, 2], options), [0.75, 0.5])
  })

  it('of adamw shrink the parameters first, and the moments do not know', () => {
    const options = { beta1: 0.5, beta2: 0.25, epsilon: 2, weightDecay: 0.2 }
    expectPath(path(adamw, [2, 2], options), [0.9 - 0.25, (0.9 - 0.25) * 0.9 - 0.25])
    const [plain, decayed] = [adam.init(1), adamw.init(1)]
    adam.step(plain, Float32Array.of(5), Float32Array.of(2), 0.5, options)
    adamw.step(decayed, Float32Array.of(5), Float32Array.of(2), 0.5, options)
    expect(decayed).toEqual(plain)
  })
})

describe('float32', () => {
  it('loses mean squares of tiny gradients, which epsilon outweighs anyway', () => {
    for (const optimiser of [adam, rmsprop]) {
      const state = optimiser.init(1)
      const parameters = Float32Array.of(0)
      optimiser.step(state as never, parameters, Float32Array.of(1e-24), 1, optimiser.defaults as never)
      expect('second' in state ? state.second[0] : state.square[0]).toBe(0)
      expect(parameters[0]).toBeLessThan(0)
      expect(parameters[0]).toBeGreaterThan(-2e-16) // the gradient over epsilon
    }
  })

  it('shrinks by the weight decay that was asked for over many small steps', () => {
    const state = adamw.init(1)
    const parameters = Float32Array.of(1)
    const steps = 10_000
    for (let k = 0; k < steps; k++) adamw.step(state, parameters, Float32Array.of(0), 1e-3, adamw.defaults)
    // A factor 1 - 1e-5, rounded to float32, would end 1.2e-4 too low.
    expect(parameters[0]).toBeCloseTo((1 - 1e-5) ** steps, 5)
  })

  it('keeps its state in vectors that it is given', () => {
    for (const optimiser of Object.values(optimisers)) {
      const given: Float32Array[] = []
      const state = optimiser.init(3, (length) => {
        given.push(new Float32Array(length))
        return given.at(-1)!
      })
      const kept = Object.values(state).filter((value) => value instanceof Float32Array)
      expect(kept.length).toBe(given.length)
      for (const [i, vector] of kept.entries()) expect(vector).toBe(given[i])
    }
  })
})

/** The largest distance between the two over 50 steps, each on its own course. */
function drift<Options extends object, State extends object>(
  optimiser: Optimiser<Options, State>,
  objective: Objective,
  rate: number,
): number {
  const state = optimiser.init(objective.start.length)
  const parameters = Float32Array.from(objective.start)
  const gradient = new Float32Array(parameters.length)
  let exact: readonly number[] = [...parameters]
  const next = rule(optimiser.name as keyof typeof optimisers, exact, rate)
  const slope = new Float64Array(parameters.length)
  let worst = 0
  for (let k = 0; k < 50; k++) {
    objective.gradient(parameters, gradient)
    optimiser.step(state, parameters, gradient, rate, optimiser.defaults)
    objective.gradient(exact, slope)
    exact = next([...slope])
    worst = Math.max(worst, ...exact.map((x, i) => Math.abs(x - parameters[i])))
  }
  expect(Math.hypot(...exact.map((x, i) => x - objective.start[i]))).toBeGreaterThan(1e-3)
  return worst
}

describe('an independent float64 twin', () => {
  for (const optimiser of Object.values(optimisers)) {
    const other = optimiser as Optimiser<object, object>
    it(`of ${other.name} takes the same course down a quadratic`, () => {
      expect(drift(other, quadratic, 0.01)).toBeLessThan(3e-6)
    })
    it(`of ${other.name} takes the same course on Rosenbrock's function`, () => {
      expect(drift(other, rosenbrock, 2e-4)).toBeLessThan(3e-6)
    })
  }
})
