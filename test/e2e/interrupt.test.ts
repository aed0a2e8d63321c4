import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, listing, type Running, readJson, readText, start } from './command-line.ts'

/** Far more than anyone waits for. */
const long =
  'task: { kind: classification, data: { generate: circles, samples: 500 } }\nstop: { generations: 1000000 }\n'
/** Whose single generations take long, too. */
const slow = long
  .replace('500', '20000')
  .concat('network: { hidden: [64, 64] }\nstrategy: { population: 2000, initial: 10 }\n')

interface Metric {
  readonly generation: number
}

function metrics(run: string): Metric[] {
  return readText(run, 'metrics.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** What a run leaves that was told to stop: everything, whole. */
function expectWhole(run: string, drawn: readonly string[]): void {
  const record = readJson(run, 'run.json')
  expect(record).toMatchObject({ status: 'interrupted', reason: 'interrupted', error: null })
  const generations = metrics(run).map(({ generation }) => generation)
  expect(generations).toEqual(Array.from({ length: record.generations }, (_, index) => index + 1))
  expect(readJson(run, 'champion.json').parameters).toBeDefined()
  expect(listing(run)).toEqual([...files, ...drawn].sort())
}

const files = ['champion.json', 'checkpoints', 'config.json', 'metrics.jsonl', 'run.json']
/** What is drawn of a run of its own. */
const pictures = ['loss.png', 'network.png', 'report.html']
/** And if it is filmed. */
const films = ['film.gif', 'film.png', 'network.gif', 'snapshots.bin']

describe('a training that is told to stop', () => {
  it.each([
    ['by Ctrl-C', 'SIGINT', '2', true],
    ['by Ctrl-C, without workers', 'SIGINT', '0', false],
  ] as const)('%s, finishes its generation and writes everything', async (_, signal, workers, film) => {
    const folder = folderWith({ 'c.yaml': `${long}pictures: { film: ${film}, frames: 4 }\n` })
    const run = start(folder, 'c.yaml', '--workers', workers)
    await run.says('best')
    run.process.kill(signal)
    const { code, stdout, stderr } = await run.ending
    expect(code).toBe(130)
    expect(stdout).toMatch(/interrupted: [\d,]+ generations?, [\d,]+ evaluations in /)
    expect(stdout).toContain('written to runs/c\n')
    expect(stderr).not.toContain('    at ')
    expectWhole(join(folder, 'runs/c'), film ? [...pictures, ...films] : pictures)
  })

  it.each([
    ['whoever ends processes', 143, ({ process }: Running) => process.kill('SIGTERM')],
    ['a terminal that closes', 129, ({ process }: Running) => process.kill('SIGHUP')],
    [
      'a reader of its progress that leaves',
      141,
      ({ process }: Running) => {
        process.stdout!.destroy()
        process.stderr!.destroy()
      },
    ],
  ] as const)('by %s, writes everything but pictures', async (_, expected, end) => {
    const folder = folderWith({ 'c.yaml': `${long}pictures: { film: false }\n` })
    // Each tenth of the generations is a line of progress.
    const run = start(folder, 'c.yaml', '--workers', '0', '--set', 'stop.generations=2000')
    await run.says('best')
    end(run)
    const { code, stderr } = await run.ending
    expect(code).toBe(expected)
    if (expected !== 141) expect(stderr).toContain('no pictures drawn: evolve report runs/c draws them\n')
    expectWhole(join(folder, 'runs/c'), [])
  })

  it.each(['2', '0'])('twice, leaves at once, with %s workers', async (workers) => {
    const folder = folderWith({ 'c.yaml': slow })
    const run = start(folder, 'c.yaml', '--workers', workers)
    await run.says('population')
    // Well inside the first generation, which takes many seconds.
    await new Promise((resolve) => setTimeout(resolve, 500))
    run.process.kill('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(run.process.exitCode).toBeNull()
    run.process.kill('SIGINT')
    const { code, stderr } = await run.ending
    expect(code).toBe(130)
    expect(stderr).not.toContain('    at ')
    expect(readText(folder, 'runs/c/metrics.jsonl')).toBe('')
    expect(existsSync(join(folder, 'runs/c/champion.json'))).toBe(false)
    const error = 'ended at once, by a second signal'
    expect(readJson(folder, 'runs/c/run.json')).toMatchObject({ status: 'failed', error })
  })

  it('among repeats, keeps what is finished and prints its table', async () => {
    const config = long.replace('stop: { generations: 1000000 }', 'stop: { seconds: 0.5 }')
    const folder = folderWith({ 'c.yaml': config })
    const run = start(folder, 'c.yaml', '--workers', '0', '--repeats', '50')
    await run.says('seed 2')
    run.process.kill('SIGINT')
    const { code, stdout } = await run.ending
    expect(code).toBe(130)
    expect(stdout).toMatch(/^ +1 .*seconds$/m)
    expect(stdout).toMatch(/^ +2 .*interrupted$/m)
    expect(listing(join(folder, 'runs/c'))).toEqual(expect.arrayContaining(['repeats.json', 'repeats.png']))
    expect(readJson(folder, 'runs/c/seed-1/run.json')).toMatchObject({ status: 'done' })
    expectWhole(join(folder, 'runs/c/seed-2'), ['loss.png'])
  })
})
