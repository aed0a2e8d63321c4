import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { built } from './built.ts'
import { evolve, evolveHere, folderWith, listing, program, readJson, readText } from './command-line.ts'

const { readConfig } = await built<typeof import('../../src/config/read.ts')>('config/read')

const penguins: string = join(import.meta.dirname, '../../node_modules/vega-datasets/data/penguins.json')
const small = 'strategy: { population: 20, initial: 1 }\nstop: { generations: 5 }\n'
const moons = `task: { kind: classification, data: { generate: moons, samples: 60, validation: 0.2 } }\n${small}`
/** The same without a film, which takes most of the time. */
const plain = `${moons}pictures: false\n`
const unfilmed = `${moons}pictures: { film: false }\n`
const files = ['champion.json', 'checkpoints', 'config.json', 'loss.png', 'metrics.jsonl', 'run.json']
/** Of a training by itself. */
const alone = [...files, 'network.png', 'report.html'].sort()
/** The same, filmed. */
const filmed = [...alone, 'film.gif', 'film.png', 'network.gif', 'snapshots.bin'].sort()

/** Inputs so large that every loss overflows. */
const hopeless: Readonly<Record<string, string>> = {
  'd.csv': `x,y\n${Array.from({ length: 30 }, (_, i) => `${(i + 1) * 1e36},${i % 7}\n`).join('')}`,
  'c.yaml':
    'task: { kind: regression, data: { file: d.csv, target: y, standardize: false } }\n' +
    `network: { activation: linear, init: { weights: uniform, scale: 1000 } }\n${small}`,
}
const nothing =
  'stopped since 20 of 20 evaluations of generation 2 gave no finite loss, and 20 of the one before; weights or inputs are ' +
  'too large from the start: lower network.init, or set standardize: true for the data'

/** How many colours a picture has. */
function colours(...path: readonly string[]): number {
  const { data } = PNG.sync.read(readFileSync(join(...path)))
  return new Set(new Uint32Array(data.buffer, data.byteOffset, data.length / 4)).size
}

