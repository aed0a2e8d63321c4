import { describe, expect, it } from 'vitest'
import { cos, exp, expm1, log, sigmoid, sin, softplus, tanh } from '../../src/math/elementary.ts'
import { cosQuarter, sinQuarter } from '../../src/math/quarter.ts'
import { sweep, worst } from './sweep.ts'

const everywhere = sweep(10_007)
const inf = Number.POSITIVE_INFINITY

/** Evenly spaced float32 in [from, to], where sweeping the bit patterns would leave gaps. */
function even(from: number, to: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x))
const softplusExact = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

describe('elementary functions stay within their stated error', () => {
  const cases: [string, (x: number) => number, (x: number) => number, number, number, number][] = [
    ['exp', exp, Math.exp, -inf, inf, 1],
    ['expm1', expm1, Math.expm1, -inf, inf, 2],
    ['log', log, Math.log, 0, inf, 1],
    ['tanh', tanh, Math.tanh, -inf, inf, 2],
    ['sin', sin, Math.sin, -(2 ** 20), 2 ** 20, 2],
    ['cos', cos, Math.cos, -(2 ** 20), 2 ** 20, 2],
    ['sigmoid', sigmoid, logistic, -87.3365, inf, 2.5],
    ['softplus', softplus, softplusExact, -inf, inf, 2],
    ['sinQuarter', sinQuarter, Math.sin, -Math.PI / 4, Math.PI / 4, 1],
    ['cosQuarter', cosQuarter, Math.cos, -Math.PI / 4, Math.PI / 4, 1],
  ]
  for (const [name, f, exact, from, to, bound] of cases) {
    it(`${name} within ${bound} ulp on [${from}, ${to}]`, () => {
      expect(worst(f, exact, everywhere, from, to)).toBeLessThanOrEqual(bound)
      const near = even(Math.max(from, -20), Math.min(to, 20), 200_003)
      expect(worst(f, exact, near, from, to)).toBeLessThanOrEqual(bound)
    })
  }

  it('exp and softplus keep every digit in the denormals', () => {
    const denormal = even(-104, -87, 20_011)
    expect(worst(exp, Math.exp, denormal, -104, -87)).toBeLessThanOrEqual(1)
    expect(worst(softplus, softplusExact, denormal, -104, -87)).toBeLessThanOrEqual(1)
  })

  it('sigmoid fades to 0 where its true value is no normal number', () => {
    const errors = Array.from(even(-200, -87, 5_003), (x) => Math.abs(sigmoid(x) - logistic(x)))
    expect(Math.max(...errors)).toBeLessThan(2 ** -126)
  })
})

describe('elementary functions at the ends of their ranges', () => {
  it('exp overflows to Infinity and underflows to 0, and nowhere sooner', () => {
    expect(exp(Math.fround(88.72283))).toBeLessThan(inf)
    expect(exp(Math.fround(88.7229))).toBe(inf)
    expect(exp(inf)).toBe(inf)
    expect(exp(Math.fround(-103.97))).toBe(2 ** -149)
    expect(exp(-104)).toBe(0)
    expect(exp(-inf)).toBe(0)
    expect([exp(0), exp(-0)]).toEqual([1, 1])
  })

  it('expm1 and tanh keep the sign of zero and reach their limits', () => {
    expect([expm1(0), expm1(-0), tanh(0), tanh(-0)]).toEqual([0, -0, 0, -0])
    expect([expm1(-inf), expm1(inf), tanh(-inf), tanh(inf)]).toEqual([-1, inf, -1, 1])
  })

  it('log is -Infinity at both zeros, NaN below, Infinity at Infinity', () => {
    expect([log(0), log(-0), log(inf), log(1)]).toEqual([-inf, -inf, inf, 0])
    expect([log(-(2 ** -149)), log(-1), log(-inf)]).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })

  it('sin and cos are exact at zero and stay in [-1, 1] everywhere', () => {
    expect([sin(0), sin(-0), cos(0), cos(-0)]).toEqual([0, -0, 1, 1])
    const beyond = sweep(100_003)
      .filter((x) => Number.isFinite(x))
      .filter((x) => !(Math.abs(sin(x)) <= 1 && Math.abs(cos(x)) <= 1))
    expect(beyond).toEqual(new Float32Array(0))
  })

  it('sin and cos have no value at the infinities', () => {
    for (const f of [sin, cos]) expect([f(inf), f(-inf)]).toEqual([Number.NaN, Number.NaN])
  })

  it('sigmoid and softplus reach their limits', () => {
    expect([sigmoid(-inf), sigmoid(0), sigmoid(inf)]).toEqual([0, 0.5, 1])
    expect([softplus(-inf), softplus(inf)]).toEqual([0, inf])
  })

  it('NaN gives NaN', () => {
    for (const f of [exp, expm1, log, tanh, sin, cos, sigmoid, softplus]) expect(f(Number.NaN)).toBeNaN()
  })

  it('every result is a float32', () => {
    for (const f of [exp, expm1, log, tanh, sin, cos, sigmoid, softplus]) {
      const results = Array.from(even(-5, 5, 1001), f)
      expect(results.filter((y) => !Object.is(Math.fround(y), y))).toEqual([])
    }
  })
})
