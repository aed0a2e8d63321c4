import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/errors.ts'
import { purpose } from '../../../src/random/purpose.ts'
import { RandomStream } from '../../../src/random/stream.ts'
import fitness, { type BenchmarkProblem } from '../../../src/tasks/benchmark/fitness.ts'
import { type BenchmarkName, benchmarkFunctions } from '../../../src/tasks/benchmark/functions.ts'
import { randomRotation } from '../../../src/tasks/benchmark/rotation.ts'
import { benchmarkDefaults } from '../../../src/tasks/benchmark.ts'
import { createTask, taskKind } from '../../../src/tasks/index.ts'
import type { Task } from '../../../src/tasks/task.ts'

const names = Object.keys(benchmarkFunctions) as BenchmarkName[]

function taskOf(options: Partial<BenchmarkProblem>, seed = 1): Promise<Task> {
  const given = { kind: 'benchmark', function: 'sphere', ...benchmarkDefaults, ...options } as const
  return createTask(given, { directory: '.', seed })
}

/** The cost at a point, as the fitness of the task gives it, and the optimum that it shares. */
async function problemOf(options: Partial<BenchmarkProblem>, seed = 1) {
  const { custom, genome } = await taskOf(options, seed)
  const problem = custom!.options.options as BenchmarkProblem
  const { shared } = custom!.description
  const state = fitness.setup!({ options: problem, shared, seed, log: () => {} }) as never
  const cost = (x: Float64Array): number =>
    fitness.evaluate!(x, { options: problem, shared, state } as never) as number
  return { cost, genome: genome!, optimum: shared['optimum'] as Float64Array }
}

describe('the task benchmark', () => {
  it('minimizes float64 numbers within the range of its function, from a start that the seed draws', async () => {
    const [one, other] = [await taskOf({ function: 'ackley' }), await taskOf({ function: 'ackley' }, 2)]
    expect(one).toMatchObject({ direction: 'minimize', fitnessName: 'cost', network: null, view: null })
    const { type, length, bounds, initial } = one.genome!
    expect([type, length]).toEqual(['float64', 10])
    expect(Array.from(bounds!.lower)).toEqual(Array(10).fill(-32))
    expect(Array.from(bounds!.upper)).toEqual(Array(10).fill(32))
    expect(Math.max(...initial!.map(Math.abs))).toBeGreaterThan(5)
    expect(initial).toEqual((await taskOf({ function: 'ackley' })).genome!.initial)
    expect(initial).not.toEqual(other.genome!.initial)
  })

  it('is the function of its formula without shift and rotation', async () => {
    const { cost } = await problemOf({ function: 'rosenbrock', dimension: 3 })
    expect(cost(Float64Array.of(-1, 1, 2))).toBe(104)
  })

  it.each(names)('has the optimum of %s where the shift says, turned or not', async (name) => {
    const { optimum: at } = benchmarkFunctions[name]
    for (const rotate of [false, true]) {
      const { cost, optimum } = await problemOf({ function: name, dimension: 7, shift: 3, rotate }, 4)
      expect(cost(optimum) / 7).toBeCloseTo(0, 10)
      const moved = Array.from(optimum, (value) => Math.abs(value - at))
      expect(Math.max(...moved)).toBeLessThanOrEqual(3)
      expect(Math.max(...moved)).toBeGreaterThan(1)
      expect(cost(optimum.map((value, i) => value + (i === 2 ? 0.3 : 0)))).toBeGreaterThan(1e-3)
    }
  })

  it('keeps lengths as it turns, and mixes coordinates', async () => {
    const [plain, turned] = [
      await problemOf({ function: 'ellipsoid', dimension: 5 }),
      await problemOf({ function: 'ellipsoid', dimension: 5, rotate: true }),
    ]
    const round = await problemOf({ function: 'sphere', dimension: 5, rotate: true })
    const x = Float64Array.of(1, -2, 3, 0.5, -1)
    expect(round.cost(x)).toBeCloseTo(15.25, 12)
    expect(turned.cost(x)).not.toBeCloseTo(plain.cost(x), 0)
    expect(turned.cost(x)).toBe(
      (await problemOf({ function: 'ellipsoid', dimension: 5, rotate: true })).cost(x),
    )
  })

  it('refuses a shift out of the range and a rotation that is too large, by name', async () => {
    await expect(taskOf({ function: 'schwefel', shift: 80 })).rejects.toThrow(
      'task.shift: expected at most 79.0313 for schwefel, whose optimum would leave ±500 otherwise, found 80',
    )
    const large = taskOf({ dimension: 1001, rotate: true })
    await expect(large).rejects.toThrow(InputError)
    await expect(large).rejects.toThrow('task.dimension: expected at most 1000 with rotate: true, found 1001')
  })

  it('is made from no file, and has no samples', () => {
    const options = { kind: 'benchmark', function: 'sphere', ...benchmarkDefaults } as const
    expect(taskKind(options).sources(options)).toEqual({})
    expect(taskKind(options).relocated(options, () => 'elsewhere')).toBe(options)
    expect(taskKind(options).split(options)).toBeNull()
  })
})

describe('a random rotation', () => {
  it.each([1, 2, 3, 40])('of %d dimensions is orthogonal to the last bits', (n) => {
    const rows = randomRotation(n, new RandomStream({ seed: 3, purpose: purpose.share }))
    for (let one = 0; one < n; one++) {
      for (let other = 0; other <= one; other++) {
        let product = 0
        for (let i = 0; i < n; i++) product += rows[one * n + i]! * rows[other * n + i]!
        expect(Math.abs(product - (one === other ? 1 : 0))).toBeLessThan(1e-14)
      }
    }
  })
})
