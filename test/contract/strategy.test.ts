/** The contract of every strategy in the registry. */
import { describe, expect, it } from 'vitest'
import { vectors } from '../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../src/memory/shared.ts'
import type { Genome } from '../../src/random/genome.ts'
import { type BoundStrategy, bind } from '../../src/strategies/bind.ts'
import { type PopulationOptions, strategies } from '../../src/strategies/index.ts'
import { mutations } from '../../src/strategies/operators/mutation/index.ts'
import { Population } from '../../src/strategies/population.ts'
import type { Problem } from '../../src/strategies/problem.ts'
import type { Costs } from '../../src/strategies/ranking.ts'
import type {
  GenerationPlan,
  Materialise,
  Search,
  SharedVectors,
  Strategy,
} from '../../src/strategies/strategy.ts'
import { vectorGenome } from '../../src/strategies/vector-genome.ts'
import { ellipsoid, perceptron, rotatedEllipsoid, vector } from '../strategies/problem.ts'

/** The cost of a genome in a generation; +Infinity for a failure. */
type Cost = (genome: Genome, generation: number) => number

const hill: Cost = (genome) => rotatedEllipsoid(genome)
/** Fails on half of the space, in alternating stripes. */
const striped: Cost = (genome) =>
  Math.floor(4 * genome[0]!) % 2 === 0 ? ellipsoid(genome) : Number.POSITIVE_INFINITY
/** Moves from one generation to the next, as a batch of samples does. */
const moving: Cost = (genome, generation) => ellipsoid(genome) * (1 + (generation % 3))

class Run<Options extends object, State extends object, Plan extends GenerationPlan> {
  readonly search: Search<Options>
  readonly shared: SharedVectors
  readonly bound: BoundStrategy
  readonly population: Population
  /** The best cost of each generation. */
  readonly best: number[] = []
  evaluations = 0
  generation = 0
  private readonly strategy: Strategy<Options, State, Plan>

  constructor(strategy: Strategy<Options, State, Plan>, search: Search<Options>) {
    const { problem, options } = search
    this.strategy = strategy
    this.search = search
    this.shared = allocateShared(strategy.shared(search))
    this.bound = bind(strategy, search, this.shared)
    const size = strategy.capacity(options, problem.length).rows * problem.length
    const genomes = problem.type === 'float32' ? new Float32Array(size) : new Float64Array(size)
    this.population = new Population(problem.length, genomes)
  }

  /** The function that makes genomes: a new one each time, as on another thread. */
  materialise(): Materialise<Plan> {
    return this.strategy.materialiser(this.search, this.shared, vectors)
  }

  /** Plans a generation and makes its rows. */
  ask(): Plan {
    const plan = this.bound.plan() as Plan
    const make = this.materialise()
    for (let row = 0; row < plan.count; row++) make(plan, row, this.population.row(row))
    return plan
  }

  tell(
    count: number,
    cost: Cost,
    violation: (genome: Genome) => number = () => 0,
    more: Pick<Costs, 'resampled'> = {},
  ): void {
    const each = (of: (genome: Genome) => number): Float64Array =>
      Float64Array.from({ length: count }, (_, row) => of(this.population.row(row)))
    const costs = each((genome) => cost(genome, this.generation))
    this.bound.tell(this.population, { cost: costs, violation: each(violation), ...more })
    this.best.push(costs.reduce((least, value) => Math.min(least, value)))
    this.evaluations += count
    this.generation++
  }

  /**
   * Whether a generation, of this many at most, has a cost below a share of the first one's. Ends as soon as one has.
   */
  improves(generations: number, cost: Cost, share: number): boolean {
    const [first] = this.steps(1, cost).best.slice(-1)
    for (let i = 0; i < generations; i++) {
      if (this.steps(1, cost).best.at(-1)! < share * first!) return true
    }
    return false
  }

  steps(generations: number, cost: Cost): this {
    for (let i = 0; i < generations; i++) this.tell(this.ask().count, cost)
    return this
  }
}

const problems: readonly Problem[] = [
  vector(10),
  vector(10, { resampled: true }),
  { ...vector(10), type: 'float64' },
  vector(1),
  perceptron([2, 4, 1]),
  perceptron([2, 4, 1], true),
  { ...vectorGenome({ length: 10, lower: -5, upper: 4, initial: 0 }), resampled: false },
  {
    ...vectorGenome({
      length: 5,
      lower: [-5, -5, -5, -Infinity, -5],
      upper: 4,
      integer: [0, 1, 0, 1, 1],
    }),
    resampled: false,
  },
]

function runsOf<Options extends object, State extends object, Plan extends GenerationPlan>(
  strategy: Strategy<Options, State, Plan>,
  options: Options | undefined,
  seed = 1,
): Run<Options, State, Plan>[] {
  return problems.map((problem) => {
    const own = options ?? strategy.defaults(problem)
    return new Run(strategy, { problem, options: own, seed })
  })
}

