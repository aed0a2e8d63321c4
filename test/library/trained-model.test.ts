import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ConfigInput,
  evolve,
  InputError,
  loadModel,
  type Prediction,
  type Run,
} from '../../src/index.ts'
import { TrainedModel } from '../../src/library/trained-model.ts'
import type { StoredModel } from '../../src/model/model-file.ts'
import { activation, createTopology } from '../../src/model/topology.ts'

const root: string = mkdtempSync(join(tmpdir(), 'evolve-model-'))
afterAll(() => rmSync(root, { recursive: true }))

interface Sample {
  readonly [name: string]: string | number
  readonly length: number
  readonly colour: string
  readonly kind: string
  readonly mass: number
}

/** A row of numbers and words from which kind and mass follow. */
const samples: readonly Sample[] = Array.from({ length: 120 }, (_, i) => {
  const length = ((i * 37) % 120) / 10
  const colour = ['red', 'green', 'blue'][i % 3]!
  const kind = length + (colour === 'red' ? 3 : 0) > 7 ? 'large' : 'small'
  return { length, colour, kind, mass: 2 * length + (colour === 'blue' ? 5 : 0) + 100 }
})
writeFileSync(join(root, 'samples.json'), JSON.stringify(samples))

const config = (kind: 'classification' | 'regression'): ConfigInput => ({
  task: {
    kind,
    data:
      kind === 'classification'
        ? { file: 'samples.json', target: 'kind', drop: ['mass'], validation: 0 }
        : { file: 'samples.json', target: 'mass', drop: ['kind'], validation: 0 },
  } as ConfigInput['task'],
  network: { hidden: [8] },
  strategy: { kind: 'ga', population: 50 },
  stop: { generations: 60 },
})

describe('the champion of a classification', () => {
  let run: Run
  let model: TrainedModel

  beforeAll(async () => {
    run = await evolve(config('classification'), { workers: 0, directory: root, out: join(root, 'kinds') })
    model = await loadModel(join(root, 'kinds/champion.json'))
  })

  it('is the same after it was written and read', async () => {
    expect(model.parameters).toEqual(run.champion.parameters)
    expect(model.signature).toEqual(run.champion.signature)
    expect(String(model)).toBe(readFileSync(join(root, 'kinds/champion.json'), 'utf8'))
    const again = await loadModel(pathToFileURL(join(root, 'kinds/champion.json')))
    expect(again.predictAll(samples)).toEqual(run.champion.predictAll(samples))
  })

  it('answers as well as the training measured', () => {
    const answers = model.predictAll(samples)
    const right = answers.filter(
      (answer, row) => answer.kind === 'class' && answer.name === samples[row]!.kind,
    )
    expect(right.length / samples.length).toBe(run.scores.train.metrics['accuracy'])
    expect(right.length / samples.length).toBeGreaterThan(0.9)
  })

  it('takes rows by name or in order, extra columns passed over', () => {
    const [sample] = samples as [Sample]
    const answer = model.predict(sample)
    expect(answer).toMatchObject({ kind: 'class', name: expect.stringMatching(/^(large|small)$/) })
    expect(model.predict([sample.length, sample.colour])).toEqual(answer)
    expect(model.predict({ colour: sample.colour, length: sample.length, extra: 'x' })).toEqual(answer)
    if (answer.kind === 'class') {
      expect(answer.scores[0]! + answer.scores[1]!).toBeCloseTo(1, 5)
    }
  })

  it.each<[string, unknown, string]>([
    ['too few values', [1], 'row 1: expected 2 values, for "length", "colour", found 1'],
    ['too many values', [1, 'red', 2], 'row 1: expected 2 values, for "length", "colour", found 3'],
    ['no row at all', null, 'row 1: expected 2 values, for "length", "colour", found null'],
    ['a missing column', { length: 1 }, 'row 1: expected a value for "colour", found none'],
    ['a missing cell', [null, 'red'], 'column "length": expected a value'],
    ['text for a number', ['long', 'red'], 'column "length": expected a number'],
    ['NaN', [Number.NaN, 'red'], 'column "length": expected'],
  ])('refuses a row with %s', (_, row, message) => {
    expect(() => model.predict(row as never)).toThrow(InputError)
    expect(() => model.predict(row as never)).toThrow(message)
  })

  it('refuses inputs that are no whole samples', () => {
    expect(() => model.forward(new Float32Array(5))).toThrow(
      'inputs: expected a multiple of 4 numbers, found 5',
    )
  })
})

describe('the champion of a regression', () => {
  it('answers in the units of its target, as well as the training measured', async () => {
    const { champion, scores } = await evolve(config('regression'), { workers: 0, directory: root })
    const answers = champion.predictAll(samples)
    const squares = answers.map((answer, row) =>
      answer.kind === 'numbers' ? (answer.values[0]! - samples[row]!.mass) ** 2 : Number.NaN,
    )
    const rmse = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / samples.length)
    expect(rmse).toBeLessThan(3)
    expect(scores.train.metrics['rmse']).toBeCloseTo(rmse, 4)
  })
})

describe('a recurrent model', () => {
  const topology = createTopology(1, [2, 1], [activation('linear'), activation('linear')], {
    recurrent: true,
  })
  const stored: StoredModel = {
    topology,
    // h₁ = x + h₂ and h₂ = h₁, each of the step before; y = h₁: every second input is added up.
    parameters: Float32Array.of(0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0),
    signature: {
      columns: [{ name: 'x', kind: 'number', missing: null }],
      scaling: null,
      outputs: { kind: 'numbers', names: ['y'], scaling: null },
    },
  }
  const inputs = [1, 2, 3, 4, 5]
  const sums = [1, 2, 4, 6, 9]

  it('takes each row as the next step of one episode, from call to call', () => {
    const model = TrainedModel.of(stored)
    const rows = inputs.map((x) => ({ x }))
    expect(model.predictAll(rows.slice(0, 3)).map(numberOf)).toEqual(sums.slice(0, 3))
    expect(rows.slice(3).map((row) => numberOf(model.predict(row)))).toEqual(sums.slice(3))
    model.reset()
    expect(model.forward(Float32Array.from(inputs))).toEqual(Float32Array.from(sums))
  })

  it('says so of a table', () => {
    writeFileSync(join(root, 'steps.csv'), `x\n${inputs.join('\n')}\n`)
    const { predictions, notes } = TrainedModel.of(stored).predictFile(join(root, 'steps.csv'))
    expect(predictions.map(numberOf)).toEqual(sums)
    expect(notes).toEqual(['the network is recurrent: each row is the next step of one episode'])
  })

  it('is not changed by rows that it refuses', () => {
    const model = TrainedModel.of(stored)
    expect(() => model.predictAll([{ x: 1 }, { x: 'much' }])).toThrow(InputError)
    expect(numberOf(model.predict({ x: 1 }))).toBe(1)
  })

  function numberOf(prediction: Prediction): number {
    if (prediction.kind !== 'numbers') throw new RangeError(`expected numbers, found ${prediction.kind}`)
    return prediction.values[0]!
  }
})

describe('a model file', () => {
  it.each([
    ['that is missing', 'gone.json', 'gone.json: expected a model file, found no such file'],
    ['that is something else', 'samples.json', 'samples.json: expected'],
  ])('%s is refused', async (_, name, message) => {
    await expect(loadModel(join(root, name))).rejects.toThrow(InputError)
    await expect(loadModel(join(root, name))).rejects.toThrow(message)
  })
})
