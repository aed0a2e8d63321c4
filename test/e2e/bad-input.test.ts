import { describe, expect, it } from 'vitest'
import { type Ending, evolve, evolveHere, folderWith, listing } from './command-line.ts'

/** What a user did, and the one line that it comes to. */
interface Mistake {
  readonly what: string
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly args?: readonly string[]
  readonly line: string
}

const moons = 'task: { kind: classification, data: { generate: moons, samples: 40 } }\n'
const jsonTask = '{"kind": "classification", "data": {"generate": "moons"}}'
const fromFile = 'task: { kind: classification, data: { file: data.csv, target: kind } }\n'
const rows: string = Array.from({ length: 20 }, (_, i) => `${i},${(i * 2) % 7},${'xy'[i % 2]}\n`).join('')
const csv = `a,b,kind\n${rows}`
const topLevel =
  'name, seed, network, task, strategy, from, stop, finetune, memetic, compare, metrics, checkpoint, pictures, engine, arithmetic, executor, workers, out'

/** A config that cannot be trained. */
function config(what: string, text: string | Uint8Array, line: string): Mistake {
  return { what, files: { 'c.yaml': text }, line: `c.yaml${/^\d/.test(line) ? ':' : ': '}${line}` }
}

/** The config of the moons, with more lines. */
function more(what: string, text: string, line: string): Mistake {
  return config(what, `${moons}${text}\n`, line)
}

/** A good config of a bad data file. */
function data(what: string, content: string | Uint8Array, line: string): Mistake {
  return { what, files: { 'c.yaml': fromFile, 'data.csv': content }, line: `data.csv: ${line}` }
}

/** A good config with bad arguments behind it. */
function args(what: string, given: readonly string[], line: string): Mistake {
  return { what, files: { 'c.yaml': moons }, args: ['c.yaml', ...given], line }
}

async function expectRefusal(
  { files, args = ['c.yaml'], line }: Mistake,
  run: (folder: string, ...args: readonly string[]) => Promise<Ending>,
): Promise<void> {
  const folder = folderWith(files)
  const before = listing(folder)
  const ending = await run(folder, ...args)
  const stderr = `evolve: ${line.replaceAll('FOLDER', folder)}\n`
  expect(ending).toEqual({ code: 2, stdout: '', stderr })
  expect(listing(folder)).toEqual(before)
}

function expectRefusals(mistakes: readonly Mistake[]): void {
  it.each(mistakes.map((mistake) => [mistake.what, mistake] as const))('%s', async (_, mistake) => {
    await expectRefusal(mistake, evolveHere)
  })
}