/** What every strategy does but the one that draws at random. */
function searches<Options extends object, State extends object, Plan extends GenerationPlan>(
  strategy: Strategy<Options, State, Plan>,
  options: Options | undefined,
): void {
  const runs = (): Run<Options, State, Plan>[] => runsOf(strategy, options)

  it('improves on a rotated ellipsoid whose optimum is far from fresh genomes', () => {
    for (const run of runs()) {
      expect(run.improves(150, hill, 0.15)).toBe(true)
    }
  })

  it('uses rows that learning changed between plan and tell', () => {
    for (const run of runs()) {
      // Half of the way in several consecutive generations: a strategy that forgets learned genes does not get close.
      const isClose = (): boolean => run.best.at(-1)! < 0.03 * run.best[0]!
      for (let generation = 0; generation < 60 && !isClose(); generation++) {
        const { count } = run.ask()
        // Every third row moves half of the way to the optimum.
        for (let row = 0; row < count; row += 3) {
          const genome = run.population.row(row)
          for (let p = 0; p < genome.length; p++) genome[p] = (genome[p]! + 3) / 2
        }
        run.tell(count, distance)
      }
      expect(isClose()).toBe(true)
    }
  })

  it('improves when part of the space fails', () => {
    for (const run of runs()) {
      expect(run.improves(80, striped, 0.5)).toBe(true)
    }
  })
}

