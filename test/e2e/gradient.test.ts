import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evolveHere, folderWith, readJson, readText } from './command-line.ts'

const moons =
  'task: { kind: classification, data: { generate: moons, samples: 200, validation: 0.2, test: 0.2 } }\n' +
  'network: { hidden: [16] }\npictures: false\n'

function events(...path: readonly string[]): { phase: string; generation: number; champion: number }[] {
  return readText(...path, 'metrics.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('gradient descent', () => {
  it.each(['sgd', 'momentum', 'nesterov', 'rmsprop', 'adam', 'adamw'])('by %s learns', async (kind) => {
    const folder = folderWith({
      'c.yaml': `${moons}strategy: { kind: ${kind}, learningRate: 0.01 }\nstop: { generations: 40 }\n`,
    })
    const { code, stdout } = await evolveHere(folder, 'c.yaml')
    expect(code).toBe(0)
    expect(stdout).toContain(`${kind}, learning rate 0.01, batches of 32`)
    expect(stdout).toMatch(/all epochs done: 40 epochs, [\d,]+ evaluations/)
    const run = join(folder, 'runs/c')
    const course = events(run)
    expect(course).toHaveLength(40)
    expect(course.at(-1)!.champion).toBeLessThan(course[0]!.champion)
    const { champion, workers } = readJson(run, 'run.json')
    expect(workers).toBe(0)
    expect(champion.test.metrics.accuracy).toBeGreaterThan(0.7)
  })

  it('stops with the best weights when the loss explodes, and says so', async () => {
    const folder = folderWith({
      'c.yaml':
        'task: { kind: regression, data: { generate: function, samples: 50 } }\n' +
        'network: { activation: linear }\nstrategy: { kind: sgd, learningRate: 1000 }\npictures: false\n',
    })
    const { code, stdout } = await evolveHere(folder, 'c.yaml')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^the loss exploded, the best weights were kept: \d+ epochs?/m)
    const { reason, champion, failures } = readJson(folder, 'runs/c/run.json')
    expect({ reason, failures }).toEqual({ reason: 'exploded', failures: 1 })
    expect(champion.train.fitness).toBeGreaterThan(0)
  })

  it('fine-tunes the champion, and reports before and after', async () => {
    const folder = folderWith({
      'c.yaml':
        `${moons}strategy: { kind: ga, population: 20, initial: 1 }\nstop: { generations: 5 }\n` +
        'finetune: { epochs: 30, learningRate: 0.01, schedule: { kind: cosine } }\n',
    })
    const { code, stdout, stderr } = await evolveHere(folder, 'c.yaml', '--workers', '1')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^all generations done: 5 generations, 100 evaluations/m)
    expect(stdout).toMatch(/^fine-tuned with adam, all epochs done: 30 epochs/m)
    expect(stdout).toMatch(/^ {2}test +0\.\d+ +→ 0\.\d+/m)
    expect(stderr).toContain('fine-tuning  30/30')
    const run = join(folder, 'runs/c')
    const { phases, champion, generations } = readJson(run, 'run.json')
    expect(generations).toBe(35)
    expect(phases.map(({ phase, generations }: Record<string, unknown>) => [phase, generations])).toEqual([
      ['train', 5],
      ['finetune', 30],
    ])
    expect(phases[1].champion).toEqual(champion)
    expect(champion.validation.fitness).toBeLessThan(phases[0].champion.validation.fitness)
    expect(events(run).map(({ phase }) => phase)).toEqual([
      ...Array(5).fill('train'),
      ...Array(30).fill('finetune'),
    ])
  })
})

