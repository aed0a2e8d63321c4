import { setImmediate } from 'node:timers/promises'
import type { Evaluator } from '../evaluation/evaluator.ts'
import type { Champion, GenerationEvent, Outcome, Phase, StopReason } from './events.ts'
import type { Mark, RunProgress } from './progress.ts'
import { type StopCriteria, stopReason } from './stop.ts'
import type { Trainer } from './trainer.ts'

/** Signals and timers wait at most about this long for their turn. */
const breathMs = 50

/** What a trainer knows of a gradient descent: backprop's `Descent`. */
export interface GradientDescent {
  readonly stepsPerEpoch: number
  readonly parameters: Float32Array
  readonly learningRate: number
  step(): number
  tell(loss: number): void
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

/** Gradient descent, an epoch a generation, until a criterion is met. The best weights are kept. */
export class GradientTrainer implements Trainer {
  private readonly parts: GradientParts
  private since: Mark = { generations: 0, evaluations: 0, elapsedMs: 0 }
  private exploded = false
  private breathedAt: number = performance.now()

  constructor(parts: GradientParts) {
    this.parts = parts
  }

  get best(): Champion | null {
    return this.parts.progress.champion
  }

  async *run(signal?: AbortSignal): AsyncGenerator<GenerationEvent, Outcome> {
    const { progress, begin, phase } = this.parts
    progress.start()
    this.since = progress.mark()
    const descent = begin()
    if (progress.champion === null) {
      const [fitness, validation] = this.look(descent)
      progress.evaluations++
      this.consider(descent, fitness, validation)
    }
    let reason = this.stopReason(signal)
    while (reason === null) {
      const event = await this.epoch(descent)
      reason = this.stopReason(signal)
      yield event
      reason ??= signal?.aborted === true ? 'interrupted' : null
    }
    progress.close(phase, reason, this.since)
    return this.outcome(reason)
  }

  outcome(reason: StopReason): Outcome {
    return this.parts.progress.outcome(reason)
  }

  private async epoch(descent: GradientDescent): Promise<GenerationEvent> {
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
    descent.tell(monitor === 'validation' ? validation! : fitness)
    const now = Number.isFinite(fitness) ? fitness : null
    return {
      phase,
      unit: 'epoch',
      phaseStart: { generation: this.since.generations, evaluations: this.since.evaluations },
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
        elapsedMs: progress.elapsedMs,
        phaseMs: progress.elapsedMs - this.since.elapsedMs,
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
    if (figure >= (best ?? Number.POSITIVE_INFINITY)) return
    const { generations: generation } = progress
    progress.champion = { genome: descent.parameters.slice(), fitness, validation, generation }
  }

  private stopReason(signal: AbortSignal | undefined): StopReason | null {
    const { stop, progress, epochCharge } = this.parts
    const { champion } = progress
    if (this.exploded) return 'exploded'
    const generations = progress.generations - this.since.generations
    const evaluations = progress.evaluations - this.since.evaluations
    const reason = stopReason(stop, stop.target, {
      generations,
      evaluations,
      elapsedMs: progress.elapsedMs - this.since.elapsedMs,
      cost: champion?.fitness ?? Number.POSITIVE_INFINITY,
      stale: progress.generations - Math.max(champion?.generation ?? 0, this.since.generations),
      interrupted: signal?.aborted === true,
    })
    const fits = evaluations + epochCharge <= (stop.evaluations ?? Number.POSITIVE_INFINITY)
    return reason ?? (fits ? null : 'evaluations')
  }
}
