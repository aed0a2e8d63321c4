import { describe, expect, it } from 'vitest'
import { vectors } from '../../../src/kernels/reference/vectors.ts'
import { allocateShared } from '../../../src/memory/shared.ts'
import type { Genome } from '../../../src/random/genome.ts'
import { bind } from '../../../src/strategies/bind.ts'
import { gaDefaults } from '../../../src/strategies/ga/options.ts'
import {
  capacityOf,
  type PopulationOptions,
  populationOf,
  strategies,
} from '../../../src/strategies/index.ts'
import type { IslandsPlan } from '../../../src/strategies/islands/islands.ts'
import type { IslandsOptions, MigrationOptions } from '../../../src/strategies/islands/options.ts'
import { Population } from '../../../src/strategies/population.ts'
import { vectorGenome } from '../../../src/strategies/vector-genome.ts'
import { benchmarkFunctions } from '../../../src/tasks/benchmark/functions.ts'

const rastrigin = benchmarkFunctions.rastrigin.cost
const genome = vectorGenome({ length: 5, lower: -5.12, upper: 5.12 })
const small: PopulationOptions = { kind: 'ga', ...gaDefaults, population: 10, initial: 2 }
const rare: MigrationOptions = { topology: 'ring', every: 3, migrants: 1, choose: 'best' }

interface Individual {
  readonly genome: Genome
  readonly cost: number
}

/** What an island made in a generation, and what came to it. */
interface Told {
  readonly rows: readonly Individual[]
  readonly foreign: number
  readonly threshold: number | null
}

/** The generations of a search on Rastrigin's function, each with its islands. */
function search(
  options: Pick<IslandsOptions<PopulationOptions>, 'islands' | 'strategy'>,
  migration: MigrationOptions,
  generations: number,
  { cost = rastrigin, resampled = false } = {},
): Told[][] {
  const problem = { ...genome, resampled }
  const spec = { problem, options: { ...options, migration }, seed: 7 }
  const shared = allocateShared(strategies.islands.shared(spec))
  const bound = bind(strategies.islands, spec, shared)
  const make = strategies.islands.materialiser(spec, shared, vectors)
  const { rows } = strategies.islands.capacity(spec.options, problem.length)
  const population = new Population(problem.length, new Float64Array(rows * problem.length))
  return Array.from({ length: generations }, () => {
    const plan = bound.plan() as IslandsPlan
    const made = Array.from({ length: plan.count }, (_, row): Individual => {
      const own = population.row(row)
      make(plan, row, own)
      return { genome: own.slice(), cost: cost(own as Float64Array) }
    })
    const costs = Float64Array.from(made, (one) => one.cost)
    bound.tell(population, { cost: costs, violation: new Float64Array(plan.count) })
    let from = 0
    return plan.islands.map(({ count, foreign = 0 }) => {
      from += count
      return { rows: made.slice(from - count, from), foreign, threshold: plan.threshold }
    })
  })
}

/** The best individual that an island had up to a generation; the first of equals. */
function bestOf(told: readonly Told[][], island: number, generation: number): Individual {
  const all = told.slice(0, generation + 1).flatMap((islands) => islands[island]!.rows)
  return all.reduce((best, one) => (one.cost < best.cost ? one : best))
}

