import type { Genome } from '../../../random/genome.ts'
import type { RandomStream } from '../../../random/stream.ts'
import type { OfKind } from '../kinds.ts'
import type { Workspace } from '../workspace.ts'
import { type ArithmeticOptions, arithmetic } from './arithmetic.ts'
import { type BlendOptions, blend } from './blend.ts'
import type { Cross } from './crossover.ts'
import { type NeuronCrossoverOptions, neuron } from './neuron.ts'
import { type NoCrossoverOptions, none } from './none.ts'
import {
  type KPointOptions,
  kPoint,
  type OnePointOptions,
  onePoint,
  type TwoPointOptions,
  twoPoint,
} from './points.ts'
import { type SimulatedBinaryOptions, simulatedBinary } from './simulated-binary.ts'
import { type UniformCrossoverOptions, uniform } from './uniform.ts'

export type CrossoverOptions =
  | NoCrossoverOptions
  | UniformCrossoverOptions
  | OnePointOptions
  | TwoPointOptions
  | KPointOptions
  | ArithmeticOptions
  | BlendOptions
  | SimulatedBinaryOptions
  | NeuronCrossoverOptions

export type CrossoverKind = CrossoverOptions['kind']

/** Every crossover by name, with its defaults. */
export const crossovers: {
  readonly [Kind in CrossoverKind]: {
    readonly defaults: OfKind<CrossoverOptions, Kind>
    readonly cross: Cross<OfKind<CrossoverOptions, Kind>>
  }
} = {
  none: { defaults: { kind: 'none' }, cross: none },
  uniform: { defaults: { kind: 'uniform', rate: 0.5, swap: 0.5 }, cross: uniform },
  'one-point': { defaults: { kind: 'one-point', rate: 0.5 }, cross: onePoint },
  'two-point': { defaults: { kind: 'two-point', rate: 0.5 }, cross: twoPoint },
  'k-point': { defaults: { kind: 'k-point', rate: 0.5, points: 3 }, cross: kPoint },
  arithmetic: { defaults: { kind: 'arithmetic', rate: 0.5, weight: 0.5 }, cross: arithmetic },
  blend: { defaults: { kind: 'blend', rate: 0.5, alpha: 0.5 }, cross: blend },
  'simulated-binary': { defaults: { kind: 'simulated-binary', rate: 0.5, eta: 15 }, cross: simulatedBinary },
  neuron: { defaults: { kind: 'neuron', rate: 0.5, swap: 0.5 }, cross: neuron },
}

/** The probability that a pair is crossed. */
export function crossoverRate(options: CrossoverOptions): number {
  return options.kind === 'none' ? 0 : options.rate
}

/** Makes a child as `options` say; the rate is ignored. See `Cross`. */
export function cross(
  first: Genome,
  second: Genome,
  child: Genome,
  options: CrossoverOptions,
  stream: RandomStream,
  workspace: Workspace,
): void {
  const operator = crossovers[options.kind].cross as Cross<CrossoverOptions>
  operator(first, second, child, options, stream, workspace)
}
