/** What every strategy of the registry must do. */
import { describe, expect, it } from 'vitest'
import { strategies } from '../../src/strategies/index.ts'
import { Population } from '../../src/strategies/population.ts'
import type { Search, Strategy } from '../../src/strategies/strategy.ts'
import { perceptron, vector } from '../strategies/problem.ts'

type Cost = (genome: Float32Array, generation: number) => number

const sphere: Cost = (genome) => genome.reduce((sum, gene) => sum + gene * gene, 0)
/** Fails on some genomes. */
const holed: Cost = (genome) => (genome[0] > 0.5 ? Infinity : sphere(genome, 0))
/** Moves from one generation to the next, as a batch of samples does. */
const moving: Cost = (genome, generation) => sphere(genome, 0) * (1 + (generation % 3))

class Run<Options extends object, State extends object> {
  readonly strategy: Strategy<Options, State>
  readonly search: Search<Options>
  state: State
  readonly population: Population
  /** The best cost of each generation. */
  readonly best: number[] = []
  evaluations = 0
  generation = 0

  constructor(strategy: Strategy<Options, State>, search: Search<Options>) {
    this.strategy = strategy
    this.search = search
    this.state = strategy.init(search)
    this.population = new Population(strategy.capacity(search.options), search.problem.length)
  }

  step(cost: Cost): void {
    const count = this.strategy.ask(this.search, this.state, this.population)
    const costs = Float64Array.from({ length: count }, (_, i) =>
      cost(this.population.row(i), this.generation),
    )
    this.strategy.tell(this.search, this.state, this.population, costs)
    this.best.push(costs.reduce((least, value) => Math.min(least, value)))
    this.evaluations += count
    this.generation++
  }

  steps(generations: number, cost: Cost): this {
    for (let i = 0; i < generations; i++) this.step(cost)
    return this
  }
}

const problems = [
  vector(10),
  vector(10, { resampled: true }),
  vector(1),
  perceptron([2, 4, 1]),
  perceptron([2, 4, 1], true),
]

function contract<Options extends object, State extends object>(
  strategy: Strategy<Options, State>,
  options: Options = strategy.defaults,
): void {
  const runs = (seed = 1) => problems.map((problem) => new Run(strategy, { problem, options, seed }))

  it('has options that JSON can carry', () => {
    expect(JSON.parse(JSON.stringify(options))).toEqual(options)
  })

  it('gets better on a sphere', () => {
    for (const run of runs()) {
      const [first] = run.steps(1, sphere).best
      expect(Math.min(...run.steps(60, sphere).best)).toBeLessThan(0.1 * first)
    }
  })

  it('fills one row at least and no more than its capacity', () => {
    for (const run of runs()) {
      const capacity = strategy.capacity(options)
      for (let i = 0; i < 5; i++) {
        const before = run.evaluations
        run.step(sphere)
        expect(run.evaluations - before).toBeGreaterThan(0)
        expect(run.evaluations - before).toBeLessThanOrEqual(capacity)
      }
    }
  })

  it('writes every gene of the rows it fills, and finite ones', () => {
    for (const run of runs()) {
      for (let generation = 0; generation < 4; generation++) {
        run.population.genomes.fill(Number.NaN)
        run.steps(1, (genome) => {
          expect(genome.every(Number.isFinite)).toBe(true)
          return sphere(genome, 0)
        })
      }
    }
  })

  it('takes the same course from the same seed, and another from another', () => {
    const courses = [1, 1, 2].map((seed) => runs(seed).map((run) => run.steps(8, moving).best))
    expect(courses[0]).toEqual(courses[1])
    expect(courses[0]).not.toEqual(courses[2])
  })

  it('goes on from a copy of its state, bit for bit', () => {
    for (const run of runs()) {
      run.steps(4, moving)
      const copy = new Run(strategy, run.search)
      copy.state = structuredClone(run.state)
      copy.generation = run.generation
      run.steps(4, moving)
      copy.steps(4, moving)
      expect(copy.best).toEqual(run.best.slice(4))
      expect(copy.state).toEqual(run.state)
    }
  })

  it('holds nothing in its state that a copy would lose', () => {
    for (const run of runs()) {
      run.steps(3, sphere)
      expect(structuredClone(run.state)).toEqual(run.state)
    }
  })

  it('asks the same again from the same state', () => {
    for (const run of runs()) {
      run.steps(3, sphere)
      const copy = structuredClone(run.state)
      const count = strategy.ask(run.search, run.state, run.population)
      const genomes = run.population.genomes.slice(0, count * run.search.problem.length)
      run.population.genomes.fill(0)
      expect(strategy.ask(run.search, copy, run.population)).toBe(count)
      expect(run.population.genomes.subarray(0, genomes.length)).toEqual(genomes)
    }
  })

  it('keeps nothing in the rows between tell and ask', () => {
    for (const run of runs()) {
      const other = new Run(strategy, run.search)
      for (let i = 0; i < 5; i++) {
        run.step(sphere)
        other.step(sphere)
        other.population.genomes.fill(Number.NaN)
      }
      expect(other.best).toEqual(run.best)
    }
  })

  it('keeps its state to itself: what becomes of the costs it was told changes nothing', () => {
    for (const run of runs()) {
      const count = strategy.ask(run.search, run.state, run.population)
      const costs = Float64Array.from({ length: count }, (_, i) => sphere(run.population.row(i), 0))
      strategy.tell(run.search, run.state, run.population, costs)
      const copy = structuredClone(run.state)
      costs.fill(-1)
      expect(run.state).toEqual(copy)
    }
  })

  it('survives generations in which all fail, from the first on', () => {
    for (const run of runs()) {
      run.steps(3, () => Infinity)
      run.steps(40, sphere)
      expect(run.best.at(-1)).toBeLessThan(Infinity)
      run.steps(2, () => Infinity)
      const [first] = run.steps(1, sphere).best.slice(-1)
      expect(Math.min(...run.steps(40, sphere).best.slice(-40))).toBeLessThanOrEqual(first)
    }
  })

  it('gets better where some of the space fails', () => {
    for (const run of runs()) {
      const [first] = run.steps(1, holed).best
      expect(Math.min(...run.steps(60, holed).best)).toBeLessThan(0.3 * first)
    }
  })

  it('does not mind where all cost the same', () => {
    for (const run of runs()) {
      run.steps(10, () => 1)
      expect(run.best).toEqual(new Array(10).fill(1))
    }
  })

  it('shows figures that are finite', () => {
    for (const run of runs()) {
      run.steps(3, sphere)
      expect(Object.values(strategy.figures(run.state)).every(Number.isFinite)).toBe(true)
    }
  })
}

describe('the registry of strategies', () => {
  it('calls each by its name', () => {
    for (const [name, strategy] of Object.entries(strategies)) expect(strategy.name).toBe(name)
  })
})

describe('ga', () => {
  contract(strategies.ga)
})

describe('ga, generational', () => {
  contract(strategies.ga, {
    ...strategies.ga.defaults,
    replacement: 'generational',
    initial: 1,
    elites: 2,
    immigrants: 3,
    selection: { kind: 'tournament', size: 3 },
  })
})
