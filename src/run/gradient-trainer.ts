import { setImmediate } from 'node:timers/promises'
import type { Evaluator } from '../evaluation/evaluator.ts'
import type { Champion, GenerationEvent, Outcome, Phase, StopReason } from './events.ts'
import type { Mark, Standing } from './standing.ts'
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
  readonly standing: Standing
  readonly phase: Phase
  /** Which part of the data says which weights are the best. */
  readonly monitor: 'train' | 'validation'
  /** What an epoch costs, in evaluations. */
  readonly epochPrice: number
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
    return this.parts.standing.champion
  }

  async *run(signal?: AbortSignal): AsyncGenerator<GenerationEvent, Outcome> {
    const { standing, begin, phase } = this.parts
    standing.start()
    this.since = standing.mark()
    const descent = begin()
    if (standing.champion === null) {
      const [fitness, validation] = this.look(descent)
      standing.evaluations++
      this.consider(descent, fitness, validation)
    }
    let reason = this.stopReason(signal)
    while (reason === null) {
      const event = await this.epoch(descent)
      reason = this.stopReason(signal)
      yield event
      reason ??= signal?.aborted === true ? 'interrupted' : null
    }
    standing.close(phase, reason, this.since)
    return this.outcome(reason)
  }

  outcome(reason: StopReason): Outcome {
    return this.parts.standing.outcome(reason)
  }

  private async epoch(descent: GradientDescent): Promise<GenerationEvent> {
    const { standing, phase, epochPrice, monitor } = this.parts
    const { learningRate } = descent
    const began = performance.now()
    const batchLoss = await this.steps(descent)
    const stepped = performance.now()
    const [fitness, validation] = this.look(descent)
    const looked = performance.now()

    standing.generations++
    standing.evaluations += epochPrice
    this.exploded = ![batchLoss, fitness, validation ?? 0].every(Number.isFinite)
    if (this.exploded) standing.failures++
    else this.consider(descent, fitness, validation)
    descent.tell(monitor === 'validation' ? validation! : fitness)
    const now = Number.isFinite(fitness) ? fitness : null
    return {
      phase,
      generation: standing.generations,
      evaluations: standing.evaluations,
      best: now,
      mean: now,
      median: now,
      spread: now === null ? null : [now, now],
      champion: standing.champion?.fitness ?? null,
      validation: standing.champion?.validation ?? null,
      diversity: 0,
      failures: this.exploded ? 1 : 0,
      strategy: { learningRate, batchLoss },
      timing: {
        askMs: stepped - began,
        evaluateMs: looked - stepped,
        tellMs: 0,
        elapsedMs: standing.elapsedMs,
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
    const { standing, monitor } = this.parts
    const { champion } = standing
    const figure = monitor === 'validation' ? validation! : fitness
    if (!Number.isFinite(figure) || !Number.isFinite(fitness)) return
    const best = monitor === 'validation' ? champion?.validation : champion?.fitness
    if (figure >= (best ?? Number.POSITIVE_INFINITY)) return
    const { generations: generation } = standing
    standing.champion = { genome: descent.parameters.slice(), fitness, validation, generation }
  }

  private stopReason(signal: AbortSignal | undefined): StopReason | null {
    const { stop, standing, epochPrice } = this.parts
    const { champion } = standing
    if (this.exploded) return 'exploded'
    const generations = standing.generations - this.since.generations
    const evaluations = standing.evaluations - this.since.evaluations
    const reason = stopReason(stop, stop.target, {
      generations,
      evaluations,
      elapsedMs: standing.elapsedMs - this.since.elapsedMs,
      cost: champion?.fitness ?? Number.POSITIVE_INFINITY,
      stale: standing.generations - Math.max(champion?.generation ?? 0, this.since.generations),
      interrupted: signal?.aborted === true,
    })
    const fits = evaluations + epochPrice <= (stop.evaluations ?? Number.POSITIVE_INFINITY)
    return reason ?? (fits ? null : 'evaluations')
  }
}
