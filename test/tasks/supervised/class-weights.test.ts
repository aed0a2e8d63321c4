import { describe, expect, it } from 'vitest'
import { buildRun } from '../../../src/config/build.ts'
import { parseConfig } from '../../../src/config/parse.ts'
import { sampleLoss } from '../../../src/kernels/reference/loss.ts'
import { lossGradient } from '../../../src/kernels/reference/loss-gradient.ts'
import { lossFloor } from '../../../src/model/loss-floor.ts'
import { type LossName, losses } from '../../../src/model/losses.ts'
import { parameterCount } from '../../../src/model/topology.ts'
import { tasks } from '../../../src/tasks/index.ts'
import { type ClassWeights, weighedTargets } from '../../../src/tasks/supervised/class-weights.ts'
import { chosenClass } from '../../../src/tasks/supervised/data/targets.ts'
import { type FlatTask, flat } from './flat.ts'
import { dataFolder } from './folder.ts'
import { issue } from './issue.ts'

const folder = dataFolder()
const lossNames = Object.keys(losses) as LossName[]
const otherLosses = lossNames.filter((loss) => loss !== 'cross-entropy')

/** 12 rows of a, 6 of b, 3 of 7.50; a third of each is for validation. */
const content = `x,y\n${Array.from({ length: 21 }, (_, row) => `${row},${row < 12 ? 'a' : row < 18 ? 'b' : '7.50'}`).join('\n')}\n`

function weighted(classWeights?: ClassWeights, loss?: LossName): FlatTask {
  const data = { file: folder.write('data.csv', content), target: 'y', validation: 1 / 3 }
  return flat(tasks.classification.create({ data, classWeights, loss }, { directory: folder.path, seed: 1 }))
}

/** The fitness of one network, the same for the same loss, on rows of x and class. */
async function fitnessOf(
  lines: readonly string[],
  loss: LossName,
  classWeights?: ClassWeights,
): Promise<number> {
  const file = folder.write(`${loss}-${lines.length}.csv`, `x,y\n${lines.join('\n')}\n`)
  const data = { file, target: 'y', validation: 0, standardize: false } as const
  const task = { kind: 'classification', data, loss, classWeights } as const
  const stop = { generations: 1 }
  const config = parseConfig({ task, network: { hidden: [4] }, strategy: { population: 2 }, stop })
  const context = { directory: folder.path, workers: 0, onNotice: () => {} }
  const { evaluator, network } = await buildRun(config, context)
  const genome = Float32Array.from({ length: parameterCount(network!.topology) }, (_, p) => Math.sin(p) / 9)
  return evaluator.whole!.trainingFitness(genome)
}

/** With cross-entropy the sum of the targets of each class: its samples times its weight. */
function totals({ train, validation }: FlatTask): number[][] {
  return [train, validation].map(({ targets }) =>
    [0, 1, 2].map((place) => targets.reduce((sum, t, at) => (at % 3 === place ? sum + t : sum), 0)),
  )
}