/** One of each kind, and what could end a process before it says anything. */
const asProcess: readonly Mistake[] = [
  args('a misspelt option', ['--wokers', '2'], "unknown option '--wokers' (Did you mean --workers?)"),
  more(
    'a config with a misspelt key',
    'stratgy: {}',
    '2:1: stratgy: expected a known key, found "stratgy"; did you mean "strategy"?',
  ),
  config(
    'a config that is a bomb of aliases',
    `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh']
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(', ')}]\n`)
      .join('')}`,
    'expected at most 100 uses of aliases, found more',
  ),
  config(
    'a config that is a bomb of nesting',
    `task: ${'['.repeat(5000)}\n`,
    'expected at most 100 levels of nesting, found more',
  ),
  {
    what: 'a module that throws',
    files: { 'c.mjs': 'throw new Error("first\\nsecond")' },
    args: ['c.mjs'],
    line: 'c.mjs: expected a module that loads, found an error: Error: first',
  },
  data('data with a ragged row', `${csv}1,2\n`, 'line 22: expected 3 values, one for each column, found 2'),
  {
    what: 'a run folder that is a file',
    files: { 'c.yaml': moons, r: '' },
    args: ['c.yaml', '--out', 'r'],
    line: 'r: --out: expected a folder that can be written to, found a file where a folder should be',
  },
  {
    what: 'a model that is missing',
    files: { 'x.csv': csv },
    args: ['predict', 'r', 'x.csv'],
    line: 'r: expected the folder of a run, the name of one below runs, a config or a model file, found nothing of that name',
  },
]

describe('a process refuses in one line, leaving nothing behind,', () => {
  it.concurrent.each(asProcess.map((mistake) => [mistake.what, mistake] as const))(
    '%s',
    async (_, mistake) => {
      await expectRefusal(mistake, evolve)
    },
  )
})

describe('refuses in one line, leaving nothing behind, a config', () => {
  expectRefusals([
    more(
      'with a misspelt key deep down',
      'strategy: { mutation: { sigme: 1 } }',
      '2:25: strategy.mutation.sigme: expected a known key, found "sigme"; did you mean "sigma"?',
    ),
    more(
      'with an unknown key',
      'weather: fine',
      `2:1: weather: expected a known key, found "weather"; known here: ${topLevel}`,
    ),
    more(
      'with a misspelt kind',
      'strategy: { selection: tornament }',
      '2:24: strategy.selection: expected one of truncation, tournament, roulette, linear-rank, stochastic-universal, ' +
        'found "tornament"; did you mean "tournament"?',
    ),
    more('with a key twice', 'seed: 1\nseed: 2', '3:1: expected each key once, found "seed" again'),
    {
      what: 'in JSON with a key twice',
      files: { 'c.json': '{"seed": 1,\n "seed": 2}' },
      args: ['c.json'],
      line: 'c.json:2:2: expected each key once, found "seed" again',
    },
    config(
      'of malformed YAML',
      'task:\n\tkind: x\n',
      '2:1: expected YAML, found an error: Tabs are not allowed as indentation',
    ),
    {
      what: 'of malformed JSON',
      files: { 'c.json': '{\n  "seed": 1,,\n}' },
      args: ['c.json'],
      line: 'c.json:2:13: expected a key in double quotes, found ","',
    },
    { what: 'that is missing', args: ['c.yaml'], line: 'c.yaml: expected a config file, found no such file' },
    {
      what: 'that is a folder',
      files: { 'd.yaml/x': '' },
      args: ['d.yaml'],
      line: 'd.yaml: expected a config file, found a folder',
    },
    {
      what: 'of an unknown type',
      files: { 'c.toml': 'seed = 1' },
      args: ['c.toml'],
      line: 'c.toml: expected a config of type .yaml, .yml, .json, .js, .mjs, .ts, .mts, found ".toml"',
    },
    config('that is empty', '', 'expected a config, found an empty file'),
    config('of comments alone', '# later\n', 'expected a config, found nothing'),
    config('that is a list', '- 1\n', 'expected a mapping, found a list of 1'),
    config(
      'that is huge',
      `# ${'x'.repeat(1_200_000)}\n`,
      'expected a config of at most 1 MiB, found 1.1 MiB',
    ),
    config('of binary data', Uint8Array.of(0, 1, 2, 255), 'expected text in UTF-8, found binary data'),
    config(
      'that is not UTF-8',
      Uint8Array.of(0x61, 0x3a, 0x20, 0xff),
      'expected text in UTF-8, found bytes that are not UTF-8',
    ),
    more(
      'with __proto__',
      '__proto__: { seed: 3 }',
      `2:1: __proto__: expected a known key, found "__proto__"; known here: ${topLevel}`,
    ),
    {
      what: 'in JSON with __proto__',
      files: { 'c.json': `{"task": ${jsonTask}, "__proto__": {"seed": 3}}` },
      args: ['c.json'],
      line: `c.json:1:69: __proto__: expected a known key, found "__proto__"; known here: ${topLevel}`,
    },
    more(
      'with a value of __proto__',
      'arithmetic: __proto__',
      '2:13: arithmetic: expected one of auto, strict, fused, found "__proto__"',
    ),
    more(
      'with NaN',
      'strategy: { mutation: { sigma: .nan } }',
      '2:32: strategy.mutation.sigma: expected a number above 0, at most 1000000, found NaN',
    ),
    more(
      'with Infinity',
      'stop: { seconds: .inf }',
      '2:18: stop.seconds: expected a number above 0, found Infinity',
    ),
    {
      what: 'in JSON with NaN',
      files: { 'c.json': '{"seed": NaN}' },
      args: ['c.json'],
      line: 'c.json:1:10: expected a JSON value, found "NaN"',
    },
    {
      what: 'of a module with NaN',
      files: {
        'c.mjs': 'export default { seed: NaN, task: { kind: "classification", data: { generate: "xor" } } }',
      },
      args: ['c.mjs'],
      line: 'c.mjs: seed: expected an integer from 0 to 4294967295, found NaN',
    },
    {
      what: 'of a module without a default export',
      files: { 'c.ts': 'export const config: object = {}' },
      args: ['c.ts'],
      line: 'c.ts: expected a default export, found "config"',
    },
    more(
      'with a rate above 1',
      'strategy: { mutation: { rate: 1.5 } }',
      '2:31: strategy.mutation.rate: expected a number from 0 to 1, found 1.5',
    ),
    more(
      'with a rate below 0',
      'strategy: { crossover: { kind: uniform, rate: -0.1 } }',
      '2:47: strategy.crossover.rate: expected a number from 0 to 1, found -0.1',
    ),
    more(
      'with a word for a rate',
      'strategy: { mutation: { rate: high } }',
      '2:31: strategy.mutation.rate: expected a number from 0 to 1, found "high"',
    ),
    more(
      'with as many elites as individuals',
      'strategy: { population: 10, elites: 10 }',
      '2:37: strategy.elites: expected less than 10, the population, found 10',
    ),
    more(
      'with a tournament larger than the population',
      'strategy: { population: 20, elites: 1, replacement: generational, selection: { kind: tournament, size: 21 } }',
      '2:104: strategy.selection.size: expected at most 20, the population, found 21',
    ),
    more(
      'with a tournament larger than the parents',
      'strategy: { replacement: plus, parents: 10, selection: { kind: tournament, size: 11 } }',
      '2:82: strategy.selection.size: expected at most 10, the parents, found 11',
    ),
    more(
      'with a population of one',
      'strategy: { population: 1 }',
      '2:25: strategy.population: expected an integer from 2 to 1000000, found 1',
    ),
    more(
      'with a layer of no width',
      'network: { hidden: [8, 0] }',
      '2:24: network.hidden[1]: expected an integer from 1 to 65536, found 0',
    ),
    more(
      'with an absurd layer',
      'network: { hidden: [1000000] }',
      '2:21: network.hidden[0]: expected an integer from 1 to 65536, found 1000000',
    ),
    more(
      'with a network that does not fit in memory',
      'network: { hidden: [65536, 65536] }\nstrategy: { population: 50, initial: 10 }\nworkers: 0',
      '2:1: network.hidden, strategy.population, task.data: expected population, data and workspace to fit in 4 GiB, ' +
        'found 896.1 GiB: 55 genomes of 4295360514 parameters (2-65536-65536-2) 896.1 GiB, 40 samples 0.0 GiB, ' +
        'workspace of 1 thread 0.0 GiB; make the network, the population or the data smaller',
    ),
    config(
      'with data that does not fit in memory',
      'task: { kind: classification, data: { generate: moons, samples: 1000000000000000 } }\n',
      '1:65: task.data.samples: expected at most 50,000,000 cells, ' +
        'found 1,000,000,000,000,000 rows × 2 inputs = 2,000,000,000,000,000',
    ),
    config(
      'whose parts leave nothing to train on',
      'task: { kind: classification, data: { generate: moons, validation: 0.5, test: 0.6 } }\n',
      '1:79: task.data.test: expected less than 0.5, the share that validation leaves, found 0.6',
    ),
    config(
      'whose loss does not fit the outputs',
      'task: { kind: classification, data: { generate: moons }, loss: cross-entropy }\nnetwork: { output: tanh }\n',
      '2:20: network.output: expected softmax for the loss cross-entropy, since it treats the outputs as probabilities ' +
        'of exclusive classes, found tanh',
    ),
    config(
      'with softmax over one output',
      'task: { kind: regression, data: { generate: function } }\nnetwork: { output: softmax }\n',
      '2:20: network.output: expected at least two outputs for softmax, which makes them sum to 1, found one',
    ),
    more(
      'that stops before its first generation is whole',
      'strategy: { population: 20, initial: 10 }\nstop: { evaluations: 199 }',
      '3:22: stop.evaluations: expected at least 200, the first generation, found 199',
    ),
    config(
      'with a batch larger than the data',
      'task: { kind: classification, data: { generate: moons, samples: 40 }, batch: 41 }\n',
      '1:78: task.batch: expected at most 40, the samples of the training part, found 41',
    ),
    config(
      'without a task',
      'seed: 1\n',
      'task: expected a mapping whose kind is one of classification, regression, image, custom, benchmark, control, found nothing',
    ),
    more(
      'with a name that would leave the folder',
      'name: ../up',
      '2:7: name: expected a name of 1 to 80 characters without slashes, found "../up"',
    ),
  ])
})

