import { type EvolveError, unlessInterrupted } from '../errors.ts'
import type { Evaluation, Evaluator } from '../evaluation/evaluator.ts'
import type { Score } from '../evaluation/scorer.ts'
import { costOf, type Direction } from '../math/direction.ts'
import type { BoundStrategy, StrategySnapshot } from '../strategies/bind.ts'
import { beats, type Monitor } from './champion-choice.ts'
import type { GenerationEvent, StopReason, Timing } from './events.ts'
import { type FailureRule, FailureWatch } from './failure-watch.ts'
import { type FitnessRules, FitnessWatch, type WatchSnapshot } from './fitness-rules.ts'
import { keepFailures } from './kept-failures.ts'
import type { Milestone, RunProgress } from './progress.ts'
import { summarise } from './statistics.ts'
import { type PhaseStop, stopReason } from './stop.ts'
import type { PhaseTrainer } from './trainer.ts'

/** The parts of a training by evolution. */
export interface EvolutionParts {
  readonly strategy: BoundStrategy
  /** Makes the strategy's individuals and scores them. */
  readonly evaluator: Evaluator
  readonly stop: PhaseStop
  /** The part of the data that decides who is the champion. Selection is by the training part all the same. */
  readonly monitor: Monitor
  readonly progress: RunProgress
  readonly failures: FailureRule
  /** For a fitness that may be noisy; null for the loss over samples. */
  readonly rules: FitnessRules | null
}

interface EvolutionSnapshot {
  readonly strategy: StrategySnapshot
  /** Null for the loss over samples. */
  readonly watch: WatchSnapshot | null
  readonly failures: number | null
  /** The target that the champion seems to reach, and whether it does so on fresh episodes; null if nobody asked. */
  readonly judged: JudgedTarget | null
}

interface JudgedTarget {
  readonly target: number
  readonly reached: boolean
}

/** Evolution: plan, evaluate and tell until a stop criterion is met. */
export class EvolutionTrainer implements PhaseTrainer {
  readonly phase = 'train'
  readonly unit = 'generation'
  private readonly parts: EvolutionParts
  private readonly direction: Direction
  private readonly watch: FitnessWatch | null
  private readonly failures: FailureWatch
  private restored = false
  private judged: JudgedTarget | null = null
  private between = true
  /** Ends the run after the event of its generation. */
  private failure: EvolveError | null = null

  constructor(parts: EvolutionParts) {
    const { rules, failures, evaluator, progress } = parts
    this.parts = parts
    this.direction = evaluator.direction
    this.watch = rules && new FitnessWatch(rules, evaluator, progress)
    this.failures = new FailureWatch(failures, progress)
  }

  async *run(start: Milestone, signal?: AbortSignal): AsyncGenerator<GenerationEvent, StopReason> {
    this.parts.evaluator.heed?.(signal)
    // After restoring a snapshot of the last generation of a phase, there is nothing left to do.
    const over = this.restored ? await this.confirmed(this.stopReason(signal), signal) : null
    if (over !== null) return await this.ended(over)
    for (;;) {
      const event = await this.step(start)
      if (typeof event === 'string') return await this.ended(event)
      // Decided before the event is yielded, so that a slow listener cannot end a run early.
      const reason = await this.confirmed(this.stopReason(signal), signal)
      // A run that goes on from here would go past its failure.
      this.between = this.failure === null
      yield event
      if (this.failure !== null) throw this.failure
      if (reason !== null) return await this.ended(reason)
      if (signal?.aborted === true) return 'interrupted'
    }
  }

  /** A target that was reached by luck does not end the run. */
  private async confirmed(
    reason: StopReason | null,
    signal: AbortSignal | undefined,
  ): Promise<StopReason | null> {
    const { target } = this.parts.stop
    if (reason !== 'target' || this.watch === null || target === undefined || this.failure !== null)
      return reason
    if (this.judged?.target !== target) {
      const reached = await unlessInterrupted(this.watch.confirm(target))
      if (reached === null) return 'interrupted'
      this.judged = { target, reached }
    }
    return this.judged.reached ? reason : this.stopReason(signal, null)
  }

  /** Ends the phase. A user who interrupts it does not wait for an election. */
  private async ended(reason: StopReason): Promise<StopReason> {
    if (reason === 'interrupted' || this.watch === null) return reason
    return (await unlessInterrupted(this.watch.elect())) === null ? 'interrupted' : reason
  }

  snapshot(): EvolutionSnapshot {
    const strategy = this.parts.strategy.snapshot()
    const { judged } = this
    return { strategy, watch: this.watch?.snapshot() ?? null, failures: this.failures.snapshot(), judged }
  }

  get settled(): boolean {
    return this.between
  }

  restore(snapshot: object): void {
    const { strategy, watch, failures, judged } = snapshot as EvolutionSnapshot
    this.parts.strategy.restore(strategy)
    if (watch !== null) this.watch?.restore(watch)
    this.failures.restore(failures)
    this.judged = judged
    this.restored = true
  }

