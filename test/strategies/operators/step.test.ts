import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type StepOptions, stepRule, steps } from '../../../src/strategies/operators/step/index.ts'
import { deviation, mean, stream } from '../problem.ts'

const alone = Float64Array.of(1)

function shared(sigma: number, success: number, options: StepOptions, own = alone): number {
  return stepRule(options).shared(sigma, success, own, options)
}

function ownSteps(inherited: number, length: number, options: StepOptions, count = 20_000): number[] {
  const draws = stream(9)
  const { own } = stepRule(options)
  if (own === null) throw new RangeError(`${options.kind}: all share one step size`)
  return Array.from({ length: count }, () => own(inherited, length, options, draws))
}

for (const options of [steps.constant, steps.decay, steps['one-fifth']].map((rule) => rule.defaults)) {
  it(`gives every child the same step under the ${options.kind} rule`, () => {
    expect(stepRule(options).own).toBeNull()
  })
}

describe('the constant step', () => {
  it('stays', () => {
    expect(shared(0.3, 1, { kind: 'constant' })).toBe(0.3)
  })
})

describe('the decaying step', () => {
  it('halves after its half-life, and never falls below its minimum', () => {
    const options: StepOptions = { kind: 'decay', halfLife: 20, minimum: 0.1 }
    let sigma = 1
    for (let generation = 0; generation < 20; generation++) sigma = shared(sigma, 0, options)
    expect(sigma).toBeCloseTo(0.5, 4)
    for (let generation = 0; generation < 100; generation++) sigma = shared(sigma, 0, options)
    expect(sigma).toBe(0.1)
  })
})

describe('the 1/5 success rule', () => {
  const options: StepOptions = { kind: 'one-fifth', factor: 1.5, minimum: 1e-3, maximum: 4 }

  it('grows above a success of 1/5, shrinks below, and is constant at it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (success) => {
        const sigma = shared(1, success, options)
        if (success > 0.2001) expect(sigma).toBeGreaterThan(1)
        if (success < 0.1999) expect(sigma).toBeLessThan(1)
        expect(Math.abs(sigma - 1.5 ** ((success - 0.2) / 0.8))).toBeLessThan(1e-6)
      }),
      { seed: 13 },
    )
    expect(shared(1, 0.2, options)).toBe(1)
  })

  it('grows by its factor if all succeed, and shrinks by the fourth root of it if none does', () => {
    expect(shared(1, 1, options)).toBeCloseTo(1.5, 6)
    expect(shared(1, 0, options)).toBeCloseTo(1.5 ** -0.25, 6)
  })

  it('keeps within its bounds', () => {
    expect(shared(4, 1, options)).toBe(4)
    expect(shared(1e-3, 0, options)).toBe(1e-3)
  })
})

describe('the self-adaptive step', () => {
  const options: StepOptions = { kind: 'self-adaptive', rate: 0.2, minimum: 1e-9, maximum: 1e9 }

  it('is log-normal around the inherited step', () => {
    const logs = ownSteps(3, 50, options).map((sigma) => Math.log(sigma / 3))
    expect(Math.abs(mean(logs))).toBeLessThan(0.006)
    expect(Math.abs(deviation(logs) - 0.2)).toBeLessThan(0.004)
  })

  it('learns at 1/√(2n) unless told otherwise', () => {
    const logs = ownSteps(1, 50, { ...options, rate: null }).map(Math.log)
    expect(Math.abs(deviation(logs) - 0.1)).toBeLessThan(0.002)
  })

  it('keeps within its bounds', () => {
    const found = ownSteps(1, 50, { ...options, minimum: 0.9, maximum: 1.1 })
    expect(Math.min(...found)).toBe(0.9)
    expect(Math.max(...found)).toBe(1.1)
  })

  it('is reported as its mean', () => {
    expect(shared(9, 0, options, Float64Array.of(1, 2, 6))).toBe(3)
  })
})