describe('refuses in one line, leaving nothing behind, data', () => {
  expectRefusals([
    {
      what: 'that is missing',
      files: { 'c.yaml': fromFile },
      line: 'data.csv: expected a data file, found nothing at FOLDER/data.csv',
    },
    {
      what: 'that is a folder',
      files: { 'c.yaml': fromFile, 'data.csv/x': '' },
      line: 'data.csv: expected a data file, found a folder',
    },
    {
      what: 'of an unknown type',
      files: { 'c.yaml': fromFile.replace('.csv', '.xls') },
      line: 'data.xls: expected a data file of type .csv, .tsv, .json, found ".xls"',
    },
    data(
      'with an unclosed quote',
      `${csv}1,"2,x\n`,
      'line 22: expected a closing quote, found the end of the file',
    ),
    data(
      'with a text in a column of numbers',
      csv.replace('5,3,y', '5,abc,y'),
      'row 6 (line 7), column "b": expected a number, as elsewhere in the column, found "abc"; ' +
        'if it stands for a missing cell, list it: missing: ["abc"]',
    ),
    data('that is empty', '', 'expected a header and rows, found an empty file'),
    data('with a header alone', 'a,b,kind\n', 'expected rows of data, found none below the header'),
    data('that is binary', Uint8Array.of(97, 44, 0, 255), 'expected text in UTF-8, found binary data'),
    data(
      'of one class only',
      csv.replaceAll('y\n', 'x\n'),
      'column "kind": expected at least two classes, found only "x"',
    ),
    data(
      'with constant columns only',
      csv.replaceAll(/^\d+,\d+,/gm, '3,3,'),
      'expected an input column with values that differ, found only constant columns: "a", "b"',
    ),
    data(
      'with columns that hold nothing',
      'a,b,kind\n,,x\n,,y\n',
      'expected an input column with values, found only columns that tell nothing: "a", "b"',
    ),
    data(
      'with numbers in another notation',
      csv.replace('5,3,y', '5,"1,234.5 €",y'),
      'row 6 (line 7), column "b": expected numbers such as 1234.5, found "1,234.5 €"; ' +
        'write them without thousands separators and without "€", or add "b" to drop',
    ),
    data(
      'with two columns of one name',
      'a,a,kind\n1,2,x\n',
      'line 1: expected each column name once, found "a" twice; rename one of them',
    ),
    {
      what: 'without the target, if another is near',
      files: { 'c.yaml': fromFile.replace('target: kind', 'target: knd'), 'data.csv': csv },
      line: 'c.yaml:1:63: task.data.target: expected a column of data.csv, found "knd"; did you mean "kind"?',
    },
    {
      what: 'without the target, if none is near',
      files: { 'c.yaml': fromFile.replace('target: kind', 'target: species'), 'data.csv': csv },
      line: 'c.yaml:1:63: task.data.target: expected a column of data.csv, found "species"; its columns are "a", "b", "kind"',
    },
    {
      what: 'without a column to drop',
      files: { 'c.yaml': fromFile.replace('kind }', 'kind, drop: [c] }'), 'data.csv': csv },
      line: 'c.yaml:1:75: task.data.drop: expected a column of data.csv, found "c"; its columns are "a", "b", "kind"',
    },
    {
      what: 'of malformed JSON',
      files: { 'c.yaml': fromFile.replace('.csv', '.json'), 'data.json': '[{"a":1,}]' },
      line: 'data.json:1:9: expected a key in double quotes, found "}"',
    },
  ])
})