describe('a training', () => {
  it('leaves a whole run folder and says on plain lines how it goes where no terminal listens', async () => {
    const folder = folderWith({ 'c.yaml': moons })
    const { code, stdout, stderr } = await evolve(folder, 'c.yaml', '--workers', '0')
    expect(code, stderr).toBe(0)
    const run = join(folder, 'runs/c')
    expect(listing(run)).toEqual(filmed)
    const lines = readText(run, 'metrics.jsonl').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).generation)).toEqual([1, 2, 3, 4, 5])
    const last = JSON.parse(lines.at(-1)!)
    const record = readJson(run, 'run.json')
    expect(record).toMatchObject({
      ...{ format: 'evolve-mlp run', version: 1, name: 'c', seed: 1, workers: 0, status: 'done' },
      ...{ reason: 'generations', generations: 5, evaluations: last.evaluations, failures: 0, error: null },
      samples: { train: 48, validation: 12, test: 0 },
      champion: { train: { fitness: last.champion }, validation: { fitness: last.validation }, test: null },
    })
    expect(record.hashes.config).toMatch(/^[0-9a-f]{64}$/)
    expect(colours(run, 'loss.png')).toBeGreaterThan(20)

    expect(`${stdout}${stderr}`.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
    expect(stderr.trimEnd().split('\n')).toHaveLength(6)
    expect(stderr).toMatch(/\ndrawing the film\n$/)
    expect(stderr).toMatch(
      /^1\/5 {2}best [\d.]+ {2}validation [\d.]+ {2}[\d.k]+ evals\/s {2}\d+:\d\d (so far|left)$/m,
    )
    expect(stdout).toMatch(
      /^c\n {2}network {3}2-16-16-2 tanh, softmax, 354 parameters\n {2}samples {3}48 train, 12 validation\n {2}strategy {2}ga, population 20\n {2}run {7}seed 1, in process, engine (native|wasm), (fused|strict) arithmetic\nall generations done: 5 generations, 100 evaluations in [\d.]+ m?s \([\d,]+ a second\)\nchampion of generation \d\n {14}cross-entropy {2}accuracy\n {2}train +[\d.]+ +[\d.]+ %\n {2}validation +[\d.]+ +[\d.]+ %\nwritten to runs\/c\nreport: runs\/c\/report\.html\n$/,
    )
  })

  it('leaves another folder next to one of its name, and no film where the config says so', async () => {
    const folder = folderWith({ 'c.yaml': plain })
    await evolveHere(folder, 'c.yaml', '--workers', '0')
    const args = ['c.yaml', '--workers', '0', '--set', 'pictures={ film: false }']
    const { code, stdout, stderr } = await evolveHere(folder, ...args)
    expect(code).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.slice(-2)).toEqual([
      'written to runs/c-2, since runs/c exists',
      'report: runs/c-2/report.html',
    ])
    expect(stderr).not.toContain('film')
    expect(listing(join(folder, 'runs/c-2'))).toEqual(alone)
    const pictures = { film: false, frames: 120, scale: 'auto' }
    expect(readJson(folder, 'runs/c-2/config.json').pictures).toEqual(pictures)
  })

  it('of the config that another one wrote gives the same champion', async () => {
    const folder = folderWith({
      'in/p.yaml': `task: { kind: classification, data: { file: data.json, target: Species } }\nout: ../out\n${small}pictures: false\n`,
      'in/data.json': readText(penguins),
    })
    expect((await evolveHere(folder, 'in/p.yaml', '--workers', '0', '--seed', '7')).code).toBe(0)
    const written = await readConfig(join(folder, 'out/config.json'))
    expect(written.config).toMatchObject({ name: 'p', seed: 7, task: { data: { file: '../in/data.json' } } })
    expect((await evolveHere(folder, 'out/config.json', '--workers', '0')).code).toBe(0)
    expect(readText(folder, 'runs/p/champion.json')).toBe(readText(folder, 'out/champion.json'))
    expect(readText(folder, 'runs/p/config.json')).toBe(
      readText(folder, 'out/config.json').replace('../in', '../../in'),
    )
  })

  it('two at the same moment take a folder each', async () => {
    const folder = folderWith({ 'c.yaml': plain })
    const endings = await Promise.all([1, 2].map(() => evolve(folder, 'c.yaml', '--workers', '0')))
    expect(endings.map(({ code }) => code)).toEqual([0, 0])
    expect(listing(join(folder, 'runs')).filter((name) => name.endsWith('champion.json'))).toHaveLength(2)
  })

  it('says nothing if it is to be quiet', async () => {
    const folder = folderWith({ 'c.yaml': unfilmed })
    // Those of repeats are drawn quietly among the tests of films.
    for (const more of [[], ['--repeats', '2', '--set', 'pictures=false']]) {
      expect(await evolveHere(folder, 'c.yaml', '--quiet', ...more)).toEqual({
        code: 0,
        stdout: '',
        stderr: '',
      })
    }
    expect(listing(join(folder, 'runs/c'))).toEqual(alone)
  })

  it('takes options before what the config says', async () => {
    const folder = folderWith({ 'c.yaml': `${plain}seed: 5\nworkers: 1\nout: elsewhere\n` })
    const { code } = await evolveHere(
      ...[folder, 'c.yaml', '-w', '0', '-s', '9', '-g', '3', '-o', 'here'],
      ...[
        '--set',
        'strategy.population=30',
        '--set',
        'network.hidden=[4, 4]',
        '--set',
        'strategy.selection=roulette',
      ],
    )
    expect(code).toBe(0)
    expect(readJson(folder, 'here/run.json')).toMatchObject({
      ...{ seed: 9, workers: 0, generations: 3, evaluations: 90, network: '2-4-4-2 tanh, softmax' },
    })
    expect(readJson(folder, 'here/config.json')).toMatchObject({
      strategy: { population: 30, selection: { kind: 'roulette' } },
    })
  })

  it.each([
    ['generations', '{ generations: 3, patience: 1000 }', '3 generations'],
    ['evaluations', '{ evaluations: 79 }', '3 generations, 60 evaluations'],
    ['seconds', '{ seconds: 0.2 }', 'time is up'],
    ['target', '{ generations: 1000, target: 0.6 }', 'target reached'],
    ['patience', '{ patience: 2, seconds: 20 }', 'no better champion'],
  ])('names %s where that is what ended it', async (reason, stop, said) => {
    const folder = folderWith({ 'c.yaml': plain.replace('{ generations: 5 }', stop) })
    const { code, stdout } = await evolveHere(folder, 'c.yaml', '--workers', '0')
    expect(code).toBe(0)
    expect(stdout).toContain(said)
    const record = readJson(folder, 'runs/c/run.json')
    expect(record).toMatchObject({ status: 'done', reason })
    if (reason === 'target') expect(record.champion.train.fitness).toBeLessThanOrEqual(0.6)
  })

  it('in which nothing can be scored fails in one line, and says so in its record', async () => {
    const folder = folderWith(hopeless)
    const { code, stderr } = await evolveHere(folder, 'c.yaml', '-w', '0')
    expect(code).toBe(1)
    expect(stderr).toContain('2/5  best -  ')
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(`evolve: ${nothing}`)
    expect(readJson(folder, 'runs/c/run.json')).toMatchObject({
      ...{
        status: 'failed',
        error: nothing,
        generations: 2,
        evaluations: 40,
        failures: 40,
        champion: null,
      },
    })
    expect(listing(join(folder, 'runs/c'))).toEqual(['config.json', 'metrics.jsonl', 'run.json'])
  })

  it('reads configs in TypeScript and as modules', async () => {
    const object =
      '{ task: { kind: "regression", data: { generate: "function" } }, strategy: { population: 10 }, pictures: false }'
    const folder = folderWith({
      'one.ts': `interface Any { [key: string]: unknown }\nconst config: Any = ${object}\nexport default config\n`,
      'two.mjs': `export default async () => (${object})\n`,
    })
    for (const config of ['one.ts', 'two.mjs']) {
      const { code, stderr } = await evolveHere(folder, config, '-g', '2', '--workers', '0')
      expect(code, stderr).toBe(0)
    }
    expect(readText(folder, 'runs/one/champion.json')).toBe(readText(folder, 'runs/two/champion.json'))
  })
})

