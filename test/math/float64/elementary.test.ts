import { describe, expect, it } from 'vitest'
import { cos, exp, log, pow, sin } from '../../../src/math/float64/index.ts'
import { RandomStream } from '../../../src/random/stream.ts'
import { exactCos, exactExp, exactLog, exactSin, fixed, unitsOff } from './exact.ts'

const stream = (purpose: number): RandomStream => new RandomStream({ seed: 5, purpose })

/** Numbers of all magnitudes from 2^low to 2^high. */
function magnitudes(count: number, low: number, high: number, purpose: number): number[] {
  const draws = stream(purpose)
  return Array.from({ length: count }, () => {
    const size = 2 ** (low + (high - low) * draws.float64()) * (1 + draws.float64())
    return draws.boolean(0.5) ? size : -size
  })
}

function worst(inputs: readonly number[], off: (x: number) => number): number {
  return inputs.reduce((most, x) => Math.max(most, Math.abs(off(x))), 0)
}

describe('elementary functions in float64', () => {
  it('give e^x within 1 unit in the last place', () => {
    const inputs = [...magnitudes(600, -60, 8.4, 1), 709.78, -708.3, 1e-300, 0.34657359, -0.34657359]
    expect(worst(inputs, (x) => unitsOff(exp(x), exactExp(fixed(x))))).toBeLessThan(1)
  })

  it('give ln x within 1 unit in the last place', () => {
    const inputs = [
      ...magnitudes(200, -1000, 1000, 2).map(Math.abs),
      ...magnitudes(200, -50, -1, 3).map((x) => 1 + x / 2),
      ...[5e-324, 2 ** -1022, Math.SQRT2, Math.SQRT1_2, 1 - 2 ** -53, 1 + 2 ** -52, Number.MAX_VALUE],
    ]
    expect(worst(inputs, (x) => unitsOff(log(x), exactLog(fixed(x), Math.log(x))))).toBeLessThan(1)
  })

  it('give x^y within 1 unit in the last place', () => {
    const [bases, draws] = [magnitudes(300, -300, 300, 4).map(Math.abs), stream(5)]
    const off = bases.map((x) => {
      const y = ((2 * draws.float64() - 1) * 700) / Math.abs(Math.log(x))
      const exact = exactExp((exactLog(fixed(x), Math.log(x)) * fixed(y)) >> 1300n)
      return Math.abs(unitsOff(pow(x, y), exact))
    })
    expect(Math.max(...off)).toBeLessThan(1)
  })

  it('give sine and cosine within 1 unit in the last place, for angles of any size', () => {
    const inputs = [
      ...magnitudes(300, -30, 3, 6),
      ...magnitudes(300, 3, 20, 7),
      ...magnitudes(60, 20, 1000, 8),
      // Close to multiples of a quarter turn.
      ...Array.from({ length: 200 }, (_, n) => (n * Math.PI) / 2),
      ...Array.from({ length: 60 }, (_, n) => (n * 17_389 * Math.PI) / 2),
      6381956970095103 * 2 ** 797,
    ]
    expect(worst(inputs, (x) => unitsOff(sin(x), exactSin(fixed(x))))).toBeLessThan(1)
    expect(worst(inputs, (x) => unitsOff(cos(x), exactCos(fixed(x))))).toBeLessThan(1)
  })

  it('are exact where the result is', () => {
    expect([exp(0), exp(-0), log(1), sin(0), cos(0)]).toEqual([1, 1, 0, 0, 1])
    expect(Object.is(sin(-0), -0)).toBe(true)
    for (let n = -30; n <= 30; n++) expect(pow(2, n)).toBe(2 ** n)
    expect([pow(3, 5), pow(10, 15), pow(-2, 3), pow(1e6, 0.5)]).toEqual([243, 1e15, -8, 1000])
  })

  it('end like those of the language', () => {
    expect([exp(710), exp(-746), exp(Infinity), exp(-Infinity)]).toEqual([Infinity, 0, Infinity, 0])
    expect([log(0), log(-0), log(Infinity)]).toEqual([-Infinity, -Infinity, Infinity])
    for (const value of [exp(NaN), log(-1), log(NaN), sin(Infinity), cos(-Infinity), sin(NaN)])
      expect(value).toBeNaN()
    const special = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 1e300, -1e300, Infinity, -Infinity, NaN]
    for (const x of special) {
      for (const y of special) {
        const expected = x ** y
        // Both may be a unit off.
        const close = Math.abs(pow(x, y) - expected) <= Math.abs(expected) * 2 ** -52
        expect(close || Object.is(pow(x, y), expected), `${x} ** ${y}: ${pow(x, y)}, ${expected}`).toBe(true)
      }
    }
  })
})
