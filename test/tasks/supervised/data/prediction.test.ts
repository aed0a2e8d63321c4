import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActivationName } from '../../../../src/model/activations.ts'
import type { Scaling, Signature } from '../../../../src/model/signature.ts'
import { activation, type Layer } from '../../../../src/model/topology.ts'
import {
  decodeOutputs,
  type Prediction,
  shortestPrediction,
} from '../../../../src/tasks/supervised/data/prediction.ts'
import { issue } from '../issue.ts'

const classes: Signature = {
  columns: [{ name: 'mass', kind: 'number', missing: null }],
  scaling: null,
  outputs: { kind: 'classes', target: 'species', names: ['Adelie', 'Gentoo'] },
}

function numbers(scaling: Scaling | null, names: readonly string[] = ['y']): Signature {
  return { ...classes, outputs: { kind: 'numbers', names, scaling } }
}

const nameOf = (row: number): string => `row ${row + 1}`

function layer(outputs: number, kind: ActivationName = 'linear'): Layer {
  return { inputs: 1, outputs, activation: activation(kind), recurrent: false, bias: true }
}

function decode(values: readonly number[], signature: Signature, last: Layer): Prediction[] {
  const rows = Uint32Array.from({ length: values.length / last.outputs }, (_, sample) => sample)
  return decodeOutputs(Float32Array.from(values), { file: 'new.csv', rows, nameOf }, signature, last)
}

describe('decodeOutputs', () => {
  it('names the class of the largest output', () => {
    expect(decode([0.25, 0.75, 1, 0], classes, layer(2, 'softmax'))).toEqual([
      { kind: 'class', name: 'Gentoo', scores: [0.25, 0.75] },
      { kind: 'class', name: 'Adelie', scores: [1, 0] },
    ])
  })

  it('tells two classes by one output, by the middle of its activation', () => {
    expect(decode([0.25], classes, layer(1, 'sigmoid'))).toEqual([
      { kind: 'class', name: 'Adelie', scores: [0.75, 0.25] },
    ])
    expect(decode([0.25], classes, layer(1))).toEqual([
      { kind: 'class', name: 'Gentoo', scores: [-0.25, 0.25] },
    ])
  })

  it('scales numbers back', () => {
    const scaled = numbers({ mean: [10, 0], deviation: [2, 1] }, ['y', 'z'])
    expect(decode([1, 1, -1, 3], scaled, layer(2))).toEqual([
      { kind: 'numbers', values: [12, 1] },
      { kind: 'numbers', values: [8, 3] },
    ])
    expect(decode([1, 2], numbers(null, ['y', 'z']), layer(2))).toEqual([{ kind: 'numbers', values: [1, 2] }])
    expect(decode([], classes, layer(2))).toEqual([])
  })

  it.each([
    ['a class', [0.5, 0.5, 1, Number.NaN], classes, 2, 'NaN'],
    ['every class', [0.5, 0.5, Number.NaN, Number.NaN], classes, 2, 'NaN'],
    ['a number', [1, Number.NEGATIVE_INFINITY], numbers({ mean: [0], deviation: [1] }), 1, '-Infinity'],
    ['a number scaled back', [1, 3e38], numbers({ mean: [0], deviation: [1e300] }), 1, 'Infinity'],
  ])('names the row where the answer is not finite: %s', (_, outputs, signature, width, found) => {
    const rows = Uint32Array.of(3, 7)
    expect(
      issue(() =>
        decodeOutputs(Float32Array.from(outputs), { file: 'new.csv', rows, nameOf }, signature, layer(width)),
      ),
    ).toBe(
      `new.csv: row 8: expected a finite answer of the model, found ${found}; ` +
        'its values, or the parameters of the model, are too large for float32',
    )
  })
})

describe('the shortest text of a prediction', () => {
  it('keeps what a large mean would hide', () => {
    const scaling = { mean: [1_700_000_073.5], deviation: [43.293_186_534_469_13] }
    const output = (1_700_000_003 - scaling.mean[0]!) / scaling.deviation[0]!
    const [prediction] = decode([output], numbers(scaling), layer(1))
    expect(prediction).not.toEqual({ kind: 'numbers', values: [1_700_000_003] })
    const short = shortestPrediction(prediction!, numbers(scaling), layer(1))
    expect(short).toEqual({ kind: 'numbers', values: [1_700_000_003] })
  })

  it('is what a person would write', () => {
    const [two] = decode([0.1, 0.9], classes, layer(2, 'softmax'))
    expect(shortestPrediction(two!, classes, layer(2, 'softmax'))).toMatchObject({ scores: [0.1, 0.9] })
    const [one] = decode([0.9], classes, layer(1, 'sigmoid'))
    expect(one).toMatchObject({ scores: [1 - Math.fround(0.9), Math.fround(0.9)] })
    expect(shortestPrediction(one!, classes, layer(1, 'sigmoid'))).toMatchObject({ scores: [0.1, 0.9] })
    const [hinge] = decode([0.3], classes, layer(1))
    expect(shortestPrediction(hinge!, classes, layer(1))).toMatchObject({ scores: [-0.3, 0.3] })
    const [plain] = decode([1 / 3], numbers(null), layer(1))
    expect(shortestPrediction(plain!, numbers(null), layer(1))).toMatchObject({ values: [0.33333334] })
  })

  it('means the float32 output of the network, for any mean and deviation', () => {
    const real = (min: number, max: number): fc.Arbitrary<number> =>
      fc.double({ min, max, noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(real(-1e12, 1e12), real(1e-3, 1e6), real(-10, 10), (mean, deviation, output) => {
        const signature = numbers({ mean: [mean], deviation: [deviation] })
        const [full] = decode([output], signature, layer(1))
        const short = shortestPrediction(full!, signature, layer(1))
        const [value, longer] = [short, full!].map((one) => (one.kind === 'numbers' ? one.values[0]! : NaN))
        const outputOf = (number: number): number => Math.fround((number - mean) / deviation)
        expect(outputOf(value!) === outputOf(longer!)).toBe(true)
        expect(String(value).length).toBeLessThanOrEqual(String(longer).length + 4)
      }),
      { seed: 7 },
    )
  })
})