describe('repeats', () => {
  it('stand in a table, a plot and a folder a seed', async () => {
    const folder = folderWith({
      'c.yaml': unfilmed.replace('generations: 5', 'generations: 5, target: 0.62'),
    })
    const { code, stdout, stderr } = await evolveHere(
      folder,
      'c.yaml',
      '--repeats',
      '3',
      '--seed',
      '4',
      '-w',
      '0',
    )
    expect(code, stderr).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    const header = lines.findIndex((line) => line.startsWith('seed  '))
    expect(lines[header]!.split(/ {2,}/)).toEqual([
      ...['seed', 'train cross-entropy', 'validation cross-entropy', 'validation accuracy'],
      ...['evaluations', 'time', 'ended by'],
    ])
    const repeats: { seed: number; fitness: number; reason: string }[] = readJson(
      folder,
      'runs/c/repeats.json',
    )
    expect(repeats.map(({ seed }) => seed)).toEqual([4, 5, 6])
    for (const [index, { seed, fitness, reason }] of repeats.entries()) {
      expect(lines[header + 1 + index]).toMatch(new RegExp(`^ +${seed} +0\\.\\d+ .*${reason}$`))
      const record = readJson(folder, `runs/c/seed-${seed}/run.json`)
      expect(record).toMatchObject({ seed, reason, champion: { train: { fitness } } })
      expect(listing(join(folder, `runs/c/seed-${seed}`))).toEqual(files)
    }
    const [, median] = repeats.map(({ fitness }) => fitness).sort((a, b) => a - b)
    const said = /^cross-entropy: median (0\.\d+), quartiles .* to .*, range .* to .*$/m.exec(stdout)!
    expect(Number(said[1])).toBeCloseTo(median!, 3)
    const reached = repeats.filter(({ reason }) => reason === 'target').length
    expect(stdout).toContain(` % (${reached} of 3 reached 0.62)`)
    expect(lines.slice(-2)).toEqual(['written to runs/c', 'report: runs/c/report.html'])
    expect(colours(folder, 'runs/c/repeats.png')).toBeGreaterThan(20)
    expect(
      listing(join(folder, 'runs/c')).filter((name) => !name.includes('/') && name.includes('.')),
    ).toEqual(['config.json', 'repeats.json', 'repeats.png', 'report.html', 'trainings.json'])
  })

  it('go on where one finds nothing, and fail in the end', async () => {
    const folder = folderWith(hopeless)
    expect(await evolveHere(folder, 'c.yaml', '--repeats', '2', '-w', '0', '--quiet')).toEqual({
      ...{ code: 1, stdout: '', stderr: `evolve: seed 1: ${nothing}\nevolve: seed 2: ${nothing}\n` },
    })
    expect(readJson(folder, 'runs/c/seed-2/run.json').status).toBe('failed')
  })

  it('give what single runs give', async () => {
    const folder = folderWith({ 'c.yaml': plain })
    await evolveHere(folder, 'c.yaml', '--repeats', '2', '-w', '0', '--out', 'all')
    await evolveHere(folder, 'c.yaml', '--seed', '2', '-w', '0', '--out', 'one')
    expect(readText(folder, 'all/seed-2/champion.json')).toBe(readText(folder, 'one/champion.json'))
  })
})

