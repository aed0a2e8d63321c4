import { EvolveError } from '../errors.ts'
import type { Evaluator } from '../evaluation/evaluator.ts'
import type { Score } from '../evaluation/scorer.ts'
import { costOf, reaches } from '../math/direction.ts'
import { type Costs, ranking } from '../strategies/ranking.ts'
import type { Champion } from './events.ts'
import type { RunProgress } from './progress.ts'

/** How a training treats a fitness that may fail or be noisy. */
export interface FitnessRules {
  /** The run ends if more than this share of two generations in succession fails. */
  readonly failures: number
  /** How many of the best are evaluated again at the end, if the fitness is noisy. */
  readonly candidates: number
  /** On how many fresh episodes. */
  readonly episodes: number
  readonly onNotice: (line: string) => void
}

/** Episodes of elections are drawn for a generation that no run reaches. */
export const electionDrawn: number = 2 ** 32 - 1

/** Watches over a fitness that is the user's own: its failures, its noise, and whether it is deterministic. */
export class FitnessWatch {
  private readonly rules: FitnessRules
  private readonly evaluator: Evaluator
  private readonly progress: RunProgress
  /** The number of failures of the generation before, if they were too many. */
  private tooMany: number | null = null

  constructor(rules: FitnessRules, evaluator: Evaluator, progress: RunProgress) {
    this.rules = rules
    this.evaluator = evaluator
    this.progress = progress
  }

  /**
   * Looks at the failures of a generation.
   * @param count individuals of the generation
   * @throws EvolveError if too many fail, twice in succession
   */
  checkFailures(failures: number, count: number): void {
    if (failures <= this.rules.failures * count) {
      this.tooMany = null
      return
    }
    const before = this.tooMany
    this.tooMany = failures
    if (before === null) return
    const { generations, firstFailure, firstStack } = this.progress
    const why = firstFailure === null ? '' : `; the first failed with: ${firstFailure}`
    const stack = firstStack === null ? '' : `\n${firstStack}`
    throw new EvolveError(
      'run',
      `stopped since ${failures} of ${count} evaluations of generation ${generations} failed, and ${before} of the one ` +
        `before; task.failures allows a share of ${this.rules.failures}${why}${stack}`,
    )
  }

  /** Evaluates the first champion once more, and tells if the fitness is not the same. */
  async audit({ genome, fitness, generation, individual = 0 }: Champion): Promise<void> {
    const at = { generation: generation - 1, individuals: [individual] }
    const [again] = await this.evaluator.rescore([genome], at, null)
    this.progress.evaluations += this.evaluator.charge(1, generation)
    const found = 'message' in again! ? `a failure (${again.message})` : String(again!.fitness)
    if (found === String(fitness)) return
    this.rules.onNotice(
      `the fitness is not deterministic: the first champion got ${fitness}, and with the same genome and random ` +
        `numbers then ${found}; use context.random instead of Math.random, and neither clock nor global state`,
    )
  }

  /** The evaluations that an election of `candidates` takes. */
  electionCharge(candidates: number = this.rules.candidates + 1): number {
    return this.evaluator.resampled ? candidates * this.rules.episodes : 0
  }

  /**
   * Chooses the champion among the best of the last generation and the champion so far, on fresh episodes that are the
   * same for all. Its fitness then is that on these episodes.
   * @param costs (count) of the last generation
   * @param room the evaluations that are left; if they are too few, the champion stays
   */
  async elect(costs: Costs, room: number = Number.POSITIVE_INFINITY): Promise<void> {
    const { progress, evaluator, rules } = this
    const { champion } = progress
    if (champion === null || !evaluator.resampled) return
    if (this.electionCharge() > room) {
      rules.onNotice(
        `the champion may owe its fitness to luck: choosing it on fresh episodes takes ${this.electionCharge()} evaluations, ` +
          `and ${room} are left; raise stop.evaluations, or lower task.champion`,
      )
      return
    }
    const best = ranking(costs).subarray(0, rules.candidates)
    const candidates = Array.from(best)
      .filter((row) => costs.cost[row]! < Number.POSITIVE_INFINITY)
      .map(
        (row): Champion => ({
          genome: evaluator.phenotype(row).slice(),
          fitness: costOf(costs.cost[row]!, evaluator.direction),
          violation: costs.violation[row]!,
          validation: null,
          generation: progress.generations,
          individual: row,
        }),
      )
      .filter(({ genome }) => !same(genome, champion.genome))
    progress.champion = (await this.measured([champion, ...candidates])) ?? champion
  }

  /**
   * Measures a champion on fresh episodes, before a run ends because it has reached the target.
   * @returns whether it has reached it there too
   */
  async confirm(target: number): Promise<boolean> {
    const { progress, evaluator, rules } = this
    const { champion } = progress
    if (champion === null || !evaluator.resampled || champion.episodes === rules.episodes) return true
    const measured = await this.measured([champion])
    if (measured === null) return true
    progress.champion = measured
    return reaches(measured.fitness, target, evaluator.direction)
  }

  /** The best of some individuals on fresh episodes; null if none can be scored there. */
  private async measured(individuals: readonly Champion[]): Promise<Champion | null> {
    const { evaluator, progress, rules } = this
    const at = {
      generation: progress.generations - 1,
      individuals: individuals.map(({ individual = 0 }) => individual),
    }
    const genomes = individuals.map(({ genome }) => genome)
    const scores = await evaluator.rescore(genomes, at, {
      episodes: rules.episodes,
      drawn: electionDrawn,
    })
    progress.evaluations += this.electionCharge(individuals.length)
    const [first] = ranking(
      costsOf(
        scores.map((score) => ('message' in score ? null : score)),
        evaluator,
      ),
    )
    const score = scores[first!]!
    if ('message' in score) return null
    const { metrics: _, behaviour: __, ...individual } = individuals[first!]!
    return { ...individual, ...score, episodes: rules.episodes, measured: progress.generations }
  }
}

function costsOf(scores: readonly (Score | null)[], { direction }: Evaluator): Costs {
  return {
    cost: Float64Array.from(scores, (score) =>
      score === null ? Infinity : costOf(score.fitness, direction),
    ),
    violation: Float64Array.from(scores, (score) => score?.violation ?? 0),
  }
}

function same(one: Champion['genome'], other: Champion['genome']): boolean {
  return one.length === other.length && one.every((gene, p) => Object.is(gene, other[p]))
}