  /** One generation; why there is none if it would exceed the limit of evaluations, or the user ends it before it is scored. */
  private async step(start: Milestone): Promise<GenerationEvent | 'evaluations' | 'interrupted'> {
    const { strategy, evaluator, stop, progress } = this.parts
    const asked = performance.now()
    const plan = strategy.plan()
    const charge = evaluator.charge(plan.count, progress.generations)
    const needed = charge + (this.watch?.reserve(stop.target !== undefined) ?? 0)
    if (progress.evaluations + needed > (stop.evaluations ?? Number.POSITIVE_INFINITY)) return 'evaluations'
    const evaluated = performance.now()
    const evaluation = await unlessInterrupted(evaluator.evaluate(plan, progress.generations))
    if (evaluation === null) return 'interrupted'
    const told = performance.now()
    this.between = false
    strategy.tell(evaluator.population, evaluation.costs)
    const finished = performance.now()
    progress.generations++
    progress.evaluations += charge
    progress.failures += evaluation.costs.failures
    keepFailures(evaluation.failures, evaluator.population, progress)
    const event = this.eventOf(evaluation, start, {
      askMs: evaluated - asked,
      evaluateMs: told - evaluated,
      tellMs: finished - told,
    })
    this.failure = this.failures.check(evaluation.costs.failures, plan.count)
    const { champion } = progress
    const { watch } = this
    this.judged = null
    watch?.take(evaluation.costs)
    const audited = watch !== null && progress.generations === 1 && champion !== null
    if (audited) await watch.audit(champion)
    return audited ? { ...event, evaluations: progress.evaluations } : event
  }

  private eventOf(
    { costs, details, diversity }: Evaluation,
    start: Milestone,
    timing: Pick<Timing, 'askMs' | 'evaluateMs' | 'tellMs'>,
  ): GenerationEvent {
    const { strategy, evaluator, progress } = this.parts
    const summary = summarise(costs)
    const best = summary === null ? undefined : details.get(summary.bestRow)
    if (summary !== null) {
      const { bestRow } = summary
      this.consider(bestRow, { fitness: summary.best, violation: costs.violation[bestRow]!, ...best })
    }
    const turn = (value: number | undefined): number | null =>
      value === undefined ? null : costOf(value, this.direction)
    const { elapsedMs } = progress
    return {
      phase: this.phase,
      unit: this.unit,
      phaseStart: { generation: start.generations, evaluations: start.evaluations },
      generation: progress.generations,
      evaluations: progress.evaluations,
      best: turn(summary?.best),
      mean: turn(summary?.mean),
      median: turn(summary?.median),
      spread: summary && [
        costOf(summary.lowerQuartile, this.direction),
        costOf(summary.upperQuartile, this.direction),
      ],
      champion: progress.champion?.fitness ?? null,
      validation: progress.champion?.validation ?? null,
      diversity,
      failures: costs.failures,
      strategy: strategy.figures(),
      ...best,
      timing: {
        ...timing,
        ...(evaluator.busyMs === undefined ? {} : { busyMs: evaluator.busyMs }),
        ...(evaluator.fleet === undefined ? {} : { fleet: evaluator.fleet }),
        elapsedMs,
        phaseMs: elapsedMs - start.elapsedMs,
      },
    }
  }

  /**
   * Makes a row's individual the champion if it beats the current one on the whole of the monitored part.
   * @param score with a cost as its fitness
   */
  private consider(row: number, { fitness: cost, violation, ...details }: Score): void {
    const { evaluator, progress } = this.parts
    const { whole, resampled } = evaluator
    const genome = evaluator.phenotype(row)
    // The cost on a batch is only an estimate of the cost on all samples.
    const fitness = resampled && whole !== null ? whole.trainingFitness(genome) : costOf(cost, this.direction)
    const { champion } = progress
    const { monitor } = this.parts
    const measure = (): number | null => whole?.validationFitness(genome) ?? null
    // The validation part is needed for each contender only if it decides.
    const contender = { fitness, violation, validation: monitor === 'validation' ? measure() : null }
    if (!beats(contender, champion, monitor, this.direction)) return
    progress.champion = {
      ...{ genome: genome.slice(), fitness, violation },
      validation: contender.validation ?? measure(),
      ...{ generation: progress.generations, individual: row },
      ...details,
    }
  }

  /** @param target null to go on in spite of it; default: that of the config */
  private stopReason(
    signal: AbortSignal | undefined,
    target: number | null = this.parts.stop.target ?? null,
  ): StopReason | null {
    const { stop, progress } = this.parts
    const { generations, evaluations, elapsedMs, champion } = progress
    return stopReason(stop, target === null ? undefined : costOf(target, this.direction), {
      generations,
      evaluations,
      elapsedMs,
      cost: champion === null ? Number.POSITIVE_INFINITY : costOf(champion.fitness, this.direction),
      stale: generations - (champion?.generation ?? 0),
      interrupted: signal?.aborted === true,
    })
  }
}
