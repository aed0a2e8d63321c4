import { describe, expect, it } from 'vitest'
import {
  type ClassEvaluation,
  evolve,
  InputError,
  type NumberEvaluation,
  type TrainedModel,
} from '../../src/index.ts'
import { TrainedModel as Model } from '../../src/library/trained-model.ts'
import type { StoredModel } from '../../src/model/model-file.ts'
import { activation, createTopology } from '../../src/model/topology.ts'

const rows = Array.from({ length: 50 }, (_, i) => {
  const x = ((i * 17) % 50) / 10
  const colour = ['red', 'blue'][i % 2]!
  return { x, colour, kind: x > 2.5 ? 'large' : 'small', mass: 2 * x + 10, half: x / 2 }
})

async function trained(task: Parameters<typeof evolve>[0]['task']) {
  const config = {
    task,
    network: { hidden: [4] },
    strategy: { population: 20, initial: 1 },
    stop: { generations: 30 },
  }
  return await evolve(config, { workers: 0 })
}

function issue(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'nothing was refused'
}

/** x = 2 y + 1, and for a second column 0. */
const line: StoredModel = {
  topology: createTopology(2, [1], [activation('linear')]),
  parameters: Float32Array.of(1, 2, 0),
  signature: {
    columns: [
      { name: 'y', kind: 'number', missing: null },
      { name: 'word', kind: 'category', levels: ['a'], missing: null },
    ],
    scaling: { mean: [3, 0], deviation: [1, 1] },
    outputs: { kind: 'numbers', names: ['x'], scaling: null },
  },
}

describe('evaluate', () => {
  it('gives the figures of the run for its own rows', async () => {
    const data = { rows, target: 'kind', drop: ['mass', 'half'], validation: 0 } as const
    const { champion, scores } = await trained({ kind: 'classification', data })
    const found = champion.evaluate(rows) as ClassEvaluation
    expect(found).toMatchObject({ kind: 'classes', samples: 50, target: 'kind', notes: [] })
    expect(found.loss).toEqual({ name: 'cross-entropy', value: scores.train.fitness })
    expect(found.accuracy).toBe(scores.train.metrics['accuracy'])
    expect(found.classes.map(({ name, support }) => [name, support])).toEqual([
      ['large', 24],
      ['small', 26],
    ])
    expect(found.confusion.flat().reduce((sum, count) => sum + count)).toBe(50)
    const lists = rows.map(({ x, colour, kind }) => [x, colour, kind])
    expect(champion.evaluate(lists)).toEqual(found)
    expect((champion.evaluate(rows, { loss: 'mse' }) as ClassEvaluation).loss.name).toBe('mse')
  })

  it('does so for numbers, over all targets and for each', async () => {
    const data = { rows, target: ['mass', 'half'], drop: ['kind'], validation: 0 } as const
    const { champion, scores } = await trained({ kind: 'regression', data, loss: 'huber' })
    const found = champion.evaluate(rows) as NumberEvaluation
    const { rmse, mae, r2, loss, targets } = found
    expect({ rmse, mae, r2 }).toEqual(scores.train.metrics)
    expect(loss).toEqual({ name: 'huber', value: scores.train.fitness })
    expect(targets.map(({ name }) => name)).toEqual(['mass', 'half'])
    expect((targets[0]!.r2 + targets[1]!.r2) / 2).toBeCloseTo(r2, 10)
    expect(Math.sqrt((targets[0]!.rmse ** 2 + targets[1]!.rmse ** 2) / 2)).toBeCloseTo(rmse, 10)
  })

  it.each(['mse', 'hinge', 'cross-entropy'] as const)(
    'weighs classes as the run did with %s, or all alike, or otherwise',
    async (loss) => {
      const data = { rows, target: 'kind', drop: ['mass', 'half'], validation: 0 } as const
      const classWeights = [{ name: 'small', weight: 5 }]
      const config = { kind: 'classification', data, loss, classWeights } as const
      const { champion, scores } = await trained(config)
      const found = champion.evaluate(rows)
      expect(found.loss).toEqual({ name: loss, value: scores.train.fitness })
      expect(found.notes).toEqual([
        'the samples of a class count in the loss by its weight: "large" 1, "small" 5',
      ])
      const alike = champion.evaluate(rows, { classWeights: null })
      expect(alike.notes).toEqual([])
      expect(alike.loss.value).toBeLessThan(found.loss.value)
      expect({ ...found, loss: null, notes: null }).toEqual({ ...alike, loss: null, notes: null })
      const twice = champion.evaluate(rows, {
        classWeights: new Map([
          ['small', 2],
          ['large', 2],
        ]),
      })
      expect(twice.loss.value).toBe(2 * alike.loss.value)
    },
  )

  it('measures what a network of known weights does', () => {
    const model = Model.of(line)
    const found = model.evaluate([
      { y: 3, word: 'a', x: 1 },
      { y: 4, word: 'a', x: 5 },
      { y: 5, word: 'a', x: 5 },
    ])
    // Its answers are 1, 3 and 5.
    expect(found).toMatchObject({
      loss: { name: 'mse', value: 4 / 3 },
      mae: 2 / 3,
      r2: 1 - 4 / (32 / 3),
    })
  })

  it.each<[string, (model: TrainedModel) => unknown, string]>([
    [
      'a class that the model does not have',
      (model) => model.evaluate([{ x: 1, colour: 'red', kind: 'medium' }]),
      'evaluate: row 1, column "kind": expected a class of the model: "large", "small", found "medium"',
    ],
    [
      'a missing target',
      (model) => model.evaluate([{ x: 1, colour: 'red', kind: null }], { missing: 'mean' }),
      'evaluate: row 1, column "kind": expected a value of the target, found a missing cell',
    ],
    [
      'a row without a target',
      (model) => model.evaluate([{ x: 1, colour: 'red' }]),
      'row 1: expected a value for "kind", found none',
    ],
    ['no rows', (model) => model.evaluate([]), 'evaluate: expected at least one row, found none'],
    [
      'weights of classes that the model does not have',
      (model) => model.evaluate(rows, { classWeights: [{ name: 'medium', weight: 2 }] }),
      'classWeights: expected classes of the model: "large", "small", found "medium"',
    ],
    [
      'weights that are no weights',
      (model) => model.evaluate(rows, { classWeights: new Map([['small', 0]]) }),
      'classWeights: expected numbers above 0, found 0 for "small"',
    ],
    [
      'weights of classes for numbers',
      () => Model.of(line).evaluate([[3, 'a', 1]], { classWeights: [] }),
      'classWeights: expected a model of classes, found one of numbers',
    ],
    [
      'a loss that does not fit',
      (model) => model.evaluate(rows, { loss: 'hinge' }),
      'loss: expected a loss that fits the outputs of the model: mse, mae, euclidean, cross-entropy, huber, found "hinge"',
    ],
  ])('refuses %s', async (_, evaluate, message) => {
    const model = await kinds()
    expect(issue(() => evaluate(model))).toBe(message)
  })
})