describe('refuses in one line, leaving nothing behind, a run folder', () => {
  const taken = 'choose another one or remove it'
  expectRefusals([
    {
      what: 'that holds a run',
      files: { 'c.yaml': moons, 'r/run.json': '{}' },
      args: ['c.yaml', '--out', 'r'],
      line: `r: --out: expected a new or empty folder, found a folder with a run; ${taken}`,
    },
    {
      what: 'that holds a run, for repeats too',
      files: { 'c.yaml': moons, 'r/run.json': '{}' },
      args: ['c.yaml', '--out', 'r', '--repeats', '2'],
      line: `r: --out: expected a new or empty folder, found a folder with a run; ${taken}`,
    },
    {
      what: 'that holds something else',
      files: { 'c.yaml': moons, 'r/thesis.txt': 'all of it' },
      args: ['c.yaml', '--out', 'r'],
      line: `r: --out: expected a new or empty folder, found a folder with other files, such as thesis.txt; ${taken}`,
    },
    {
      what: 'that the config names and that holds a run',
      files: { 'c.yaml': `${moons}out: r\n`, 'r/run.json': '{}' },
      line: `c.yaml: out: expected a new or empty folder, found a folder with a run; ${taken}`,
    },
    {
      what: 'below a file',
      files: { 'c.yaml': moons, r: '' },
      args: ['c.yaml', '--out', 'r/s'],
      line: 'r/s: --out: expected a folder that can be written to, found a file where a folder should be',
    },
    {
      what: 'by default where runs is a file',
      files: { 'c.yaml': moons, runs: '' },
      line:
        'runs/c: expected a folder that can be written to, found a file where a folder should be; ' +
        'set another folder with --out',
    },
    args(
      'whose name is too long',
      ['--out', 'x'.repeat(300)],
      `${'x'.repeat(300)}: --out: expected a folder that can be written to, found a name that is too long`,
    ),
    args('without a name', ['--out', ''], '--out: expected a folder, found nothing'),
  ])

  it.runIf(process.platform === 'linux')('where the system takes none', async () => {
    const { code, stdout, stderr } = await evolveHere(
      folderWith({ 'c.yaml': moons }),
      'c.yaml',
      '--out',
      '/proc/evolve/run',
    )
    expect(stderr).toMatch(
      /^evolve: \/proc\/evolve\/run: --out: expected a folder that can be written to, found [^\n]+\n$/,
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})

describe('refuses in one line, leaving nothing behind, a command line', () => {
  const wholeWorkers = '--workers: expected a whole number from 0 to 1024, found'
  expectRefusals([
    args('with half a worker', ['--workers', '0.5'], `${wholeWorkers} 0.5`),
    args('with less than no workers', ['--workers', '-1'], `${wholeWorkers} -1`),
    args('with workers in words', ['--workers', 'abc'], `${wholeWorkers} "abc"`),
    args('with workers of nothing', ['--workers', ''], `${wholeWorkers} ""`),
    args('with too many workers', ['--workers', '2000'], `${wholeWorkers} 2000`),
    args(
      'with no repeats',
      ['--repeats', '0'],
      '--repeats: expected a whole number from 1 to 10000, found 0',
    ),
    args(
      'with repeats past the last seed',
      ['--seed', '4294967295', '--repeats', '2'],
      '--repeats: expected at most 1 with the first seed 4294967295, since seeds end at 4294967295, found 2',
    ),
    args(
      'with a negative seed',
      ['--seed', '-1'],
      '--seed: expected a whole number from 0 to 4294967295, found -1',
    ),
    args(
      'with no generations',
      ['--generations', '0'],
      '--generations: expected a whole number of at least 1, found 0',
    ),
    args('with --set without "="', ['--set', 'seed'], '--set "seed": expected key=value, found no "="'),
    args(
      'with --set of a misspelt key',
      ['--set', 'strategy.poplation=10'],
      '--set strategy.poplation: expected a known key, found "poplation"; did you mean "population"?',
    ),
    args(
      'with --set of a value out of range',
      ['--set', 'strategy.population=1'],
      '--set strategy.population: expected an integer from 2 to 1000000, found 1',
    ),
    args(
      'with several wrong --set, a line for each',
      ['--set', 'strategy.population=1', '--set', 'sead=2', '--set', 'task.data.samples=0'],
      '--set strategy.population: expected an integer from 2 to 1000000, found 1\n' +
        'evolve: --set sead: expected a known key, found "sead"; did you mean "seed"?\n' +
        'evolve: --set task.data.samples: expected an integer of at least 2, found 0',
    ),
    args(
      'with --set of __proto__',
      ['--set', '__proto__.seed=3'],
      '--set "__proto__.seed=3": expected keys of the config, found "__proto__"',
    ),
    args('with an option that lacks its value', ['--seed'], "option '-s, --seed <n>' argument missing"),
    args('with two configs', ['d.yaml'], "too many arguments for 'train'. Expected 1 argument but got 2."),
    {
      what: 'with a misspelt command',
      args: ['trian', 'c.yaml'],
      line: 'expected a config file or a command, found "trian"; did you mean "train"?',
    },
    {
      what: 'with an unknown command',
      args: ['xyz'],
      line: 'expected a config file or a command, found "xyz"; the commands are help, init, validate, completion, train, resume, compare, verify, predict, evaluate, report, runs, play, replay, worker, queue',
    },
    { what: 'without a config', args: ['-q'], line: "missing required argument 'config'" },
    {
      what: 'that predicts without a run',
      args: ['predict', 'r'],
      line: 'r: expected the folder of a run, the name of one below runs, a config or a model file, found nothing of that name',
    },
    {
      what: 'that predicts with a path through a file',
      files: { 'x.csv': csv },
      args: ['predict', 'x.csv/r', 'x.csv'],
      line: 'x.csv/r: expected the folder of a run, the name of one below runs, a config or a model file, found nothing of that name',
    },
    {
      what: 'whose budget does not pay for one epoch',
      files: { 'c.yaml': `${moons}strategy: adam\nstop: { evaluations: 4 }\n` },
      args: ['c.yaml'],
      line: 'c.yaml:3:22: stop.evaluations: expected at least 5, the first epoch, found 4',
    },
    {
      what: 'that validates a bad config',
      files: { 'c.yaml': `${moons}x: 1\n` },
      args: ['validate', 'c.yaml'],
      line: `c.yaml:2:1: x: expected a known key, found "x"; known here: ${topLevel}`,
    },
    {
      what: 'that writes a first config where a file is',
      files: { d: '' },
      args: ['init', 'd'],
      line: 'd: expected a folder that can be written to, found a file where a folder should be',
    },
  ])
})

it('reads data with a byte order mark and Windows line ends', async () => {
  const folder = folderWith({
    'c.yaml':
      `\uFEFF${fromFile}strategy: { population: 10, initial: 1 }\nstop: { generations: 2 }\npictures: false\n`.replaceAll(
        '\n',
        '\r\n',
      ),
    'data.csv': `\uFEFF${csv}`.replaceAll('\n', '\r\n'),
  })
  const { code, stdout } = await evolveHere(folder, 'c.yaml', '--workers', '0')
  expect(stdout).toContain('all generations done: 2 generations')
  expect(code).toBe(0)
})