describe('a comparison', () => {
  const config =
    `${moons}strategy: { kind: ga, population: 20, initial: 1 }\n` +
    'finetune: { epochs: 10, learningRate: 0.01 }\n' +
    'compare:\n  budget: { evaluations: 200 }\n  repeats: 3\n  target: 0.4\n  contestants:\n' +
    '    hybrid: {}\n    GA alone: { finetune: null }\n' +
    '    Adam: { strategy: { kind: adam, learningRate: 0.01 }, finetune: null }\n'

  it('trains all on one budget, and gives the same figures for any number of workers', async () => {
    const folder = folderWith({ 'c.yaml': config.replace('pictures: false', 'pictures: { film: false }') })
    const outputs: unknown[] = []
    // Pictures of one of them will do.
    const drawn = (workers: string): string[] => (workers === '1' ? ['--set', 'pictures=false'] : [])
    for (const workers of ['1', '3']) {
      const out = `w${workers}`
      const { code, stdout, stderr } = await evolveHere(
        ...([folder, 'compare', 'c.yaml', '-w', workers, '-o', out, ...drawn(workers)] as const),
      )
      expect(code, stderr).toBe(0)
      expect(stdout).toContain('budget: 200 evaluations per training; 3 repeats, seeds 1 … 3')
      for (const label of ['hybrid', 'GA alone', 'Adam'])
        expect(stdout).toMatch(new RegExp(`^${label} +0\\.`, 'm'))
      const record = readJson(folder, out, 'compare.json')
      for (const { trainings } of record.contestants) {
        expect(trainings).toHaveLength(3)
        for (const training of trainings) {
          expect(training.evaluations).toBeLessThanOrEqual(200)
          expect(training.evaluations).toBeGreaterThan(170)
          delete training.elapsedMs
        }
      }
      for (const contestant of record.contestants) delete contestant.secondsToTarget
      outputs.push(record)
      expect(readText(folder, out, 'GA-alone/seed-2/champion.json')).toContain('evolve-mlp')
      if (workers === '3') expect(readText(folder, out, 'compare.png').length).toBeGreaterThan(10_000)
    }
    expect(outputs[1]).toEqual(outputs[0])
  })

  it('knows whom to compare where the config does not say', async () => {
    const folder = folderWith({ 'c.yaml': `${moons}stop: { evaluations: 1500 }\n` })
    const { code, stdout } = await evolveHere(folder, 'compare', 'c.yaml', '--repeats', '1')
    expect(code).toBe(0)
    for (const label of ['ga', 'adam', 'ga, then adam', 'ga, memetic']) {
      expect(stdout).toMatch(new RegExp(`^${label}  +[\\d.e-]+`, 'm'))
    }
  })

  it('charges whole passes to a descent where the others score on batches', async () => {
    const folder = folderWith({ 'c.yaml': config.replace('test: 0.2 } }', 'test: 0.2 }, batch: 30 }') })
    const { code, stderr } = await evolveHere(folder, 'compare', 'c.yaml')
    expect(code, stderr).toBe(0)
    const { contestants } = readJson(folder, 'runs/c-compare/compare.json')
    for (const { label, trainings } of contestants) {
      for (const { evaluations } of trainings) {
        expect(evaluations, label).toBeLessThanOrEqual(200)
        // A generation costs 20, an epoch over four batches' samples about 15.
        expect(evaluations, label).toBeGreaterThan(175)
      }
    }
  })

  it.each([
    [
      'fine-tuning that the budget does not pay for',
      config.replace('epochs: 10', 'epochs: 60'),
      /^evolve: c.yaml:\d+:\d+: compare.contestants.hybrid.finetune.epochs: expected at most \d+, for a budget of 200 evaluations, found 60\n$/,
    ],
    [
      'a budget of both kinds',
      config.replace('evaluations: 200', 'evaluations: 200, seconds: 1'),
      /^evolve: c.yaml:\d+:\d+: compare.budget: expected either evaluations or seconds, found /,
    ],
    [
      'a single contestant',
      `${moons}compare: { contestants: { one: {} } }\n`,
      /^evolve: c.yaml:\d+:\d+: compare.contestants: expected at least two contestants, found /,
    ],
    [
      'a contestant that does not go together with itself',
      config.replace('kind: adam', 'kind: adamw, l2: 0.1'),
      /^evolve: c.yaml:\d+:\d+: compare.contestants.Adam.strategy.l2: expected 0 with adamw, which has weightDecay instead, found 0.1\n$/,
    ],
    [
      'a first generation beyond the budget',
      config.replace('initial: 1', 'initial: 50'),
      /^evolve: c.yaml:\d+:\d+: compare.budget: expected at least 1000, the first generation, for the contestant "hybrid", found 200\n$/,
    ],
  ])('refuses %s before anything is written', async (_, text, line) => {
    const folder = folderWith({ 'c.yaml': text })
    const { code, stdout, stderr } = await evolveHere(folder, 'compare', 'c.yaml')
    expect(stderr).toMatch(line)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(() => readText(folder, 'runs')).toThrow('ENOENT')
  })
})
