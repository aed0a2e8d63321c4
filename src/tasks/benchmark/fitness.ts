import type { FitnessRandom, VectorFitness } from '../custom/fitness.ts'
import { type BenchmarkName, benchmarkFunctions } from './functions.ts'
import { multiply, randomRotation } from './rotation.ts'

/** What the fitness of a benchmark function is given. */
export interface BenchmarkProblem {
  readonly function: BenchmarkName
  /** n */
  readonly dimension: number
  /** The longest way by which a coordinate of the optimum is moved. */
  readonly shift: number
  readonly rotate: boolean
  /** (n) where the search starts */
  readonly start: readonly number[]
}

/** Memory that evaluations of one worker share. */
interface BenchmarkScratch {
  /** (n) the point, seen from the optimum */
  readonly away: Float64Array
  /** (n) the same, turned, and with the optimum where the function has it */
  readonly point: Float64Array
}

/** f(o + R (x - x*)): a function whose optimum o lies at x* now, turned by R. */
const fitness: VectorFitness<BenchmarkProblem, BenchmarkScratch> = {
  direction: 'minimize',
  fitnessName: 'cost',
  genome: ({ function: name, dimension, start }) => {
    const { range } = benchmarkFunctions[name]
    return { length: dimension, lower: -range, upper: range, initial: start }
  },
  share: ({ options, random }) => ({
    optimum: shiftedOptimum(options, random),
    rotation: options.rotate ? randomRotation(options.dimension, random) : new Float64Array(0),
  }),
  setup: ({ options: { dimension } }) => ({
    away: new Float64Array(dimension),
    point: new Float64Array(dimension),
  }),
  evaluate(x, { options, shared, state: { away, point } }) {
    const { cost, optimum } = benchmarkFunctions[options.function]
    const { optimum: moved, rotation } = shared as Readonly<Record<string, Float64Array>>
    for (let i = 0; i < x.length; i++) away[i] = x[i]! - moved![i]!
    if (options.rotate) multiply(rotation!, away, point)
    else point.set(away)
    for (let i = 0; i < x.length; i++) point[i]! += optimum
    return cost(point)
  },
}

/** (n) the optimum with each coordinate moved by up to `shift`. */
function shiftedOptimum(
  { function: name, dimension, shift }: BenchmarkProblem,
  random: FitnessRandom,
): Float64Array {
  const { optimum } = benchmarkFunctions[name]
  return Float64Array.from({ length: dimension }, () => optimum + shift * (2 * random.float64() - 1))
}

export default fitness