describe('islands', () => {
  const sources = {
    ring: [[3], [0], [1], [2]],
    star: [[1, 2, 3], [0], [0], [0]],
    full: [
      [1, 2, 3],
      [0, 2, 3],
      [0, 1, 3],
      [0, 1, 2],
    ],
  } as const

  it.each(['ring', 'star', 'full'] as const)(
    'have the best of their neighbours in their last rows one generation after each third, and at no other time: %s',
    (topology) => {
      const told = search({ islands: 4, strategy: small }, { ...rare, topology }, 20)
      for (const [generation, islands] of told.entries()) {
        for (const [island, { rows, foreign }] of islands.entries()) {
          if (generation === 0 || generation % 3 !== 0) {
            expect(foreign).toBe(0)
            continue
          }
          const arrived = rows.slice(rows.length - foreign).map((one) => [...one.genome])
          const known = bestOf(told, island, generation - 1)
          const sent = sources[topology][island]!.map((from) => bestOf(told, from, generation - 1).genome)
          const expected = sent.filter((one) => String(one) !== String(known.genome)).map((one) => [...one])
          expect(new Set(arrived.map(String))).toEqual(new Set(expected.map(String)))
          expect(arrived).toHaveLength(new Set(expected.map(String)).size)
        }
      }
    },
  )

  it('each draw others', () => {
    const [first] = search({ islands: 4, strategy: small }, rare, 1)
    const genomes = first!.flatMap(({ rows }) => rows.map((one) => String(one.genome)))
    expect(new Set(genomes).size).toBe(80)
  })

  it('do as they would alone until the first migration', () => {
    const apart = search({ islands: 2, strategy: small }, { ...rare, every: 100 }, 8)
    const joined = search({ islands: 2, strategy: small }, { ...rare, every: 5 }, 8)
    expect(joined.slice(0, 5)).toEqual(apart.slice(0, 5))
    expect(joined[5]).not.toEqual(apart[5])
  })

  it('send random individuals of their last generation that have not failed', () => {
    const half = (x: Float64Array): number => (x[0]! > 0 ? Number.POSITIVE_INFINITY : rastrigin(x))
    const told = search({ islands: 3, strategy: small }, { ...rare, migrants: 3, choose: 'random' }, 13, {
      cost: half,
    })
    let best = 0
    for (let generation = 3; generation < 13; generation += 3) {
      for (const [island, { rows, foreign }] of told[generation]!.entries()) {
        expect(foreign).toBe(3)
        const before = told[generation - 1]![(island + 2) % 3]!.rows
        for (const { genome: arrived } of rows.slice(-3)) {
          const origin = before.find((one) => String(one.genome) === String(arrived))
          expect(origin?.cost).toBeLessThan(Number.POSITIVE_INFINITY)
          if (before.every((one) => one.cost >= origin!.cost)) best++
        }
      }
    }
    expect(best).toBeLessThan(18)
  })

  it('send the best of the last generation if costs change', () => {
    let turn = 0
    const noisy = (x: Float64Array): number => rastrigin(x) + (turn++ % 7)
    const told = search({ islands: 2, strategy: small }, rare, 7, { cost: noisy, resampled: true })
    for (const island of [0, 1]) {
      const { rows, foreign } = told[6]![island]!
      const before = told[5]![1 - island]!.rows
      const best = before.reduce((one, other) => (other.cost < one.cost ? other : one))
      expect(foreign).toBe(1)
      expect(rows.at(-1)!.genome).toEqual(best.genome)
    }
  })

  it('give up what can neither breed nor migrate on any of them', () => {
    const told = search({ islands: 2, strategy: small }, { ...rare, every: 4 }, 12)
    for (const [generation, [{ threshold } = { threshold: null }]] of told.entries()) {
      if (generation === 0) expect(threshold).toBeNull()
      else {
        const worst = [0, 1].map((island) => {
          const all = told.slice(0, generation).flatMap((islands) => islands[island]!.rows)
          return all.map((one) => one.cost).sort((a, b) => a - b)[gaDefaults.parents - 1]!
        })
        expect(threshold).toBe(Math.max(...worst))
      }
    }
    const mixed = search({ islands: [small, { kind: 'random', population: 10 }] }, rare, 3)
    expect(mixed.flat().map(({ threshold }) => threshold)).toEqual(Array(6).fill(null))
  })

  it('are as many individuals as all of them together', () => {
    const cma: PopulationOptions = { kind: 'cma-es', ...strategies['cma-es'].defaults(genome) }
    const options = { kind: 'islands', islands: [small, small, cma], migration: rare } as const
    expect(populationOf(options, 5)).toBe(10 + 10 + 8)
    expect(capacityOf(options, 5)).toEqual({ first: 20 + 20 + 8, rows: 20 + 20 + 8, later: 15 + 15 + 8 })
  })

  it('are refused where the strategy of one of them is, or too many would migrate', () => {
    const cma: PopulationOptions = { kind: 'cma-es', ...strategies['cma-es'].defaults(genome) }
    const refused = (options: object, length: number) => () =>
      capacityOf({ kind: 'islands', migration: rare, ...options } as never, length)
    expect(refused({ islands: [small, cma] }, 2001)).toThrow(
      'strategy.islands[1].kind: expected at most 2000 genes for cma-es, which learns all their covariances, found 2001',
    )
    expect(refused({ islands: 3, strategy: cma }, 2001)).toThrow('strategy.strategy.kind: expected at most')
    expect(refused({ islands: 4, strategy: cma, migration: { ...rare, migrants: 5 } }, 5)).toThrow(
      'strategy.migration.migrants: expected at most 4, so that no more than half of island 1 are migrants, found 5; ' +
        'give it more individuals, or take topology: ring',
    )
  })

  it('come together in the best of the optima that they have found, and stay in different ones apart', () => {
    const ends = (every: number): number[] => {
      const told = search({ islands: 4, strategy: small }, { ...rare, every }, 100)
      return [0, 1, 2, 3].map((island) => Math.round(bestOf(told, island, 99).cost))
    }
    const [apart, joined] = [ends(1000), ends(10)]
    expect(new Set(apart).size).toBeGreaterThan(1)
    expect(new Set(joined).size).toBe(1)
    expect(joined[0]).toBeLessThanOrEqual(Math.min(...apart))
  })
})