describe('class weights', () => {
  it('balance the classes of the training part, and hold for the others too', () => {
    // 14 rows of 3 classes: 14 / (3 · 2), 14 / (3 · 8) and 14 / (3 · 4) for 7.5, a and b.
    const task = weighted('balanced')
    const [train, validation] = totals(task)
    for (const total of train!) expect(total).toBeCloseTo(14 / 3, 5)
    for (const total of validation!) expect(total).toBeCloseTo(7 / 3, 5)
    expect(task.notes).toEqual([
      'the samples of a class count in the loss by its weight: "7.5" 2.333, "a" 0.5833, "b" 1.167',
    ])
  })

  it.each<[string, ClassWeights]>([
    [
      'in a list',
      [
        { name: 'a', weight: 2 },
        { name: '7.5', weight: 0.5 },
      ],
    ],
    [
      'by name',
      new Map([
        ['a', 2],
        ['7.50', 0.5],
      ]),
    ],
  ])('are given %s, by what a name means, and 1 where none is', (_, weights) => {
    expect(totals(weighted(weights))[0]).toEqual([1, 16, 4])
  })

  it('change neither answers, accuracy nor the floor of the loss', () => {
    const [plain, other] = [weighted(), weighted(new Map([['a', 1.234]]))]
    expect(other.train.inputs).toEqual(plain.train.inputs)
    expect(other.signature).toEqual(plain.signature)
    const outputs = plain.train.targets.map((target, at) => (at % 9 < 3 ? 1 - target : target))
    const { count } = plain.train
    expect(other.measure(outputs, other.train.targets, count)).toEqual(
      plain.measure(outputs, plain.train.targets, count),
    )
    expect(lossFloor('cross-entropy', 'softmax', other.train.targets, 3)).toBe(0)
  })

  it('multiply the loss of a sample and its gradient by cross-entropy, to the bit where float32 can', () => {
    const outputs = Float32Array.of(0.3, -1.7, 2.2)
    const targets = Float32Array.of(0, 1, 0)
    const weights = Float64Array.of(1, 8, 1)
    const { values: heavy } = weighedTargets(targets, Uint32Array.of(1), weights, 'cross-entropy')
    expect(sampleLoss('cross-entropy', outputs, heavy)).toBe(
      8 * sampleLoss('cross-entropy', outputs, targets),
    )
    const gradient = lossGradient('cross-entropy', outputs, targets, 0.25)
    expect(lossGradient('cross-entropy', outputs, heavy, 0.25)).toEqual(gradient.map((value) => 8 * value))
  })

  it.each(otherLosses)('stand beside the targets of %s, a weight for each sample', (loss) => {
    const [plain, balanced] = [weighted(undefined, loss), weighted('balanced', loss)]
    expect(plain.train.weights).toBeNull()
    for (const part of ['train', 'validation'] as const) {
      const { targets, weights, count } = balanced[part]
      expect(targets).toEqual(plain[part].targets)
      expect(weights).toHaveLength(count)
      const sums = [0, 0, 0]
      for (let sample = 0; sample < count; sample++)
        sums[chosenClass(targets, sample, 3, 0)]! += weights![sample]!
      for (const sum of sums) expect(sum).toBeCloseTo(part === 'train' ? 14 / 3 : 7 / 3, 5)
    }
    expect(balanced.test.weights).toEqual(new Float32Array())
    expect(balanced.classWeights?.map(({ name }) => name)).toEqual(['7.5', 'a', 'b'])
    expect(balanced.notes).toEqual(weighted('balanced').notes)
  })

  it.each(lossNames)('count in %s like so many copies of each row of the class', async (loss) => {
    const lines = Array.from({ length: 30 }, (_, row) => `${row},${row % 3 === 0 ? 'rare' : 'common'}`)
    const copied = lines.flatMap((line) => (line.endsWith('rare') ? [line, line, line] : [line]))
    const [own, others] = await Promise.all([
      fitnessOf(lines, loss, [{ name: 'rare', weight: 3 }]),
      fitnessOf(copied, loss),
    ])
    expect(own * lines.length).toBeCloseTo(others * copied.length, 4)
    expect(own).not.toBeCloseTo(await fitnessOf(lines, loss), 2)
  })

  it('are for classes of the data, each once', () => {
    expect(issue(() => weighted(new Map([['c', 2]])))).toBe(
      'task.classWeights: expected classes of the data: "7.5", "a", "b", found "c"',
    )
    expect(
      issue(() =>
        weighted(
          new Map([
            ['7.5', 2],
            ['7.50', 2],
          ]),
        ),
      ),
    ).toBe('task.classWeights: expected each class once, found "7.50" again')
  })

  const config = (classWeights: unknown) =>
    parseConfig({ task: { kind: 'classification', data: { generate: 'moons' }, classWeights } })

  it('stand in a config in each of these ways, and are kept as a list', () => {
    const listed = [{ name: '__proto__', weight: 2 }]
    const written = [listed, new Map([['__proto__', 2]]), JSON.parse('{"__proto__":2}')]
    for (const weights of written) expect(config(weights).task).toMatchObject({ classWeights: listed })
    expect(config('balanced').task).toMatchObject({ classWeights: 'balanced' })
    expect(config([{ name: 1, weight: 2 }]).task).toMatchObject({ classWeights: [{ name: '1', weight: 2 }] })
  })

  it.each<[unknown, string]>([
    [{ a: 0 }, 'task.classWeights.a: expected a number from 0.000001 to 1000000, found 0'],
    [
      [{ name: 'a' }],
      'task.classWeights[0].weight: expected a number from 0.000001 to 1000000, found nothing',
    ],
    [
      'even',
      'task.classWeights: expected balanced, a mapping from classes to weights, or a list of weights with a name each, found "even"',
    ],
  ])('refuse %j', (weights, message) => {
    expect(issue(() => config(weights))).toBe(message)
  })
})
