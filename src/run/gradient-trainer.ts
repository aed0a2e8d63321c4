import { setImmediate } from 'node:timers/promises'
import type { Evaluator } from '../evaluation/evaluator.ts'
import { costOf, type Direction } from '../math/direction.ts'
import { beats, type Monitor } from './champion-choice.ts'
import type { GenerationEvent, Phase, StopReason } from './events.ts'
import type { Milestone, RunProgress } from './progress.ts'
import { type PhaseStop, stopReason } from './stop.ts'
import type { PhaseTrainer } from './trainer.ts'

/** The event loop gets its turn about this often, for signals and timers. */
const yieldEveryMs = 50

/** The interface of a gradient descent that a trainer uses; gradient/ implements it. */
export interface GradientDescent {
  readonly stepsPerEpoch: number
  readonly parameters: Float32Array
  readonly learningRate: number
  step(): number
  tell(loss: number): void
  /** Its state between two epochs, parameters included. */
  snapshot(): object
  restore(snapshot: object): void
}

/** The parts of a training by gradient descent. */
export interface GradientParts {
  /** Sets the initial weights. */
  readonly begin: () => GradientDescent
  readonly evaluator: Evaluator
  readonly progress: RunProgress
  readonly phase: Phase
  /** The part of the data that decides which weights are the best. */
  readonly monitor: Monitor
  /** The cost of an epoch, in evaluations. */
  readonly epochCharge: number
  /** For this phase only; a generation is an epoch. */
  readonly stop: PhaseStop
}

interface GradientSnapshot {
  readonly descent: object
  readonly exploded: boolean
}

/** Gradient descent until a stop criterion is met. Each epoch counts as a generation. Keeps the best weights. */
export class GradientTrainer implements PhaseTrainer {
  readonly phase: Phase
  readonly unit = 'epoch'
  private readonly parts: GradientParts
  private readonly direction: Direction
  private descent: GradientDescent | null = null
  private exploded = false
  private between = true
  private yieldedAt: number = performance.now()

  constructor(parts: GradientParts) {
    this.phase = parts.phase
    this.parts = parts
    this.direction = parts.evaluator.direction
  }

  async *run(start: Milestone, signal?: AbortSignal): AsyncGenerator<GenerationEvent, StopReason> {
    const descent = this.descent ?? this.begin()
    for (let reason = this.stopReason(start, signal); ; ) {
      if (reason !== null) return reason
      this.between = false
      const event = await this.epoch(descent, start)
      this.between = true
      reason = this.stopReason(start, signal)
      yield event
      reason ??= signal?.aborted === true ? 'interrupted' : null
    }
  }

  get settled(): boolean {
    return this.between
  }

  snapshot(): GradientSnapshot {
    const descent = this.descent ?? this.begin()
    return { descent: descent.snapshot(), exploded: this.exploded }
  }

  restore(snapshot: object): void {
    const { descent, exploded } = snapshot as GradientSnapshot
    this.descent = this.parts.begin()
    this.descent.restore(descent)
    this.exploded = exploded
  }

  /** Starts the descent. The initial weights become the champion if there is none yet. */
  private begin(): GradientDescent {
    const { progress, begin } = this.parts
    const descent = begin()
    this.descent = descent
    if (progress.champion === null) {
      const [fitness, validation] = this.fitnesses(descent)
      progress.evaluations++
      this.consider(descent, fitness, validation)
    }
    return descent
  }

  private async epoch(descent: GradientDescent, start: Milestone): Promise<GenerationEvent> {
    const { progress, phase, epochCharge, monitor } = this.parts
    const { learningRate } = descent
    const began = performance.now()
    const batchLoss = await this.steps(descent)
    const stepped = performance.now()
    const [fitness, validation] = this.fitnesses(descent)
    const scored = performance.now()

    progress.generations++
    progress.evaluations += epochCharge
    this.exploded = ![batchLoss, fitness, validation ?? 0].every(Number.isFinite)
    if (this.exploded) progress.failures++
    else this.consider(descent, fitness, validation)
    descent.tell(costOf(monitor === 'validation' ? validation! : fitness, this.direction))
    const now = Number.isFinite(fitness) ? fitness : null
    const { elapsedMs } = progress
    return {
      phase,
      unit: this.unit,
      phaseStart: { generation: start.generations, evaluations: start.evaluations },
      generation: progress.generations,
      evaluations: progress.evaluations,
      best: now,
      mean: now,
      median: now,
      spread: now === null ? null : [now, now],
      champion: progress.champion?.fitness ?? null,
      validation: progress.champion?.validation ?? null,
      diversity: 0,
      failures: this.exploded ? 1 : 0,
      strategy: { learningRate, batchLoss },
      timing: {
        askMs: stepped - began,
        evaluateMs: scored - stepped,
        tellMs: 0,
        elapsedMs,
        phaseMs: elapsedMs - start.elapsedMs,
      },
    }
  }

  /** The steps of an epoch; stops early if the loss explodes. Returns their mean loss. */
  private async steps(descent: GradientDescent): Promise<number> {
    let sum = 0
    for (let step = 0; step < descent.stepsPerEpoch && Number.isFinite(sum); step++) {
      sum += descent.step()
      if (performance.now() - this.yieldedAt < yieldEveryMs) continue
      await setImmediate()
      this.yieldedAt = performance.now()
    }
    return sum / descent.stepsPerEpoch
  }

  /** The fitness of the current weights on the training part and on the validation part. */
  private fitnesses(descent: GradientDescent): [number, number | null] {
    const { whole } = this.parts.evaluator
    if (whole === null) throw new RangeError('descent: expected a task with samples, found one without')
    return [whole.trainingFitness(descent.parameters), whole.validationFitness(descent.parameters)]
  }

  private consider(descent: GradientDescent, fitness: number, validation: number | null): void {
    const { progress, monitor } = this.parts
    const contender = { fitness, violation: 0, validation }
    if (!beats(contender, progress.champion, monitor, this.direction)) return
    const { generations: generation } = progress
    progress.champion = { genome: descent.parameters.slice(), ...contender, generation }
  }

  private stopReason(start: Milestone, signal: AbortSignal | undefined): StopReason | null {
    const { stop, progress, epochCharge } = this.parts
    const { champion } = progress
    if (this.exploded) return 'exploded'
    const generations = progress.generations - start.generations
    const evaluations = progress.evaluations - start.evaluations
    const reason = stopReason(
      stop,
      stop.target === undefined ? undefined : costOf(stop.target, this.direction),
      {
        generations,
        evaluations,
        elapsedMs: progress.elapsedMs - start.elapsedMs,
        cost: champion === null ? Number.POSITIVE_INFINITY : costOf(champion.fitness, this.direction),
        stale: progress.generations - Math.max(champion?.generation ?? 0, start.generations),
        interrupted: signal?.aborted === true,
      },
    )
    const fits = evaluations + epochCharge <= (stop.evaluations ?? Number.POSITIVE_INFINITY)
    return reason ?? (fits ? null : 'evaluations')
  }
}
