import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { evolveHere, folderWith, listing, type Running, readJson, readText, start } from './command-line.ts'

const data = 'task: { kind: classification, data: { generate: moons, samples: 80, validation: 0.2 } }\n'
const small = 'network: { hidden: [8] }\nstop: { generations: 12 }\n'
const files = ['champion.json', 'checkpoints', 'config.json', 'loss.png', 'metrics.jsonl', 'run.json']

/** Of the seeds 1 to 4 the third finds nothing: its weights are so large that every loss overflows. */
const flaky: Readonly<Record<string, string>> = {
  'd.csv': `x,y\n${Array.from({ length: 30 }, (_, i) => `${(i + 1) * 1e18},${i % 7}\n`).join('')}`,
  'c.yaml':
    'task: { kind: regression, data: { file: d.csv, target: y, standardize: false } }\n' +
    'network: { hidden: [], activation: linear, init: { weights: uniform, scale: 2 } }\n' +
    'strategy: { population: 2, initial: 1 }\nstop: { generations: 1 }\n',
}
const nothing = 'expected at least one individual with a finite fitness, found none in 2 evaluations'

/** JSON without what the clock says. */
function timeless(text: string): unknown {
  return JSON.parse(text, (key, value) => (/^(timing|elapsedMs|startedAt|endedAt)$/.test(key) ? 0 : value))
}

/** Everything below a folder that may not depend on how many train at once, pictures byte by byte. */
function contentOf(folder: string): Record<string, unknown> {
  // The report says when it was made and how long trainings took.
  const names = listing(folder).filter((name) => /\.\w+$/.test(name) && !name.endsWith('.html'))
  return Object.fromEntries(
    names.map((name) => {
      const bytes = readFileSync(join(folder, name))
      if (name.endsWith('.jsonl')) return [name, bytes.toString().trimEnd().split('\n').map(timeless)]
      if (name.endsWith('run.json') || name.endsWith('repeats.json'))
        return [name, timeless(bytes.toString())]
      return [name, bytes.toString('base64')]
    }),
  )
}

/** Waits until trainings stand in `repeats.json`. */
async function finished(folder: string, count: number): Promise<void> {
  const path = join(folder, 'repeats.json')
  // The file is made empty to take the folder.
  const length = (): number => (existsSync(path) && readText(path) !== '' ? readJson(path).length : 0)
  while (length() < count) await setTimeout(20)
}

function seedsOf(folder: string): number[] {
  return readJson(folder, 'repeats.json').map(({ seed }: { seed: number }) => seed)
}

describe('repeats on threads', () => {
  it.each<[string, readonly number[], string]>([
    ['evolution', [1, 3], `${data}${small}strategy: { population: 20 }\npictures: false\n`],
    [
      'gradient descent',
      [3],
      `${data}${small}strategy: { kind: adam, learningRate: 0.01 }\npictures: false\n`,
    ],
    [
      'both, and fine-tuning',
      [3],
      `${data}${small}strategy: { population: 20 }\nmemetic: { every: 4, steps: 3 }\nfinetune: { epochs: 5 }\n`,
    ],
  ])('give the same bits as one after the other, by %s', async (_, counts, config) => {
    const folder = folderWith({ 'c.yaml': config })
    const train = async (workers: number): Promise<Record<string, unknown>> => {
      const out = `workers-${workers}`
      const { code, stdout, stderr } = await evolveHere(
        ...([folder, 'c.yaml', '--repeats', '4', '--workers', `${workers}`, '--out', out] as const),
      )
      expect(code, stderr).toBe(0)
      const report = config.includes('pictures: false') ? '' : `report: ${out}/report.html\n`
      expect(stdout).toMatch(new RegExp(`written to ${out}\n${report}$`))
      return contentOf(join(folder, out))
    }
    const alone = await train(0)
    const seeds = [1, 2, 3, 4].flatMap((seed) => files.map((name) => `seed-${seed}/${name}`))
    const named = seeds.filter((name) => /\.\w+$/.test(name))
    const all = ['config.json', 'repeats.json', 'repeats.png', ...named, 'trainings.json']
    const drawn = !config.includes('pictures: false')
    expect(Object.keys(alone)).toEqual(drawn ? all : all.filter((name) => !name.endsWith('.png')))
    expect(alone['seed-3/run.json']).toMatchObject({ seed: 3, workers: 0, status: 'done' })
    for (const workers of counts) expect(await train(workers), `${workers} workers`).toEqual(alone)
  })

  it('say on plain lines how all of them go', async () => {
    const folder = folderWith({ 'c.yaml': `${data}${small}pictures: false\n` })
    const { stdout, stderr } = await evolveHere(folder, 'c.yaml', '--repeats', '3', '--workers', '2')
    expect(stdout).toMatch(/^ {2}run {7}seed 1, 2 workers, /m)
    const lines = stderr.trimEnd().split('\n')
    for (const line of lines) {
      expect(line).toMatch(
        /^[0-3]\/3 trainings {2}best [\d.]+ {2}median [\d.]+ {2}[\d.k]+ evals\/s {2}(in )?\d+:\d\d( left| so far)?$/,
      )
    }
    expect(lines.at(-1)).toMatch(/^3\/3 .* in 0:\d\d$/)
    expect(lines.filter((line) => line.startsWith('3/3'))).toHaveLength(1)
  })

  it.each([
    ['0', 'pictures: false\n'],
    ['2', ''],
  ])('one that fails takes nothing from the others, with %s workers', async (workers, pictures) => {
    const folder = folderWith({ ...flaky, 'c.yaml': `${flaky['c.yaml']}${pictures}` })
    const { code, stdout, stderr } = await evolveHere(
      folder,
      'c.yaml',
      '--repeats',
      '4',
      '-w',
      workers,
      '--quiet',
    )
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: `evolve: seed 3: ${nothing}\n` })
    const run = join(folder, 'runs/c')
    expect(seedsOf(run)).toEqual([1, 2, 4])
    expect(readJson(run, 'seed-3/run.json')).toMatchObject({ status: 'failed', error: nothing })
    const drawn = pictures === ''
    expect(listing(join(run, 'seed-4'))).toEqual(files.filter((name) => drawn || name !== 'loss.png'))
    expect(existsSync(join(run, 'repeats.png'))).toBe(drawn)
  })

  it('none of which finds anything fail, and leave an empty list', async () => {
    const config = `${flaky['c.yaml']!.replace('scale: 2', 'scale: 1000')}pictures: false\n`
    const folder = folderWith({ ...flaky, 'c.yaml': config })
    const { code, stdout, stderr } = await evolveHere(
      folder,
      'c.yaml',
      '--repeats',
      '3',
      '-w',
      '2',
      '--quiet',
    )
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.trimEnd().split('\n').sort()).toEqual(
      [1, 2, 3].map((seed) => `evolve: seed ${seed}: ${nothing}`),
    )
    expect(seedsOf(join(folder, 'runs/c'))).toEqual([])
  })

  it('bad data is said once, and leaves nothing behind', async () => {
    const folder = folderWith({ ...flaky, 'c.yaml': flaky['c.yaml']!.replace('target: y', 'target: z') })
    const { code, stderr } = await evolveHere(folder, 'c.yaml', '--repeats', '3', '-w', '2')
    expect(code).toBe(2)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(listing(folder)).toEqual(['c.yaml', 'd.csv'])
  })
})

