import { describe, expect, it } from 'vitest'
import type { Evaluator } from '../../src/evaluation/evaluator.ts'
import type { GenerationEvent, Outcome } from '../../src/run/events.ts'
import { type GradientDescent, type GradientParts, GradientTrainer } from '../../src/run/gradient-trainer.ts'
import { PhasedTrainer } from '../../src/run/phased-trainer.ts'
import { RunProgress } from '../../src/run/progress.ts'
import type { Trainer } from '../../src/run/trainer.ts'

/** The loss after each epoch, on the training and the validation part. */
interface Course {
  readonly losses: readonly number[]
  readonly validation?: readonly number[]
  /** The loss of each epoch's only step; default: the epoch's loss. */
  readonly batches?: readonly number[]
}

/** A descent whose only parameter counts its epochs. */
function trainer({ losses, validation, batches = losses }: Course, parts: Partial<GradientParts> = {}) {
  const told: number[] = []
  const descent: GradientDescent = {
    stepsPerEpoch: 2,
    parameters: new Float32Array(1),
    learningRate: 0.25,
    step() {
      descent.parameters[0]! += 0.5
      return batches[Math.ceil(descent.parameters[0]!)]!
    },
    tell: (loss) => told.push(loss),
    snapshot: () => ({ epoch: descent.parameters[0] }),
    restore(snapshot) {
      descent.parameters[0] = (snapshot as { epoch: number }).epoch
    },
  }
  const evaluator = {
    direction: 'minimize',
    whole: {
      trainingFitness: ([epoch]: Float32Array) => losses[Math.round(epoch!)]!,
      validationFitness: ([epoch]: Float32Array) => validation?.[Math.round(epoch!)] ?? null,
    },
  } as unknown as Evaluator
  const begin = (): GradientDescent => {
    descent.parameters[0] = 0
    return descent
  }
  const { progress = new RunProgress() } = parts
  const phase = new GradientTrainer({
    begin,
    evaluator,
    progress,
    phase: 'train',
    monitor: 'train',
    epochCharge: 3.5,
    stop: { generations: losses.length - 1 },
    ...parts,
  })
  return { phase, made: new PhasedTrainer([phase], progress), told, progress }
}

async function follow(training: Trainer, signal?: AbortSignal) {
  const events: GenerationEvent[] = []
  const generator = training.run(signal)
  for (;;) {
    const step = await generator.next()
    if (step.done === true) return { events, outcome: step.value as Outcome }
    events.push(step.value)
  }
}

describe('a training by gradient descent', () => {
  it('keeps the best weights, and reports each epoch as a generation', async () => {
    const { events, outcome } = await follow(trainer({ losses: [9, 5, 2, 4] }).made)
    expect(events.map(({ generation, best, champion }) => [generation, best, champion])).toEqual([
      [1, 5, 5],
      [2, 2, 2],
      [3, 4, 2],
    ])
    expect(events[2]).toMatchObject({
      phase: 'train',
      spread: [4, 4],
      diversity: 0,
      failures: 0,
      strategy: { learningRate: 0.25, batchLoss: 4 },
    })
    expect(outcome).toMatchObject({ reason: 'generations', generations: 3 })
    expect(outcome.champion).toEqual({
      genome: Float32Array.of(2),
      fitness: 2,
      violation: 0,
      validation: null,
      generation: 2,
    })
  })

  it('counts one evaluation for the initial scoring, and the cost of each epoch', async () => {
    const { events, outcome } = await follow(
      trainer({ losses: [9, 8, 7, 6, 5, 4] }, { stop: { evaluations: 12 } }).made,
    )
    expect(events.map(({ evaluations }) => evaluations)).toEqual([4.5, 8, 11.5])
    expect(outcome).toMatchObject({ reason: 'evaluations', evaluations: 11.5 })
  })

  it('chooses the best weights on the validation part if it is monitored', async () => {
    const course = { losses: [9, 5, 2, 1], validation: [9, 3, 4, 5] }
    const { made, told } = trainer(course, { monitor: 'validation' })
    const { outcome, events } = await follow(made)
    expect(outcome.champion).toMatchObject({ fitness: 5, validation: 3, generation: 1 })
    expect(events.at(-1)).toMatchObject({ best: 1, champion: 5, validation: 3 })
    expect(told).toEqual([3, 4, 5])
  })

  it('stops early when patience runs out', async () => {
    const { outcome } = await follow(trainer({ losses: [9, 5, 6, 6, 6, 1] }, { stop: { patience: 2 } }).made)
    expect(outcome).toMatchObject({ reason: 'patience', generations: 3 })
    expect(outcome.champion.fitness).toBe(5)
  })

  it('stops at its target', async () => {
    const { outcome } = await follow(trainer({ losses: [9, 5, 3, 1] }, { stop: { target: 4 } }).made)
    expect(outcome).toMatchObject({ reason: 'target', generations: 2 })
  })

  it.each([
    ['a minibatch', { losses: [9, 5, 4, 3], batches: [9, 5, Number.NaN, 3] }],
    ['the training part', { losses: [9, 5, Number.POSITIVE_INFINITY, 3] }],
    ['the validation part', { losses: [9, 5, 4, 3], validation: [9, 5, Number.NaN, 3] }],
  ])('stops with the best weights when the loss over %s explodes', async (_, course) => {
    const { outcome, events } = await follow(trainer(course).made)
    expect(outcome).toMatchObject({ reason: 'exploded', generations: 2, failures: 1 })
    expect(outcome.champion).toMatchObject({ genome: Float32Array.of(1), fitness: 5 })
    expect(events.at(-1)).toMatchObject({ failures: 1, champion: 5 })
  })

  it('fails with a message when the initial network cannot be scored', async () => {
    await expect(follow(trainer({ losses: [Number.NaN, Number.NaN] }).made)).rejects.toThrow(
      'expected at least one individual with a finite fitness',
    )
  })

  it('ends after the current epoch when asked to stop', async () => {
    const controller = new AbortController()
    const generator = trainer({ losses: [9, 8, 7, 6] }).made.run(controller.signal)
    await generator.next()
    controller.abort()
    expect(await generator.next()).toMatchObject({
      done: true,
      value: { reason: 'interrupted', generations: 1 },
    })
  })
})