function contract<Options extends object, State extends object, Plan extends GenerationPlan>(
  strategy: Strategy<Options, State, Plan>,
  options?: Options,
): void {
  if (strategy.kind !== strategies.random.kind) searches(strategy, options)
  const runs = (seed = 1): Run<Options, State, Plan>[] => runsOf(strategy, options, seed)

  it('has options that survive JSON', () => {
    for (const { search } of runs())
      expect(JSON.parse(JSON.stringify(search.options))).toEqual(search.options)
  })

  it('plans at least one row and at most its capacity', () => {
    for (const run of runs()) {
      const { options: own, problem } = run.search
      const capacity = strategy.capacity(own, problem.length)
      for (let i = 0; i < 5; i++) {
        const before = run.evaluations
        run.steps(1, hill)
        expect(run.evaluations - before).toBeGreaterThan(0)
        expect(run.evaluations - before).toBeLessThanOrEqual(i === 0 ? capacity.rows : capacity.later)
      }
    }
  })

  it('gives the same plan for the same state, as copyable data without genomes', () => {
    for (const run of runs()) {
      run.steps(3, hill)
      const plan = run.bound.plan()
      expect(structuredClone(plan)).toEqual(plan)
      expect(run.bound.plan()).toEqual(plan)
      const numbers = Object.values(plan).flatMap((value) => (ArrayBuffer.isView(value) ? [value] : []))
      for (const { byteLength } of numbers) expect(byteLength).toBeLessThanOrEqual(16 * plan.count)
    }
  })

  it('writes every gene of every row, all finite', () => {
    for (const run of runs()) {
      for (let generation = 0; generation < 4; generation++) {
        run.population.genomes.fill(Number.NaN)
        const { count } = run.ask()
        const { length } = run.search.problem
        expect(run.population.genomes.subarray(0, count * length).every(Number.isFinite)).toBe(true)
        run.tell(count, hill)
      }
    }
  })

  it('keeps bounds and whole numbers in every row', () => {
    for (const run of runs()) {
      const { length, bounds, integer } = run.search.problem
      for (let generation = 0; generation < 10; generation++) {
        const { count } = run.ask()
        const genes = run.population.genomes.subarray(0, count * length)
        if (bounds !== null) {
          expect(genes.every((gene, at) => gene >= bounds.lower[at % length]!)).toBe(true)
          expect(genes.every((gene, at) => gene <= bounds.upper[at % length]!)).toBe(true)
        }
        if (integer !== null)
          expect(genes.every((gene, at) => integer[at % length] === 0 || Number.isInteger(gene))).toBe(true)
        run.tell(count, hill)
      }
    }
  })

  it('makes the genome that the search starts at, exactly', () => {
    for (const run of runs()) {
      const { initial } = run.search.problem
      if (initial === null) continue
      const rows = Array.from({ length: run.ask().count }, (_, row) => [...run.population.row(row)])
      expect(rows).toContainEqual([...initial])
    }
  })

  it('has no use for the exact cost of an offspring above the threshold of its plan', () => {
    for (const run of runs()) {
      const other = new Run(strategy, run.search)
      for (let generation = 0; generation < 12; generation++) {
        const { count, threshold } = run.ask()
        other.ask()
        const given = (genome: Genome): number => {
          const cost = ellipsoid(genome)
          return threshold !== null && cost > threshold ? Infinity : cost
        }
        run.tell(count, ellipsoid)
        other.tell(count, given)
        expect(other.bound.snapshot()).toEqual(run.bound.snapshot())
      }
    }
  })

  it('learns from costs that the problem is resampled, and goes on as if it had known', () => {
    for (const knowing of runs().filter(({ search }) => search.problem.resampled)) {
      const { problem } = knowing.search
      const run = new Run(strategy, { ...knowing.search, problem: { ...problem, resampled: false } })
      run.tell(run.ask().count, moving, undefined, { resampled: true })
      knowing.steps(1, moving)
      run.bound.restore(throughBytes(run.bound.snapshot()))
      for (let generation = 0; generation < 6; generation++) {
        expect(run.ask()).toEqual(knowing.ask())
        const { count } = run.ask()
        run.tell(count, moving)
        knowing.tell(count, moving)
      }
      expect(run.best).toEqual(knowing.best)
    }
  })

  it('makes the same genome for a row on any thread, in any order, any number of times', () => {
    for (const run of runs()) {
      for (let generation = 0; generation < 4; generation++) {
        const plan = run.ask()
        const [one, another] = [run.materialise(), run.materialise()]
        const copy = structuredClone(plan)
        const out = run.population.row(0).slice()
        for (let row = plan.count - 1; row >= 0; row -= 3) {
          another(copy, row, out.fill(Number.NaN))
          expect(out).toEqual(run.population.row(row))
          one(plan, row, out.fill(Number.NaN))
          expect(out).toEqual(run.population.row(row))
        }
        run.tell(plan.count, hill)
      }
    }
  })

  it('runs the same with the same seed, and differently with another', () => {
    const courses = [1, 1, 2].map((seed) => runs(seed).map((run) => run.steps(8, moving).best))
    expect(courses[0]).toEqual(courses[1])
    expect(courses[0]).not.toEqual(courses[2])
  })

  it('continues from its snapshot, bit for bit, also in another process', () => {
    for (const run of runs()) {
      run.steps(4, moving)
      const snapshot = throughBytes(run.bound.snapshot())
      const other = new Run(strategy, run.search)
      other.bound.restore(snapshot)
      other.generation = run.generation
      run.steps(4, moving)
      other.steps(4, moving)
      expect(other.best).toEqual(run.best.slice(4))
      expect(other.bound.snapshot()).toEqual(run.bound.snapshot())
    }
  })

  it('shares nothing with its snapshot: changes to either leave the other alone', () => {
    for (const run of runs()) {
      run.steps(3, hill)
      const snapshot = run.bound.snapshot()
      const before = throughBytes(snapshot)
      run.steps(2, hill)
      expect(snapshot).toEqual(before)
      const kept = throughBytes(run.bound.snapshot())
      for (const vector of Object.values(snapshot.shared)) vector.fill(Number.NaN)
      expect(run.bound.snapshot()).toEqual(kept)
    }
  })

  it('keeps nothing in the rows between tell and plan', () => {
    for (const run of runs()) {
      const other = new Run(strategy, run.search)
      for (let i = 0; i < 5; i++) {
        run.steps(1, hill)
        other.steps(1, hill)
        other.population.genomes.fill(Number.NaN)
      }
      expect(other.best).toEqual(run.best)
    }
  })

  it('copies the costs that it is told: later changes to them have no effect', () => {
    for (const run of runs()) {
      const { count } = run.ask()
      const cost = Float64Array.from({ length: count }, (_, row) => ellipsoid(run.population.row(row)))
      const violation = new Float64Array(count)
      run.bound.tell(run.population, { cost, violation })
      const kept = throughBytes(run.bound.snapshot())
      cost.fill(-1)
      violation.fill(1)
      expect(run.bound.snapshot()).toEqual(kept)
    }
  })

  it('survives generations in which all fail, including the first', () => {
    for (const run of runs()) {
      run.steps(3, () => Number.POSITIVE_INFINITY)
      run.steps(40, ellipsoid)
      expect(run.best.at(-1)).toBeLessThan(Number.POSITIVE_INFINITY)
      run.steps(2, () => Number.POSITIVE_INFINITY)
      const [first] = run.steps(1, ellipsoid).best.slice(-1)
      const recovers = (): boolean => run.steps(1, ellipsoid).best.at(-1)! <= first!
      expect(Array.from({ length: 40 }).some(recovers)).toBe(true)
    }
  })

  it('prefers individuals that satisfy the constraints to cheaper ones', () => {
    for (const run of runs()) {
      // The lowest cost is where every gene is 3; the sum of the genes must not exceed 0.
      const excess = (genome: Genome): number =>
        Math.max(
          0,
          sumOf(genome, (gene) => gene),
        )
      for (let generation = 0; generation < 60; generation++) run.tell(run.ask().count, distance, excess)
      const { count } = run.ask()
      const kept = Array.from({ length: count }, (_, row) => excess(run.population.row(row)))
      // Only some steps from feasible parents violate it; from infeasible parents all would.
      expect(kept.filter((value) => value < 1).length).toBeGreaterThan(0.3 * count)
    }
  })

  it('works when all costs are equal', () => {
    for (const run of runs()) {
      run.steps(10, () => 1)
      expect(run.best).toEqual(new Array(10).fill(1))
    }
  })

  it('reports finite figures', () => {
    for (const run of runs()) {
      run.steps(3, hill)
      expect(Object.values(run.bound.figures()).every(Number.isFinite)).toBe(true)
    }
  })
}

