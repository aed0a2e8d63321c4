import { describe, expect, it } from 'vitest'
import type { OutputMeaning, Signature } from '../../src/model/signature.ts'
import { figureUnits, fitnessLabel, metricLabel } from '../../src/report/figure-units.ts'

function unitsOf(outputs: OutputMeaning): ReturnType<typeof figureUnits> {
  return figureUnits({ signature: { columns: [], scaling: null, outputs } as Signature })
}

function scaling(width: number): Signature['scaling'] {
  return { mean: new Array<number>(width).fill(0), deviation: new Array<number>(width).fill(2) }
}

describe('the labels of figures', () => {
  it('tell a loss over standardised targets from errors in the unit of the target', () => {
    const units = unitsOf({ kind: 'numbers', names: ['price'], scaling: scaling(1) })
    expect(fitnessLabel('mse', units)).toBe('mse (standardised)')
    expect(['rmse', 'mae', 'r2'].map((name) => metricLabel(name, units))).toEqual([
      'rmse (in price)',
      'mae (in price)',
      'r²',
    ])
    expect(fitnessLabel('mae', units)).not.toBe(metricLabel('mae', units))
  })

  it('stay short for a long name and for several targets', () => {
    const long = unitsOf({ kind: 'numbers', names: ['p'.repeat(200_000)], scaling: scaling(1) })
    expect(metricLabel('rmse', long)).toBe(`rmse (in ${'p'.repeat(15)}…)`)
    const two = unitsOf({ kind: 'numbers', names: ['a', 'b'], scaling: scaling(2) })
    expect(metricLabel('mae', two)).toBe('mae (in target units)')
  })

  it('are the names alone where targets keep their unit, for classes, and without a network', () => {
    const own = unitsOf({ kind: 'numbers', names: ['y'], scaling: null })
    const classes = unitsOf({ kind: 'classes', target: 'side', names: ['a', 'b'] })
    for (const units of [own, classes, figureUnits(null)]) {
      expect([fitnessLabel('mse', units), metricLabel('rmse', units)]).toEqual(['mse', 'rmse'])
    }
  })
})
