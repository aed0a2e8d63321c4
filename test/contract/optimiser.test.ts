/** The contract of every optimiser in the registry, readable or compiled. */
import { describe, expect, it } from 'vitest'
import { optimisers } from '../../src/gradient/optimisers/index.ts'
import { type Allocate, type Optimiser, zeros } from '../../src/gradient/optimisers/optimiser.ts'
import { optimisersMemory } from '../kernels/wasm/optimisers-memory.ts'

/** (P) irregular numbers within ± 1. */
function scattered(length: number, salt: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => (((i + 1) * 7919 + salt * 104729) % 2003) / 1001.5 - 1)
}

class Descent<Options extends object, State extends object> {
  readonly optimiser: Optimiser<Options, State>
  readonly parameters: Float32Array
  readonly gradient: Float32Array
  state: State

  /** @param allocate allocates vectors in memory that the optimiser can use, including the parameters */
  constructor(optimiser: Optimiser<Options, State>, allocate: Allocate, parameters: Float32Array) {
    this.optimiser = optimiser
    this.parameters = parameters
    this.gradient = allocate(parameters.length)
    this.state = optimiser.init(parameters.length, allocate)
  }

  step(gradient: Float32Array, learningRate = 0.01): this {
    const { optimiser, state, parameters } = this
    this.gradient.set(gradient)
    optimiser.step(state, parameters, this.gradient, learningRate, optimiser.defaults)
    return this
  }

  /** Steps down Σ x² / 2, whose gradient is x. */
  down(steps: number): this {
    for (let i = 0; i < steps; i++) this.step(this.parameters)
    return this
  }
}

function contract<Options extends object, State extends object>(
  optimiser: Optimiser<Options, State>,
  allocate: Allocate,
): void {
  const lengths = [1, 2, 3, 7, 64]
  const place = (values: Float32Array): Float32Array => {
    const vector = allocate(values.length)
    vector.set(values)
    return vector
  }
  const begin = (start: Float32Array): Descent<Options, State> =>
    new Descent(optimiser, allocate, place(start))
  const descents = (): Descent<Options, State>[] => lengths.map((length) => begin(scattered(length, 1)))
  /** Copies vectors explicitly: `structuredClone` alone would share vectors in shared memory. */
  const copyOf = (state: State): State => {
    const copied = Object.entries(structuredClone(state)).map(([name, value]) => [
      name,
      value instanceof Float32Array ? place(value) : value,
    ])
    return Object.fromEntries(copied)
  }
  const decays = 'weightDecay' in optimiser.defaults

  it('has options that survive JSON', () => {
    expect(JSON.parse(JSON.stringify(optimiser.defaults))).toEqual(optimiser.defaults)
  })

  it('finds the bottom of a sphere', () => {
    for (const { parameters } of descents().map((descent) => descent.down(1500)))
      expect(Math.max(...parameters.map(Math.abs))).toBeLessThan(0.01)
  })

  it('first steps downhill in every parameter', () => {
    for (const descent of descents()) {
      const before = descent.parameters.slice()
      descent.down(1)
      for (const [i, x] of before.entries()) {
        if (x !== 0) expect(Math.sign(descent.parameters[i] - x)).toBe(-Math.sign(x))
      }
    }
  })

  it('continues from a copy of its state, bit for bit', () => {
    for (const descent of descents()) {
      descent.down(20)
      const copy = begin(descent.parameters)
      copy.state = copyOf(descent.state)
      descent.down(20)
      copy.down(20)
      expect([...copy.parameters]).toEqual([...descent.parameters])
      expect(copy.state).toEqual(descent.state)
    }
  })

  it('holds numbers and at most two vectors of its length in its state', () => {
    for (const { state, parameters } of descents().map((descent) => descent.down(3))) {
      expect(Object.values(state).filter((value) => typeof value !== 'number').length).toBeLessThan(3)
      for (const value of Object.values(state)) {
        if (typeof value === 'number') continue
        expect(value).toBeInstanceOf(Float32Array)
        expect(value.length).toBe(parameters.length)
      }
    }
  })

  it('moves each parameter only by its own gradient, and leaves adjacent memory unchanged', () => {
    const whole = begin(scattered(9, 2))
    const slab = place(Float32Array.of(5, ...scattered(9, 2), 5))
    const view = new Descent(optimiser, allocate, slab.subarray(1, 10))
    const alone = [...scattered(9, 2)].map((x) => begin(Float32Array.of(x)))
    for (let k = 0; k < 10; k++) {
      const gradient = scattered(9, k)
      whole.step(gradient)
      view.step(gradient)
      for (const [i, one] of alone.entries()) one.step(gradient.subarray(i, i + 1))
    }
    expect([...slab]).toEqual([5, ...whole.parameters, 5])
    expect(alone.map(({ parameters }) => parameters[0])).toEqual([...whole.parameters])
  })

  it('leaves the gradient unchanged', () => {
    for (const descent of descents()) {
      const gradient = scattered(descent.parameters.length, 3)
      descent.step(gradient)
      expect([...descent.gradient]).toEqual([...gradient])
    }
  })

  it(`${decays ? 'only shrinks' : 'leaves'} parameters whose gradient is always 0`, () => {
    for (const descent of descents()) {
      const before = descent.parameters.slice()
      for (let k = 0; k < 5; k++) descent.step(new Float32Array(before.length))
      if (!decays) expect([...descent.parameters]).toEqual([...before])
      for (const [i, x] of before.entries()) {
        expect(Math.abs(descent.parameters[i])).toBeLessThanOrEqual(Math.abs(x))
        expect(descent.parameters[i]).toBeCloseTo(x * (decays ? 0.9999 ** 5 : 1), 6)
      }
    }
  })

  it('does not move at learning rate 0', () => {
    for (const descent of descents()) {
      const before = descent.parameters.slice()
      descent.step(scattered(before.length, 4), 0)
      expect([...descent.parameters]).toEqual([...before])
    }
  })

  it('stays finite on gradients from 1e-30 to 1e15', () => {
    const descent = begin(Float32Array.of(1, 1, 1, 1))
    for (let k = 0; k < 100; k++) descent.step(Float32Array.of(1e-30, -1e-10, 1e10, -1e15))
    expect(descent.parameters.every(Number.isFinite)).toBe(true)
  })
}

describe('the registry of optimisers', () => {
  it('lists each optimiser by its name', () => {
    for (const [name, optimiser] of Object.entries(optimisers)) expect(optimiser.name).toBe(name)
  })
})

for (const optimiser of Object.values(optimisers)) {
  describe(optimiser.name, () => {
    contract(optimiser as Optimiser<object, object>, zeros)
  })
  describe(`compiled ${optimiser.name}`, () => {
    const { optimisers: compiled, allocate } = optimisersMemory()
    contract(compiled[optimiser.name as keyof typeof compiled] as Optimiser<object, object>, allocate)
  })
}