/** Squared distance to the point whose every gene is 3. */
const distance: Cost = (genome) => sumOf(genome, (gene) => (gene - 3) ** 2)

function sumOf(genome: Genome, term: (gene: number) => number): number {
  let sum = 0
  for (let p = 0; p < genome.length; p++) sum += term(genome[p]!)
  return sum
}

/** A snapshot as another process reads it: from bytes, without shared memory. */
function throughBytes<T>(value: T): T {
  const seen = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) return { number: String(part) }
    if (!ArrayBuffer.isView(part)) return part
    if (part.buffer instanceof SharedArrayBuffer) throw new Error('a snapshot holds shared memory')
    const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
    return { array: part.constructor.name, bytes: bytes.toString('base64') }
  })
  return JSON.parse(seen, (_, part) => {
    if (part?.number !== undefined) return Number(part.number)
    if (part?.array === undefined) return part
    const { buffer } = Uint8Array.from(Buffer.from(part.bytes, 'base64'))
    return new arrays[part.array as keyof typeof arrays](buffer)
  }) as T
}

const arrays = { Float32Array, Float64Array, Uint32Array, Int32Array, Uint8Array }

describe('the registry of strategies', () => {
  it('lists each strategy by its kind', () => {
    for (const [kind, strategy] of Object.entries(strategies)) expect(strategy.kind).toBe(kind)
  })
})

const defaults = strategies.ga.defaults(perceptron([2, 4, 1]))

/** Options for strategies that by default move in small steps, as networks need, or have many individuals. */
const quicker: Readonly<Record<string, object>> = {
  'openai-es': { sigma: 0.3, learningRate: 0.2 },
  pgpe: { sigma: 0.3, maxSpeed: 0.3 },
  islands: {
    islands: 2,
    strategy: { kind: 'ga', ...defaults, population: 14, initial: 3 },
    migration: { topology: 'full', every: 3, migrants: 2, choose: 'best' },
  },
  de: { population: 30, evaluations: 6000 },
}

for (const [kind, strategy] of Object.entries(strategies)) {
  describe(`${kind}, ${kind in quicker ? 'quicker' : 'by default'}`, () => {
    // Each takes its own options and state; the compiler cannot infer that through the union.
    const own = strategy as unknown as Strategy<object, object, GenerationPlan>
    contract(own, kind in quicker ? { ...own.defaults(perceptron([2, 4, 1])), ...quicker[kind] } : undefined)
  })
}

describe('cma-es, with restarts', () => {
  contract(strategies['cma-es'], {
    ...strategies['cma-es'].defaults(perceptron([2, 4, 1])),
    ...{ restarts: 'bipop', doublings: 2, population: 6 },
  })
})

describe('ga, generational', () => {
  contract(strategies.ga, {
    ...defaults,
    replacement: 'generational',
    initial: 1,
    elites: 2,
    immigrants: 3,
    selection: { kind: 'tournament', size: 3 },
    mutation: { ...mutations.gaussian, neurons: 1 },
  })
})

describe('ga, with individual step sizes', () => {
  contract(strategies.ga, {
    ...defaults,
    parents: 10,
    mutation: {
      ...{ kind: 'gaussian', rate: 1, neurons: 'all', sigma: 0.5, scale: 'prior' },
      step: { kind: 'self-adaptive', rate: null, minimum: 1e-6, maximum: 10 },
    },
  })
})

/** Migrants among offspring and among samples, in every second generation. */
describe('islands, each with another strategy', () => {
  const own = <Kind extends PopulationOptions['kind']>(kind: Kind): PopulationOptions =>
    ({ kind, ...strategies[kind].defaults(perceptron([2, 4, 1])), ...quicker[kind] }) as PopulationOptions
  contract(strategies.islands, {
    islands: [
      { ...own('ga'), population: 10, initial: 2 } as PopulationOptions,
      own('cma-es'),
      own('cr-fm-nes'),
    ],
    migration: { topology: 'ring', every: 2, migrants: 2, choose: 'random' },
  })
})