describe('the other commands', () => {
  it('validate says what a training does, and prints a config with every default, which trains', async () => {
    const folder = folderWith({ 'c.yaml': plain })
    const args = ['validate', 'c.yaml', '--set', 'seed=3'] as const
    expect((await evolveHere(folder, ...args)).stdout).toMatch(
      /^c\n {2}task .*\n(.*\n)* {2}network {5}2-16-16-2/,
    )
    const { code, stdout, stderr } = await evolveHere(folder, ...args, '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ seed: 3, engine: 'auto' })
    expect(listing(folder)).toEqual(['c.yaml'])
    writeFileSync(join(folder, 'whole.json'), stdout)
    expect((await evolveHere(folder, 'whole.json', '-w', '0')).code).toBe(0)
  })

  it('init writes a config that trains, and never over another', async () => {
    const folder = folderWith()
    expect(await evolveHere(folder, 'init', 'first/try')).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: 'wrote first/try/evolve.yaml; train it with: evolve first/try/evolve.yaml\n',
    })
    const written = readText(folder, 'first/try/evolve.yaml')
    expect(
      (await evolveHere(folder, 'first/try/evolve.yaml', '-g', '2', '-w', '0', '--set', 'pictures=false'))
        .code,
    ).toBe(0)
    expect(await evolveHere(folder, 'init', 'first/try')).toEqual({
      ...{ code: 2, stdout: '' },
      stderr:
        'evolve: first/try/evolve.yaml: expected a new file, found an existing one; choose another folder\n',
    })
    expect(readText(folder, 'first/try/evolve.yaml')).toBe(written)
  })

  it.each([['--help'], ['-h'], ['help'], ['help', 'train'], ['predict', '--help']])(
    'help is said with %s %s',
    async (...args) => {
      const { code, stdout, stderr } = await evolveHere(
        folderWith(),
        ...args.filter((arg) => arg !== undefined),
      )
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(/^Usage: evolve /)
    },
  )

  it('help loads a few files of the program, and no package that only a command needs', async () => {
    const folder = folderWith()
    process.env['NODE_V8_COVERAGE'] = join(folder, 'coverage')
    const { code } = await evolve(folder, '--help').finally(() => {
      delete process.env['NODE_V8_COVERAGE']
    })
    expect(code).toBe(0)
    const [file] = listing(join(folder, 'coverage'))
    const urls: string[] = readJson(folder, 'coverage', file!).result.map(({ url }: { url: string }) => url)
    const packages = urls.flatMap((url) => /node_modules\/([^/]+)/.exec(url)?.[1] ?? [])
    expect(packages).toEqual([])
    const ours = urls.filter((url) => url.startsWith('file:'))
    expect(ours.length, ours.join('\n')).toBeLessThanOrEqual(8)
  })

  it('the version is that of the package', async () => {
    const { version } = readJson(import.meta.dirname, '../../package.json')
    expect(await evolveHere(folderWith(), '--version')).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    })
  })

  it.each([
    ['c.yaml --workers 0 | head -1'],
    ['c.yaml -w 0 -g 400 | true'],
    ['validate c.yaml | true'],
    ['--help | head -1'],
  ])('a reader that leaves early ends nothing and is no error: %s', (line) => {
    const folder = folderWith({ 'c.yaml': plain })
    const command = `"${process.execPath}" "${program}" ${line}`
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
    expect(`${stdout}${stderr}`).not.toMatch(/EPIPE| {4}at /)
    if (line.startsWith('c.yaml')) expect(readJson(folder, 'runs/c/run.json').status).toBe('done')
  })

  it('a training whose files may grow no more keeps champion and record, and says what is missing', () => {
    const folder = folderWith({ 'c.yaml': `${unfilmed}\n` })
    // Blocks of 512 or of 1024 bytes, by the shell: more than the room that is held, less than all metrics.
    const command = `ulimit -f 140; "${process.execPath}" "${program}" c.yaml -w 0 -g 1000`
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
    expect(stderr).toMatch(
      /\nevolve: runs\/c: champion.json and run.json are written; metrics.jsonl lacks \d+ lines: a limit on the size of files \(ulimit -f\)\nno pictures drawn: evolve report runs\/c draws them\n$/,
    )
    expect(status).toBe(1)
    expect(readJson(folder, 'runs/c/run.json')).toMatchObject({ status: 'done', generations: 1000 })
    expect(readJson(folder, 'runs/c/champion.json').parameters).toBeDefined()
  })

  it('a training whose output goes to a full disk goes on to its end, then says what is missing', () => {
    const folder = folderWith({ 'c.yaml': `${plain}\n` })
    const command = `"${process.execPath}" "${program}" c.yaml -w 0 > /dev/full`
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
    expect(stderr).toMatch(/evolve: the output could not be written: a full disk\n$/)
    expect(status).toBe(1)
    expect(readJson(folder, 'runs/c/run.json').status).toBe('done')
  })
})
