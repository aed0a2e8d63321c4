import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evolve, folderWith, readJson, readText } from './command-line.ts'

const circles = (more: string): string =>
  `task: { kind: classification, data: { generate: circles, samples: 1000, validation: 0.2 }, loss: mse${more} }\n`

/** Enough work a generation that threads get some: 60 networks of 1,000 parameters on 800 samples. */
const configs: Readonly<Record<string, string>> = {
  'by default': `${circles('')}network: { hidden: [24, 24] }\nstrategy: { population: 60 }\n`,
  'on batches': `${circles(', batch: 500')}network: { hidden: [24, 24] }\nstrategy: { population: 60 }\n`,
  'with step sizes of their own, immigrants and crossover by neurons':
    `${circles('')}network: { hidden: [24, 24], activation: relu }\n` +
    'strategy: { population: 60, elites: 2, immigrants: 5, replacement: generational, ' +
    'selection: { kind: tournament, size: 3 }, crossover: { kind: neuron, rate: 0.7 }, ' +
    'mutation: { kind: gaussian, step: self-adaptive } }\n',
  'memetic, then fine-tuned': `${circles('')}network: { hidden: [24, 24] }\nstrategy: { population: 40 }\nmemetic: { every: 2, fraction: 0.3 }\nfinetune: { epochs: 5 }\n`,
  'memetic on batches, Baldwinian, chosen at random': `${circles(', batch: 500')}network: { hidden: [24, 24] }\nstrategy: { population: 40 }\nmemetic: { mode: baldwinian, select: random }\n`,
  'compared strictly': `${circles('')}network: { hidden: [24, 24] }\narithmetic: strict\n`,
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
  it.each(Object.keys(configs))('for any number of workers, %s', async (name) => {
    const folder = folderWith({ 'c.yaml': configs[name]! })
    const train = async (workers: number, out = `workers-${workers}`): Promise<Result> => {
      const { code, stdout, stderr } = await evolve(
        ...[folder, 'c.yaml', '--workers', `${workers}`, '--out', out, '-g', '12'],
      )
      expect(code, stderr).toBe(0)
      expect(`${stdout}${stderr}`).not.toContain('scoring it in process')
      const generations = 12 + (configs[name]!.includes('finetune') ? 5 : 0)
      expect(readJson(folder, out, 'run.json')).toMatchObject({ workers, generations, status: 'done' })
      return resultOf(join(folder, out))
    }
    const alone = await train(0)
    expect(alone.metrics.length).toBeGreaterThanOrEqual(12)
    for (const workers of [1, 2, 5]) expect(await train(workers), `${workers} workers`).toEqual(alone)
    expect(await train(2, 'again')).toEqual(alone)
  })

  it('and another seed gives others', async () => {
    const folder = folderWith({ 'c.yaml': configs['by default']! })
    const champions = await Promise.all(
      ['1', '2'].map(async (seed) => {
        await evolve(folder, 'c.yaml', '-g', '2', '--workers', '0', '--seed', seed, '--out', seed)
        return resultOf(join(folder, seed)).champion
      }),
    )
    expect(champions[0]).not.toBe(champions[1])
  })
})