describe('repeats on threads that are told to stop', () => {
  const startLong = (config: string): { folder: string; run: Running } => {
    const folder = folderWith({ 'c.yaml': config })
    return {
      folder: join(folder, 'runs/c'),
      run: start(folder, 'c.yaml', '--workers', '2', '--repeats', '50'),
    }
  }

  it('finish their generations, write everything and begin no other', async () => {
    const { folder, run } = startLong(`${data}strategy: { population: 20 }\nstop: { seconds: 0.2 }\n`)
    await finished(folder, 2)
    run.process.kill('SIGINT')
    const { code, stdout, stderr } = await run.ending
    expect(code).toBe(130)
    expect(stderr).toContain('stopping after this generation; Ctrl-C now stops at once\n')
    expect(stderr).not.toContain('    at ')
    expect(stdout).toMatch(/^ +1 .*seconds$/m)
    expect(stdout).toMatch(/^ +\d .*interrupted$/m)
    const repeats: { seed: number; reason: string; generations: number }[] = readJson(folder, 'repeats.json')
    expect(listing(folder).filter((name) => /^seed-\d+$/.test(name))).toHaveLength(repeats.length)
    expect(repeats.length).toBeLessThan(50)
    for (const { seed, reason, generations } of repeats) {
      const of = join(folder, `seed-${seed}`)
      expect(listing(of)).toEqual(files)
      const status = reason === 'interrupted' ? 'interrupted' : 'done'
      expect(readJson(of, 'run.json')).toMatchObject({ status, reason, generations, error: null })
      expect(readText(of, 'metrics.jsonl').trimEnd().split('\n')).toHaveLength(generations)
      expect(readJson(of, 'champion.json').parameters).toBeDefined()
    }
    expect(existsSync(join(folder, 'repeats.png'))).toBe(true)
  })

  it('twice, leave at once', async () => {
    const large = data.replace('80', '20000')
    const { folder, run } = startLong(
      `${large}network: { hidden: [64, 64] }\nstrategy: { population: 2000 }\n`,
    )
    // Well inside the first generations, which take many seconds.
    for (const seed of ['seed-1', 'seed-2']) {
      while (!existsSync(join(folder, seed, 'run.json'))) await setTimeout(20)
    }
    run.process.kill('SIGINT')
    await run.says('Ctrl-C now stops at once')
    // Sooner it would be the same signal.
    await setTimeout(100)
    run.process.kill('SIGINT')
    const { code, stderr } = await run.ending
    expect(code).toBe(130)
    expect(stderr).not.toContain('    at ')
    expect(readText(folder, 'seed-1/metrics.jsonl')).toBe('')
    const error = 'ended at once, by a second signal'
    expect(readJson(folder, 'seed-1/run.json')).toMatchObject({ status: 'failed', error })
    expect(readJson(folder, 'repeats.json')).toEqual([])
  })
})
