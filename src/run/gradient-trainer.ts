import { setImmediate } from 'node:timers/promises'
import type { Evaluator } from '../evaluation/evaluator.ts'
import type { GenerationEvent, Phase, StopReason } from './events.ts'
import type { Milestone, RunProgress } from './progress.ts'
import { type StopCriteria, stopReason } from './stop.ts'
import type { PhaseTrainer } from './trainer.ts'

/** Signals and timers wait at most about this long for their turn. */
const breathMs = 50

/** What a trainer knows of a gradient descent: that of gradient/. */
export interface GradientDescent {
  readonly stepsPerEpoch: number
  readonly parameters: Float32Array
  readonly learningRate: number
  step(): number
  tell(loss: number): void
  /** What it remembers between two epochs, parameters included. */
  snapshot(): object
  restore(snapshot: object): void
}

/** What a training by gradient descent consists of. */
export interface GradientParts {
  /** Puts the weights to begin with in their place. */
  readonly begin: () => GradientDescent
  readonly evaluator: Evaluator
  readonly progress: RunProgress
  readonly phase: Phase
  /** Which part of the data says which weights are the best. */
  readonly monitor: 'train' | 'validation'
  /** What an epoch costs, in evaluations. */
  readonly epochCharge: number
  /** Of this phase alone; a generation is an epoch. */
  readonly stop: StopCriteria
}

interface GradientSnapshot {
  readonly descent: object
  readonly exploded: boolean
}

/** Gradient descent, an epoch a generation, until a criterion is met. The best weights are kept. */
export class GradientTrainer implements PhaseTrainer {
  readonly phase: Phase
  readonly unit = 'epoch'
  private readonly parts: GradientParts
  private readonly sign: 1 | -1
  private descent: GradientDescent | null = null
  private exploded = false
  private breathedAt: number = performance.now()

  constructor(parts: GradientParts) {
    this.phase = parts.phase
    this.parts = parts
    this.sign = parts.evaluator.direction === 'minimize' ? 1 : -1
  }

  async *run(start: Milestone, signal?: AbortSignal): AsyncGenerator<GenerationEvent, StopReason> {
    const descent = this.descent ?? this.begin()
    for (let reason = this.stopReason(start, signal); ; ) {
      if (reason !== null) return reason
      const event = await this.epoch(descent, start)
      reason = this.stopReason(start, signal)
      yield event
      reason ??= signal?.aborted === true ? 'interrupted' : null
    }
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

  /** The weights to begin with are the first champion, where there is none yet. */
  private begin(): GradientDescent {
    const { progress, begin } = this.parts
    const descent = begin()
    this.descent = descent
    if (progress.champion === null) {
      const [fitness, validation] = this.look(descent)
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
    const [fitness, validation] = this.look(descent)
    const looked = performance.now()

    progress.generations++
    progress.evaluations += epochCharge
    this.exploded = ![batchLoss, fitness, validation ?? 0].every(Number.isFinite)
    if (this.exploded) progress.failures++
    else this.consider(descent, fitness, validation)
    descent.tell(this.sign * (monitor === 'validation' ? validation! : fitness))
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
        evaluateMs: looked - stepped,
        tellMs: 0,
        elapsedMs,
        phaseMs: elapsedMs - start.elapsedMs,
      },
    }
  }

  /** The steps of an epoch, or as many as it takes to explode. Gives their mean loss. */
  private async steps(descent: GradientDescent): Promise<number> {
    let sum = 0
    for (let step = 0; step < descent.stepsPerEpoch && Number.isFinite(sum); step++) {
      sum += descent.step()
      if (performance.now() - this.breathedAt < breathMs) continue
      await setImmediate()
      this.breathedAt = performance.now()
    }
    return sum / descent.stepsPerEpoch
  }

  /** The loss of the present weights on the training part and on the validation part. */
  private look(descent: GradientDescent): [number, number | null] {
    const { evaluator } = this.parts
    return [evaluator.trainingFitness(descent.parameters), evaluator.validationFitness(descent.parameters)]
  }

  private consider(descent: GradientDescent, fitness: number, validation: number | null): void {
    const { progress, monitor } = this.parts
    const { champion } = progress
    const figure = monitor === 'validation' ? validation! : fitness
    if (!Number.isFinite(figure) || !Number.isFinite(fitness)) return
    const best = monitor === 'validation' ? champion?.validation : champion?.fitness
    if (best !== undefined && best !== null && this.sign * figure >= this.sign * best) return
    const { generations: generation } = progress
    const genome = descent.parameters.slice()
    progress.champion = { genome, fitness, violation: 0, validation, generation }
  }

  private stopReason(start: Milestone, signal: AbortSignal | undefined): StopReason | null {
    const { stop, progress, epochCharge } = this.parts
    const { champion } = progress
    if (this.exploded) return 'exploded'
    const generations = progress.generations - start.generations
    const evaluations = progress.evaluations - start.evaluations
    const reason = stopReason(stop, stop.target === undefined ? undefined : this.sign * stop.target, {
      generations,
      evaluations,
      elapsedMs: progress.elapsedMs - start.elapsedMs,
      cost: champion === null ? Number.POSITIVE_INFINITY : this.sign * champion.fitness,
      stale: progress.generations - Math.max(champion?.generation ?? 0, start.generations),
      interrupted: signal?.aborted === true,
    })
    const fits = evaluations + epochCharge <= (stop.evaluations ?? Number.POSITIVE_INFINITY)
    return reason ?? (fits ? null : 'evaluations')
  }
}
