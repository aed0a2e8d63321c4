import { InputError } from '../errors.ts'
import { purpose } from '../random/purpose.ts'
import { RandomStream } from '../random/stream.ts'
import fitness, { type BenchmarkProblem } from './benchmark/fitness.ts'
import { type BenchmarkName, benchmarkFunctions } from './benchmark/functions.ts'
import type { TaskContext, TaskKind } from './kind.ts'
import { shippedKind, shippedTask } from './shipped.ts'
import type { Task } from './task.ts'

/** The options of a benchmark function. */
export interface BenchmarkOptions {
  readonly function: BenchmarkName
  /** n ≥ 1 */
  readonly dimension: number
  /** ≥ 0: the longest way by which a coordinate of the optimum is moved. */
  readonly shift: number
  /** Whether the function is turned around its optimum. */
  readonly rotate: boolean
}

export const benchmarkDefaults: Omit<BenchmarkOptions, 'function'> = {
  dimension: 10,
  shift: 0,
  rotate: false,
}

/** The most dimensions of a function that is turned: its rotation has n² numbers, and takes 4 n³ operations to make. */
const mostRotated = 1000

/** A function on which optimisers are compared: float64 numbers between ± its range, from a start that the seed draws there. */
async function create(options: BenchmarkOptions, { seed }: TaskContext): Promise<Task> {
  check(options)
  const { function: name, dimension, shift, rotate } = options
  const { range } = benchmarkFunctions[name]
  const random = new RandomStream({ seed, purpose: purpose.start })
  const start = Array.from({ length: dimension }, () => range * (2 * random.float64() - 1))
  const problem: BenchmarkProblem = { function: name, dimension, shift, rotate, start }
  return await shippedTask(
    { kind: 'benchmark', fitness, module: '#problems/benchmark', options: problem },
    seed,
  )
}

/** @throws InputError for an optimum that would leave the range, and for a rotation that is too large */
function check({ function: name, dimension, shift, rotate }: BenchmarkOptions): void {
  const { range, optimum } = benchmarkFunctions[name]
  // In float64, 500 - 420.968746359982 has digits that nobody wants to read.
  const most = Number((range - optimum).toPrecision(6))
  if (shift > most) {
    const expected = `at most ${most} for ${name}, whose optimum would leave ±${range} otherwise`
    throw new InputError({ field: 'task.shift', expected, found: String(shift) })
  }
  if (rotate && dimension > mostRotated) {
    const expected = `at most ${mostRotated} with rotate: true`
    throw new InputError({ field: 'task.dimension', expected, found: String(dimension) })
  }
}

export const benchmark: TaskKind<BenchmarkOptions> = shippedKind(create)
