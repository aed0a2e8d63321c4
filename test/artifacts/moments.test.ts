import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choose, filmCurve, momentOf } from '../../src/artifacts/moments.ts'
import type { ReadRun } from '../../src/artifacts/read-run.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { curvesOf } from '../../src/report/run-curves.ts'
import type { RunRecord } from '../../src/run/folder/record.ts'
import type { Snapshot } from '../../src/run/folder/snapshot-codec.ts'
import { event, events, record } from '../report/html/sample.ts'
import { stubTask } from '../tasks/stub.ts'

/** Champions of a training, then of a fine-tuning. */
function snapshots(generations: number, epochs: number, stride = 1): Snapshot[] {
  return Array.from({ length: generations + epochs }, (_, index) => ({
    phase: index < generations ? 'train' : 'finetune',
    generation:
      index < generations ? 1 + index * stride : 1 + (generations - 1) * stride + (index - generations + 1),
    evaluations: index,
    fitness: 1,
    validation: null,
    elapsedMs: 0,
    genome: new Float32Array(1),
  }))
}

describe('the pictures of a film', () => {
  it('are no more than asked for, in their order, none twice, and end with the last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 2, max: 150 }),
        fc.integer({ min: 1, max: 9 }),
        (generations, epochs, frames, every) => {
          const all = snapshots(generations, epochs)
          const chosen = choose(all, frames, every)
          const places = chosen.map((snapshot) => all.indexOf(snapshot))
          expect(chosen.length).toBeLessThanOrEqual(frames)
          expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
          expect(places.at(-1)).toBe(all.length - 1)
          if (epochs > 0) expect(chosen.some(({ phase }) => phase === 'train')).toBe(true)
        },
      ),
      { seed: 5, numRuns: 300 },
    )
  })

  it('are all there are where that is few enough', () => {
    expect(choose(snapshots(30, 10), 40)).toEqual(snapshots(30, 10))
  })

  it('lie as far apart as the config says', () => {
    expect(choose(snapshots(23, 0), 100, 5).map(({ generation }) => generation)).toEqual([
      1, 6, 11, 16, 21, 23,
    ])
  })

  it('of none are none', () => {
    expect(choose([], 10)).toEqual([])
  })
})

describe('the curve of a film', () => {
  const curve = (direction: RunRecord['direction'], scale?: string) => {
    const config = parseConfig({
      task: { kind: 'classification', data: { generate: 'moons' } },
      ...(scale !== undefined && { pictures: { scale } }),
    })
    const run: ReadRun = {
      ...{
        folder: '/runs/a',
        config,
        events: events(3),
        curves: curvesOf(events(3)),
        snapshots: [],
        champion: null,
        genome: null,
        failures: [],
        task: async () => stubTask(),
      },
      record: record({ direction, fitnessName: 'return' }),
      fitnessLabel: 'return (standardised)',
    }
    return filmCurve(run)
  }

  it('is labelled with what the run calls its fitness, on the axis with its unit', () => {
    const { label, axisLabel } = curve('maximize')
    expect([label, axisLabel]).toEqual(['return', 'return (standardised)'])
  })

  it('chooses its scale by itself only where less is better', () => {
    expect(curve('minimize').scale).toBe('auto')
    expect(curve('maximize').scale).toBe('linear')
    expect(curve('maximize', 'log').scale).toBe('log')
  })
})

describe('the words above a picture of a film', () => {
  const training = curvesOf([1, 2, 3].map((generation) => event(generation)))
  const phaseStart = { generation: 3, evaluations: 150 }
  const tuned = curvesOf([
    ...[1, 2, 3].map((generation) => event(generation)),
    ...[4, 5].map((generation) => ({
      ...event(generation),
      ...({ phase: 'finetune', unit: 'epoch', phaseStart } as const),
    })),
  ])
  const words = (snapshot: Snapshot, curves: typeof tuned): string => {
    const { unit, count } = momentOf(snapshot, { curves })
    return `${unit} ${count}`
  }

  it('count generations, and epochs of a fine-tuning from its beginning', () => {
    expect(snapshots(3, 2).map((snapshot) => words(snapshot, tuned))).toEqual([
      ...['generation 1', 'generation 2', 'generation 3'],
      ...['fine-tuning epoch 1', 'fine-tuning epoch 2'],
    ])
  })

  it('speak of epochs where the training is a gradient descent', () => {
    const epochs = curvesOf([{ ...event(1), unit: 'epoch' }])
    expect(words(snapshots(1, 0)[0]!, epochs)).toBe('epoch 1')
  })

  it('go on from what is known where the events of a phase are not there yet', () => {
    expect(words(snapshots(3, 1)[3]!, training)).toBe('fine-tuning epoch 1')
  })
})
