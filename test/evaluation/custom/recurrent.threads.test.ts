import { describe, expect, it } from 'vitest'
import { TrainedModel } from '../../../src/library/trained-model.ts'
import { readModel } from '../../../src/model/model-file.ts'
import { fixture, type RecordedRun, recorded, removeRunsAtEnd } from './recorded-run.ts'

removeRunsAtEnd()

function play(task: object, { recurrent = true, workers = 0, generations = 60 } = {}): Promise<RecordedRun> {
  const config = {
    task: { module: fixture('memory.mjs'), ...task },
    network: { hidden: [3], recurrent },
    strategy: { kind: 'ga', population: 60, initial: 1 },
    stop: { generations, target: 0.02 },
  }
  return recorded(config, { workers })
}

function resultOf({ error, events, fitness, champion }: RecordedRun) {
  if (error !== null) throw error
  return { events, fitness, champion }
}

describe('a task that needs memory', () => {
  it('is learnt by a recurrent network, to the same bits on any number of threads', async () => {
    const run = await play({})
    const alone = resultOf(run)
    expect(run.run!.outcome.reason).toBe('target')
    for (const workers of [1, 2]) expect(resultOf(await play({}, { workers }))).toEqual(alone)
  })

  it('has the same result in one batch of rows, row by row, and with several networks at once', async () => {
    const alone = resultOf(await play({}, { generations: 3 }))
    expect(resultOf(await play({ export: 'inTurn' }, { generations: 3 }))).toEqual(alone)
    expect(resultOf(await play({ export: 'batch' }, { generations: 3 }))).toEqual(alone)
  })

  it('is not learnt without: the answer to both cues is the same', async () => {
    const { run } = await play({}, { recurrent: false })
    expect(run!.outcome.reason).toBe('generations')
    expect(run!.outcome.champion.fitness).toBeGreaterThanOrEqual(2)
  })

  it('has a champion that remembers after it was written and read', async () => {
    const { champion, run } = await play({})
    const model = TrainedModel.of(readModel(champion!, 'champion.json'))
    for (const cue of [1, -1]) {
      model.reset()
      const outputs = [cue, 0, 0, 0].map((input) => model.forward(Float32Array.of(input))[0]!)
      expect(Math.abs(outputs.at(-1)! - cue)).toBeLessThan(0.2)
      run!.champion.reset()
      expect(run!.champion.forward(Float32Array.of(cue, 0, 0, 0))).toEqual(Float32Array.from(outputs))
    }
  })
})

describe('the network of an evaluation', () => {
  it('remembers from step to step until it is reset', async () => {
    const { fitness } = await play({ export: 'forgetting' }, { generations: 2 })
    expect(new Set(fitness.flat())).toEqual(new Set([0]))
  })

  it.each(['first', 'firstBatch'])('remembers nothing of the episode before: %s', async (name) => {
    const once = await play({ export: name }, { generations: 2 })
    const thrice = await play({ export: name, episodes: 3, aggregate: 'min' }, { generations: 2 })
    expect(thrice.fitness).toEqual(once.fitness)
  })
})
