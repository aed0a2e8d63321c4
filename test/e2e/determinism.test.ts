import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ConfigInput } from '../../src/index.ts'
import { built } from './built.ts'
import { evolve, folderWith, readJson, readText } from './command-line.ts'

const { evolve: train } = await built<typeof import('../../src/index.ts')>('index')

const data = { generate: 'circles', samples: 1000, validation: 0.2 } as const
const circles = { kind: 'classification', data, loss: 'mse' } as const
const network = { hidden: [24, 24] }
const stop = { generations: 8 }

/** Enough work a generation that threads get some: 60 networks of 1,000 parameters on 800 samples. */
const configs: Readonly<Record<string, ConfigInput & object>> = {
  'by default': { task: circles, network, stop, strategy: { kind: 'ga', population: 60 } },
  'on batches': { task: { ...circles, batch: 500 }, network, stop, strategy: { kind: 'ga', population: 60 } },
  'with step sizes of their own, immigrants and crossover by neurons': {
    task: circles,
    network: { ...network, activation: 'relu' },
    stop,
    strategy: {
      ...{ kind: 'ga', population: 60, elites: 2, immigrants: 5, replacement: 'generational' },
      selection: { kind: 'tournament', size: 3 },
      crossover: { kind: 'neuron', rate: 0.7 },
      mutation: { kind: 'gaussian', step: 'self-adaptive' },
    },
  },
  'memetic, then fine-tuned': {
    ...{ task: circles, network, stop, strategy: { kind: 'ga', population: 40 } },
    memetic: { every: 2, fraction: 0.3 },
    finetune: { epochs: 5 },
  },
  'memetic on batches, Baldwinian, chosen at random': {
    ...{ task: { ...circles, batch: 500 }, network, stop, strategy: { kind: 'ga', population: 40 } },
    memetic: { mode: 'baldwinian', select: 'random' },
  },
  'with samples along one direction': {
    ...{ task: circles, network, stop, strategy: { kind: 'cr-fm-nes', population: 60 } },
  },
  'with all covariances': {
    ...{ task: circles, network: { hidden: [24] }, stop, strategy: { kind: 'cma-es', population: 60 } },
  },
  'with a population that shrinks': {
    ...{
      task: circles,
      network,
      stop: { ...stop, evaluations: 800 },
      strategy: { kind: 'de', population: 60 },
    },
  },
  'with weights that change places': {
    ...{ task: circles, network, stop, strategy: { kind: 'cosyne', population: 60 } },
  },
  'on islands that differ, with migrants': {
    ...{ task: { ...circles, batch: 500 }, network: { hidden: [24] }, stop, pictures: false },
    strategy: {
      kind: 'islands',
      islands: [{ kind: 'ga', population: 20 }, { kind: 'ga', population: 20 }, 'cma-es', 'sep-cma-es'],
      migration: { every: 3, topology: 'full' },
    },
  },
  'compared strictly': { task: circles, network, stop, arithmetic: 'strict' },
}

interface Result {
  readonly champion: string
  readonly metrics: readonly string[]
}

/** What must not depend on who computes it. */
function resultOf(run: string): Result {
  const lines = readText(run, 'metrics.jsonl').trimEnd().split('\n')
  const metrics = lines.map((line) => {
    const { timing, ...rest } = JSON.parse(line)
    const { busyMs: _, ...always } = timing
    expect(Object.keys(always)).toEqual(['askMs', 'evaluateMs', 'tellMs', 'elapsedMs', 'phaseMs'])
    return JSON.stringify(rest)
  })
  return { champion: readText(run, 'champion.json'), metrics }
}

describe('one seed gives the same bits', () => {
  it.each(Object.entries(configs))('for any number of workers, %s', async (_, config) => {
    const folder = folderWith()
    const trained = async (workers: number): Promise<Result> => {
      const out = `workers-${workers}`
      const notices: string[] = []
      const onNotice = (line: string): void => void notices.push(line)
      const { outcome } = await train(config, { directory: folder, out, workers, onNotice })
      expect(notices).toEqual([])
      const { generations } = outcome
      expect(readJson(folder, out, 'run.json')).toMatchObject({ workers, generations, status: 'done' })
      return resultOf(join(folder, out))
    }
    const alone = await trained(0)
    expect(alone.metrics).toHaveLength(stop.generations + ('finetune' in config ? 5 : 0))
    for (const workers of [2, 3]) expect(await trained(workers), `${workers} workers`).toEqual(alone)
  })

  it('in a process of its own, with and without workers', async () => {
    const config = { ...configs['by default'], pictures: false as const }
    const folder = folderWith({ 'c.json': JSON.stringify(config) })
    await train(config, { directory: folder, out: 'here', workers: 0 })
    for (const workers of ['0', '2']) {
      const { code, stdout, stderr } = await evolve(folder, 'c.json', '--workers', workers, '--out', workers)
      expect(code, stderr).toBe(0)
      expect(`${stdout}${stderr}`).not.toContain('scoring it in process')
      expect(resultOf(join(folder, workers)), `${workers} workers`).toEqual(resultOf(join(folder, 'here')))
    }
  })

  it('and another seed gives others', async () => {
    const champions = await Promise.all(
      [1, 2].map(async (seed) => {
        const config = { ...configs['by default'], stop: { generations: 2 } }
        return String((await train(config as ConfigInput, { workers: 0, seed })).champion)
      }),
    )
    expect(champions[0]).not.toBe(champions[1])
  })
})
