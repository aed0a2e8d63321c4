import type { Evaluator } from '../evaluation/evaluator.ts'
import { Population } from '../strategies/population.ts'
import type { Search, Strategy } from '../strategies/strategy.ts'
import type { Champion, GenerationEvent, Outcome, StopReason } from './events.ts'
import type { Mark, RunProgress } from './progress.ts'
import { diversity, summarise } from './statistics.ts'
import { type StopCriteria, stopReason } from './stop.ts'
import type { Trainer } from './trainer.ts'

/** Fitness turned into cost, failures counted; handed in, since a trainer knows evaluation by its interface alone. */
export type ToCost = (
  fitness: Float64Array,
  direction: Evaluator['direction'],
) => { cost: Float64Array; failures: number }

/** What a training by evolution consists of. */
export interface EvolutionParts<Options extends object, State extends object> {
  readonly strategy: Strategy<Options, State>
  readonly search: Search<Options>
  readonly evaluator: Evaluator
  readonly toCost: ToCost
  readonly stop: StopCriteria
  readonly progress: RunProgress
}

/** Ask, evaluate, tell, until a criterion is met. */
export class EvolutionTrainer<Options extends object, State extends object> implements Trainer {
  private readonly parts: EvolutionParts<Options, State>
  private readonly population: Population
  private readonly sign: 1 | -1

  constructor(parts: EvolutionParts<Options, State>) {
    const { strategy, search, evaluator } = parts
    this.parts = parts
    this.sign = evaluator.direction === 'minimize' ? 1 : -1
    this.population = new Population(
      strategy.capacity(search.options),
      search.problem.length,
      evaluator.population,
    )
  }

  get best(): Champion | null {
    return this.parts.progress.champion
  }

  async *run(signal?: AbortSignal): AsyncGenerator<GenerationEvent, Outcome> {
    const { strategy, search, progress } = this.parts
    progress.start()
    const begin = progress.mark()
    const state = strategy.init(search)
    let reason: StopReason | null = null
    while (reason === null) {
      const event = await this.step(state, begin)
      if (event === null) {
        reason = 'evaluations'
      } else {
        // Decided before the event goes out, so that a slow listener ends no run early.
        reason = this.stopReason(signal)
        yield event
        reason ??= signal?.aborted === true ? 'interrupted' : null
      }
    }
    progress.close('train', reason, begin)
    return this.outcome(reason)
  }

  outcome(reason: StopReason): Outcome {
    return this.parts.progress.outcome(reason)
  }

  /** One generation; null where it would exceed the limit of evaluations. */
  private async step(state: State, begin: Mark): Promise<GenerationEvent | null> {
    const { strategy, search, evaluator, toCost, stop, progress } = this.parts
    const asked = performance.now()
    const count = strategy.ask(search, state, this.population)
    const charge = evaluator.charge(count, progress.generations)
    if (progress.evaluations + charge > (stop.evaluations ?? Number.POSITIVE_INFINITY)) return null
    const evaluated = performance.now()
    const fitness = await evaluator.evaluate(count, progress.generations)
    const told = performance.now()
    const { cost, failures } = toCost(fitness, evaluator.direction)
    strategy.tell(search, state, this.population, cost)
    const finished = performance.now()

    progress.generations++
    progress.evaluations += charge
    progress.failures += failures
    const summary = summarise(cost)
    if (summary !== null) this.consider(evaluator.phenotype(summary.bestRow), summary.best)
    const turn = (value: number | undefined): number | null =>
      value === undefined ? null : this.sign * value
    return {
      phase: 'train',
      unit: 'generation',
      phaseStart: { generation: begin.generations, evaluations: begin.evaluations },
      generation: progress.generations,
      evaluations: progress.evaluations,
      best: turn(summary?.best),
      mean: turn(summary?.mean),
      median: turn(summary?.median),
      spread: summary && [this.sign * summary.lowerQuartile, this.sign * summary.upperQuartile],
      champion: progress.champion?.fitness ?? null,
      validation: progress.champion?.validation ?? null,
      diversity: diversity(this.population, count),
      failures,
      strategy: strategy.figures(state),
      timing: {
        askMs: evaluated - asked,
        evaluateMs: told - evaluated,
        tellMs: finished - told,
        ...(evaluator.busyMs === undefined ? {} : { busyMs: evaluator.busyMs }),
        elapsedMs: progress.elapsedMs,
        phaseMs: progress.elapsedMs - begin.elapsedMs,
      },
    }
  }

  /** Makes a network champion if it beats the one there is on the whole training part. */
  private consider(parameters: Float32Array, cost: number): void {
    const { evaluator, search, progress } = this.parts
    // A cost found on a batch says little of the whole.
    const fitness = search.problem.resampled ? evaluator.trainingFitness(parameters) : this.sign * cost
    if (!Number.isFinite(fitness)) return
    const { champion } = progress
    if (champion !== null && this.sign * fitness >= this.sign * champion.fitness) return
    progress.champion = {
      genome: parameters.slice(),
      fitness,
      validation: evaluator.validationFitness(parameters),
      generation: progress.generations,
    }
  }

  private stopReason(signal: AbortSignal | undefined): StopReason | null {
    const { stop, progress } = this.parts
    const { generations, evaluations, elapsedMs, champion } = progress
    return stopReason(stop, stop.target === undefined ? undefined : this.sign * stop.target, {
      generations,
      evaluations,
      elapsedMs,
      cost: champion === null ? Number.POSITIVE_INFINITY : this.sign * champion.fitness,
      stale: generations - (champion?.generation ?? 0),
      interrupted: signal?.aborted === true,
    })
  }
}