let known: Promise<TrainedModel> | null = null
function kinds(): Promise<TrainedModel> {
  const data = { rows, target: 'kind', drop: ['mass', 'half'] } as const
  known ??= trained({ kind: 'classification', data }).then(({ champion }) => champion)
  return known
}

describe('missing: mean', () => {
  const model = Model.of(line)

  it('fills numbers with the mean of training, which the scaling knows', () => {
    const [filled, plain] = model.predictAll(
      [
        [null, 'a'],
        [3, 'a'],
      ] as const,
      { missing: 'mean' },
    )
    expect(filled).toEqual(plain)
    expect(model.predict([null, 'a'], { missing: 'mean' })).toEqual({ kind: 'numbers', values: [1] })
    const found = model.evaluate([{ y: null, word: 'a', x: 1 }], { missing: 'mean' })
    expect(found).toMatchObject({ mae: 0, notes: ['column "y": 1 missing cell filled'] })
  })

  it('refuses a category without a most frequent one by name, and numbers that are not scaled', () => {
    const expected = 'expected a value, since the model has none to fill in, found a missing cell'
    expect(issue(() => model.predict([3, null], { missing: 'mean' }))).toBe(
      `predict: row 1, column "word": ${expected}`,
    )
    expect(issue(() => model.predict([null, 'a']))).toBe(`predict: row 1, column "y": ${expected}`)
    const raw = Model.of({ ...line, signature: { ...line.signature, scaling: null } })
    expect(issue(() => raw.predict([null, 'a'], { missing: 'mean' }))).toBe(
      `predict: row 1, column "y": ${expected}`,
    )
  })
})