describe('fine-tuning', () => {
  function phased(first: Course, second: Course, parts: Partial<GradientParts> = {}) {
    const { phase, progress } = trainer(first)
    const { phase: then } = trainer(second, { phase: 'finetune', progress, ...parts })
    return new PhasedTrainer([phase, then], progress)
  }

  it('continues from the champion, and continues the counts', async () => {
    const { events, outcome } = await follow(phased({ losses: [9, 5] }, { losses: [5, 3, 4] }))
    expect(events.map(({ phase, generation, evaluations }) => [phase, generation, evaluations])).toEqual([
      ['train', 1, 4.5],
      ['finetune', 2, 8],
      ['finetune', 3, 11.5],
    ])
    expect(outcome.phases).toMatchObject([
      { phase: 'train', reason: 'generations', generations: 1, evaluations: 4.5, champion: { fitness: 5 } },
      { phase: 'finetune', reason: 'generations', generations: 2, evaluations: 7, champion: { fitness: 3 } },
    ])
    expect(outcome.champion).toMatchObject({ fitness: 3, generation: 2 })
  })

  it('never ends with a worse champion', async () => {
    const { outcome } = await follow(phased({ losses: [9, 5] }, { losses: [5, 6, 7] }))
    expect(outcome.champion).toMatchObject({ fitness: 5, generation: 1 })
  })

  it('has its own patience, counted from its start', async () => {
    const stop = { patience: 2 }
    const { outcome } = await follow(
      phased({ losses: [9, 5, 8, 8, 8] }, { losses: [5, 6, 7, 8, 9] }, { stop }),
    )
    expect(outcome.phases[1]).toMatchObject({ reason: 'patience', generations: 2 })
  })

  it('does not start after an interruption', async () => {
    const controller = new AbortController()
    const generator = phased({ losses: [9, 8, 7] }, { losses: [1, 1] }).run(controller.signal)
    await generator.next()
    controller.abort()
    expect(await generator.next()).toMatchObject({
      done: true,
      value: { reason: 'interrupted', generations: 1 },
    })
  })

  it('continues from a snapshot of either phase as if uninterrupted', async () => {
    const run = (): PhasedTrainer => phased({ losses: [9, 5, 6] }, { losses: [5, 3, 4, 2] })
    const whole = await follow(run())
    for (let taken = 1; taken <= 5; taken++) {
      const first = run()
      const generator = first.run()
      for (let epoch = 0; epoch < taken; epoch++) await generator.next()
      const second = run()
      second.restore(structuredClone(first.snapshot()))
      const rest = await follow(second)
      const plain = ({ timing: _, ...event }: GenerationEvent): object => event
      expect(rest.events.map(plain)).toEqual(whole.events.slice(taken).map(plain))
      const bare = ({ elapsedMs: _, phases, ...outcome }: Outcome): object => ({
        ...outcome,
        phases: phases.map(({ elapsedMs: __, ...phase }) => phase),
      })
      expect(bare(rest.outcome)).toEqual(bare(whole.outcome))
    }
  })
})
