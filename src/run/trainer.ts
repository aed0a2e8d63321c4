import { EvolveError } from '../errors.ts'
import type { Evaluator } from '../evaluation/evaluator.ts'
import { Population } from '../evolution/population.ts'
import type { Search, Strategy } from '../evolution/strategy.ts'
import type { Champion, GenerationEvent, Outcome, StopReason } from './events.ts'
import { diversity, summarise } from './statistics.ts'
import { type StopCriteria, stopReason } from './stop.ts'

/** Fitness turned into cost, failures counted; handed in, since the trainer knows evaluation by its interface alone. */
export type ToCost = (
  fitness: Float64Array,
  direction: Evaluator['direction'],
) => { cost: Float64Array; failures: number }

/** What a training consists of. */
export interface TrainerParts<Options extends object, State extends object> {
  readonly strategy: Strategy<Options, State>
  readonly search: Search<Options>
  readonly evaluator: Evaluator
  readonly toCost: ToCost
  readonly stop: StopCriteria
}

/** The loop: ask, evaluate, tell, until a criterion is met. It knows no screen, no file and no network. */
export class Trainer<Options extends object, State extends object> {
  private readonly parts: TrainerParts<Options, State>
  private readonly population: Population
  private readonly sign: 1 | -1
  private readonly startedAt: number = performance.now()
  private champion: Champion | null = null
  private generation = 0
  private evaluations = 0
  private failures = 0

  constructor(parts: TrainerParts<Options, State>) {
    const { strategy, search, evaluator } = parts
    this.parts = parts
    this.sign = evaluator.direction === 'minimize' ? 1 : -1
    this.population = new Population(
      strategy.capacity(search.options),
      search.problem.length,
      evaluator.population,
    )
  }

  /** The best individual so far, for whoever looks on; null until one was scored. */
  get best(): Champion | null {
    return this.champion
  }

  /**
   * Trains, a generation a step. Closing the generator ends the training where it is.
   * @param signal once aborted, the generation in flight is the last
   * @throws EvolveError if not one individual of the whole run could be scored
   */
  async *run(signal?: AbortSignal): AsyncGenerator<GenerationEvent, Outcome> {
    const { strategy, search } = this.parts
    const state = strategy.init(search)
    let reason: StopReason | null = null
    while (reason === null) {
      const event = await this.step(state)
      if (event === null) {
        reason = 'evaluations'
      } else {
        // Decided before the event goes out, so that a slow listener ends no run early.
        reason = this.stopReason(signal)
        yield event
        reason ??= signal?.aborted === true ? 'interrupted' : null
      }
    }
    return this.outcome(reason)
  }

  /** One generation; null where it would exceed the limit of evaluations. */
  private async step(state: State): Promise<GenerationEvent | null> {
    const { strategy, search, evaluator, toCost, stop } = this.parts
    const asked = performance.now()
    const count = strategy.ask(search, state, this.population)
    if (this.evaluations + count > (stop.evaluations ?? Number.POSITIVE_INFINITY)) return null
    const evaluated = performance.now()
    const fitness = await evaluator.evaluate(count, this.generation)
    const told = performance.now()
    const { cost, failures } = toCost(fitness, evaluator.direction)
    strategy.tell(search, state, this.population, cost)
    const finished = performance.now()

    this.generation++
    this.evaluations += count
    this.failures += failures
    const summary = summarise(cost)
    if (summary !== null) this.consider(this.population.row(summary.bestRow), summary.best)
    const turn = (value: number | undefined): number | null =>
      value === undefined ? null : this.sign * value
    return {
      generation: this.generation,
      evaluations: this.evaluations,
      best: turn(summary?.best),
      mean: turn(summary?.mean),
      median: turn(summary?.median),
      spread: summary && [this.sign * summary.lowerQuartile, this.sign * summary.upperQuartile],
      champion: this.champion?.fitness ?? null,
      validation: this.champion?.validation ?? null,
      diversity: diversity(this.population, count),
      failures,
      strategy: strategy.figures(state),
      timing: {
        askMs: evaluated - asked,
        evaluateMs: told - evaluated,
        tellMs: finished - told,
        elapsedMs: this.elapsedMs(),
      },
    }
  }

  /** Makes a genome champion if it beats the one there is on the whole training part. */
  private consider(genome: Float32Array, cost: number): void {
    const { evaluator, search } = this.parts
    // A cost found on a batch says little of the whole.
    const fitness = search.problem.resampled ? evaluator.trainingFitness(genome) : this.sign * cost
    if (!Number.isFinite(fitness)) return
    if (this.champion !== null && this.sign * fitness >= this.sign * this.champion.fitness) return
    this.champion = {
      genome: genome.slice(),
      fitness,
      validation: evaluator.validationFitness(genome),
      generation: this.generation,
    }
  }

  private stopReason(signal: AbortSignal | undefined): StopReason | null {
    const { stop } = this.parts
    return stopReason(stop, stop.target === undefined ? undefined : this.sign * stop.target, {
      generations: this.generation,
      evaluations: this.evaluations,
      elapsedMs: this.elapsedMs(),
      cost: this.champion === null ? Number.POSITIVE_INFINITY : this.sign * this.champion.fitness,
      stale: this.generation - (this.champion?.generation ?? 0),
      interrupted: signal?.aborted === true,
    })
  }

  /**
   * The run as it stands.
   * @throws EvolveError if not one individual could be scored
   */
  outcome(reason: StopReason): Outcome {
    if (this.champion === null) {
      throw new EvolveError(
        'run',
        `expected at least one individual with a finite fitness, found none in ${this.evaluations} evaluations`,
      )
    }
    return {
      reason,
      generations: this.generation,
      evaluations: this.evaluations,
      failures: this.failures,
      elapsedMs: this.elapsedMs(),
      champion: this.champion,
    }
  }

  private elapsedMs(): number {
    return performance.now() - this.startedAt
  }
}
