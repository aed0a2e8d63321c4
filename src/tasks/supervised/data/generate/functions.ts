import { InputError, quote } from '../../../../errors.ts'
import { exp, sin } from '../../../../math/elementary.ts'
import { didYouMean } from '../../../../nearest.ts'
import type { FunctionName, GeneratorTakes } from '../options.ts'
import type { Generator } from './generator.ts'
import { numberColumns } from './points.ts'

/** A function of one number, over [from, to]. */
interface Curve {
  readonly from: number
  readonly to: number
  readonly formula: string
  value(x: number): number
}

export const functions: Readonly<Record<FunctionName, Curve>> = {
  sine: { from: -Math.PI, to: Math.PI, formula: 'sin x', value: (x) => sin(Math.fround(x)) },
  step: { from: -1, to: 1, formula: 'x < 0 ? 0 : 1', value: (x) => (x < 0 ? 0 : 1) },
  sinc: { from: -10, to: 10, formula: 'sin x / x', value: (x) => (x === 0 ? 1 : sin(Math.fround(x)) / x) },
  polynomial: { from: -1.5, to: 1.5, formula: 'x³ - x', value: (x) => x * x * x - x },
  abs: { from: -1, to: 1, formula: '|x|', value: Math.abs },
  gaussian: { from: -3, to: 3, formula: 'e^(-x²)', value: (x) => exp(Math.fround(-x * x)) },
}

/** One of the functions at evenly spaced points, both ends included, with normal noise added to its values. */
export const curve: Generator<GeneratorTakes['function']> = {
  produces: 'numbers',
  defaults: { samples: 100, function: 'sine', noise: 0 },
  size(settings) {
    if (!Object.hasOwn(functions, settings.function)) {
      const names = Object.keys(functions)
      throw new InputError({
        field: 'task.data.function',
        expected: `one of ${names.join(', ')}`,
        found: quote(settings.function),
        hint: didYouMean(String(settings.function), names),
      })
    }
    return { samples: settings.samples, inputs: 1 }
  },
  generate({ samples, noise, function: name }, stream) {
    const { from, to, value } = functions[name]
    const inputs = Float64Array.from({ length: samples }, (_, i) => from + ((to - from) * i) / (samples - 1))
    const values = inputs.map((x) => value(x) + (noise > 0 ? noise * stream.normal() : 0))
    const target = { kind: 'numbers', names: ['y'], values } as const
    return { count: samples, columns: numberColumns(['x']), inputs, target, notes: [] }
  },
}
