import type { Evaluator } from '../evaluation/evaluator.ts'
import type { Failure } from '../evaluation/faults.ts'
import type { FreshEpisodes } from '../evaluation/job.ts'
import type { Score } from '../evaluation/scorer.ts'
import { costOf, reaches } from '../math/direction.ts'
import { type Costs, compare, ranking } from '../strategies/ranking.ts'
import type { Champion } from './events.ts'
import type { RunProgress } from './progress.ts'

/** How a training treats a fitness that may be noisy. */
export interface FitnessRules {
  /** How many of the best are evaluated again at the end, if the fitness is noisy. */
  readonly candidates: number
  /** On how many fresh episodes. */
  readonly episodes: number
  /** The most evaluations of the run; undefined for no limit. */
  readonly evaluations: number | undefined
  readonly onNotice: (line: string) => void
}

/** Episodes of elections are drawn for a generation that no run reaches. */
export const electionDrawn: number = 2 ** 32 - 1

/** What a watch remembers: plain data that shares no memory with it. */
export interface WatchSnapshot {
  readonly proven: Champion | null
  readonly candidates: readonly Champion[]
  readonly noisy: boolean
  /** What was before the election that ended the phase: a run that goes on has not held it; null if there was none. */
  readonly unelected: Unelected | null
}

interface Unelected {
  readonly champion: Champion
  readonly evaluations: number
}

/** Watches over a fitness that is the user's own: its noise, and whether it is deterministic. */
export class FitnessWatch {
  private readonly rules: FitnessRules
  private readonly evaluator: Evaluator
  private readonly progress: RunProgress
  /** The best that was measured on fresh episodes to confirm a target; null while none was. */
  private proven: Champion | null = null
  /** The best of the last generation, if the fitness is noisy. */
  private candidates: readonly Champion[] = []
  private known = false
  private unelected: Unelected | null = null

  constructor(rules: FitnessRules, evaluator: Evaluator, progress: RunProgress) {
    this.rules = rules
    this.evaluator = evaluator
    this.progress = progress
  }

  /**
   * Takes a generation once it has been scored.
   * @param costs (count)
   */
  take(costs: Costs): void {
    const { progress, evaluator, rules } = this
    if (!this.noisy) return
    this.candidates = Array.from(ranking(costs, Math.min(rules.candidates, costs.cost.length)))
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
  }

  /** Whether the fitness has shown itself to be noisy, before a snapshot too. */
  private get noisy(): boolean {
    this.known ||= this.evaluator.resampled
    return this.known
  }

  snapshot(): WatchSnapshot {
    const { proven, candidates, noisy, unelected } = this
    return structuredClone({ proven, candidates, noisy, unelected })
  }

  /** Goes on from a snapshot. An election that was held is undone, since there may be more generations before the next. */
  restore(snapshot: WatchSnapshot): void {
    const { proven, candidates, noisy, unelected } = structuredClone(snapshot)
    if (unelected !== null) Object.assign(this.progress, unelected)
    this.proven = proven
    this.candidates = candidates
    this.known = noisy
  }

  /** Evaluates the first champion once more if there is room for that, and tells if the fitness is not the same. */
  async audit({ genome, fitness, violation, generation, individual = 0 }: Champion): Promise<void> {
    const charge = this.evaluator.charge(1, generation)
    if (charge > this.room) return
    const at = { generation: generation - 1, individuals: [individual] }
    const [again] = await this.evaluator.rescore([genome], at, null)
    this.progress.evaluations += charge
    if (!failed(again!) && again.fitness === fitness && again.violation === violation) return
    this.rules.onNotice(
      `the fitness is not deterministic: the first champion got ${told({ fitness, violation })}, and with the same ` +
        `genome and random numbers then ${told(again!)}; use context.random instead of Math.random, and neither clock ` +
        'nor global state',
    )
  }

  /**
   * The evaluations to keep for the end: for an election, and to confirm a target.
   * @param target whether a target may end the run
   */
  reserve(target: boolean): number {
    const { candidates, episodes } = this.rules
    return this.noisy ? (candidates + 1 + (target ? 1 : 0)) * episodes : 0
  }

  /**
   * Chooses the champion among the champion so far, the best of the last generation, and whoever nearly reached the
   * target, on fresh episodes that are the same for all. Its fitness then is that on these episodes. There are as many
   * candidates as evaluations are left for.
   */
  async elect(): Promise<void> {
    const { progress, rules } = this
    const { champion } = progress
    if (champion === null || !this.noisy) return
    const most = Math.min(rules.candidates + 1, Math.floor(this.room / rules.episodes))
    if (most === 0) {
      rules.onNotice(
        `the champion may owe its fitness to luck: measuring it on fresh episodes takes ${rules.episodes} evaluations, and ` +
          `${this.room} are left; raise stop.evaluations, or lower task.champion.episodes`,
      )
      return
    }
    const candidates = this.candidates.filter(({ genome }) => !same(genome, champion.genome))
    const { evaluations } = progress
    const measured = await this.measured([champion, ...candidates].slice(0, most), 'election')
    this.unelected = { champion, evaluations }
    progress.champion = this.better(measured, this.proven) ?? champion
  }

  /**
   * Measures a champion on fresh episodes, before a run ends because it has reached the target. One that did better
   * there before takes its place again.
   * @returns whether the target is reached there too
   */
  async confirm(target: number): Promise<boolean> {
    const { progress, evaluator, rules } = this
    const { champion } = progress
    if (champion === null || !this.noisy || champion.episodes === rules.episodes) return true
    if (rules.episodes > this.room) return false
    const measured = await this.measured([champion], 'target')
    const best = this.better(measured, this.proven)
    if (best === null) return false
    this.proven = best
    progress.champion = best
    return reaches(best.fitness, target, evaluator.direction)
  }

  /** The better of two that were measured on the same fresh episodes; null if there is none. */
  private better(one: Champion | null, other: Champion | null): Champion | null {
    if (one === null || other === null) return one ?? other
    const costs = costsOf([one, other], this.evaluator)
    return compare(costs, 0, costs, 1) <= 0 ? one : other
  }

  /** The evaluations that are left. */
  private get room(): number {
    return (this.rules.evaluations ?? Number.POSITIVE_INFINITY) - this.progress.evaluations
  }

  /** The best of some individuals on fresh episodes; null if none can be scored there. */
  private async measured(
    individuals: readonly Champion[],
    reason: FreshEpisodes['reason'],
  ): Promise<Champion | null> {
    const { evaluator, progress, rules } = this
    const at = {
      generation: progress.generations - 1,
      individuals: individuals.map(({ individual = 0 }) => individual),
    }
    const genomes = individuals.map(({ genome }) => genome)
    const fresh = { reason, episodes: rules.episodes, drawn: electionDrawn }
    const scores = await evaluator.rescore(genomes, at, fresh)
    progress.evaluations += individuals.length * rules.episodes
    const [first] = ranking(
      costsOf(
        scores.map((score) => (failed(score) ? null : score)),
        evaluator,
      ),
    )
    const score = scores[first!]!
    if (failed(score)) return null
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

function failed(outcome: Score | Failure): outcome is Failure {
  return 'message' in outcome
}

/** An outcome in a message. */
function told(outcome: Pick<Score, 'fitness' | 'violation'> | Failure): string {
  if ('message' in outcome) return `a failure (${outcome.message})`
  const { fitness, violation } = outcome
  return violation === 0 ? String(fitness) : `${fitness} with constraints broken by ${violation}`
}

function same(one: Champion['genome'], other: Champion['genome']): boolean {
  return one.length === other.length && one.every((gene, p) => Object.is(gene, other[p]))
}
