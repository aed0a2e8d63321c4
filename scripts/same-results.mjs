// Trains a list of configs with two built checkouts and compares the results: champion.json, and metrics.jsonl without
// times, number by number to the last bit, for the keys that both checkouts write.
//   node scripts/same-results.mjs <checkout before> <checkout after> [case …]
//   node scripts/same-results.mjs --engines <checkout> [case …]     WebAssembly compared with the native engine
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const circles = (more = '', task = '') => `
task: { kind: classification, data: { generate: circles, samples: 600, validation: 0.2 }, loss: mse${task} }
network: { hidden: [16, 16] }
strategy: { population: 40 }
stop: { generations: 15 }
${more}
`

const control = (environment, hidden) => `
task: { kind: control, environment: ${environment} }
network: { hidden: ${hidden} }
`

/**
 * Each case is a config, as text or as a file in examples/, with options for the command. `older` is the text for a
 * checkout that refuses the other because it is from before that key.
 */
const cases = {
  'circles, the example': { file: 'circles/circles.yaml', args: ['-g', '40'] },
  'circles, evolution then Adam, the example': { file: 'circles/hybrid.yaml', args: [] },
  'penguins, the example': { file: 'penguins/penguins.yaml', args: [] },
  'spirals, the example': { file: 'spirals/spirals.yaml', args: ['-g', '60'] },
  'cars, the example': { file: 'cars/cars.yaml', args: ['-g', '40'] },
  'a picture, the example': { file: 'picture/picture.yaml', args: ['-g', '8'] },
  'digits by Adam, the example': { file: 'digits/digits.yaml', args: ['-g', '2'] },
  'digits by AdamW with cosine, the example': { file: 'digits/best.yaml', args: ['-g', '2'] },
  'a fit, the example': { file: 'fit/fit.yaml', args: ['-g', '20'] },
  'a lander, the example': { file: 'lander/lander.yaml', args: ['-g', '10'] },
  'packing, the example': { file: 'packing/packing.yaml', args: ['-g', '20'] },
  'walk-forward, the example': { file: 'walk-forward/walk-forward.yaml', args: ['-g', '5'] },
  'on batches': { text: circles('', ', batch: 200') },
  'memetic, Lamarckian, on batches': {
    text: circles('memetic: { every: 2, fraction: 0.3 }', ', batch: 200'),
  },
  'memetic, Baldwinian, at random': { text: circles('memetic: { mode: baldwinian, select: random }') },
  'memetic, then fine-tuned': { text: circles('memetic: {}\nfinetune: { epochs: 4, optimizer: nesterov }') },
  'weights of classes, on batches, memetic, then fine-tuned': {
    text: circles('memetic: {}\nfinetune: { epochs: 4 }', ', batch: 200, classWeights: { ring: 3 }').replace(
      'loss: mse',
      'loss: cross-entropy',
    ),
  },
  'strict arithmetic': { text: circles('arithmetic: strict') },
  'fused arithmetic': { text: circles('arithmetic: fused') },
  'the reference': {
    text: circles('engine: reference').replace('generations: 15', 'generations: 3'),
    older: circles('arithmetic: reference').replace('generations: 15', 'generations: 3'),
  },
  'generational, own step sizes, immigrants, neurons': {
    text: circles().replace(
      'population: 40',
      'population: 40, elites: 2, immigrants: 5, replacement: generational, crossover: { kind: neuron, rate: 0.7 }, mutation: { kind: gaussian, step: self-adaptive }',
    ),
  },
  'plus on batches, uniform crossover, Cauchy mutation at a rate': {
    text: circles('', ', batch: 200').replace(
      'population: 40',
      'population: 40, parents: 8, crossover: { kind: uniform }, selection: roulette, mutation: { kind: cauchy, rate: 0.1 }',
    ),
  },
  'dense mutation': {
    text: circles().replace('population: 40', 'population: 40, mutation: { neurons: all }'),
  },
  'restarts with twice the population': {
    text: `${control('double-pole-without-velocities, steps: 5', '[]')}
strategy: { kind: cma-es, population: 10, restarts: ipop, doublings: 2 }
stop: { generations: 60 }
`,
  },
  'a population that shrinks': {
    text: circles().replace(
      'strategy: { population: 40 }\nstop: { generations: 15 }',
      'strategy: { kind: de, population: 60 }\nstop: { evaluations: 1500 }',
    ),
  },
  'weights that change places': { text: circles().replace('population', 'kind: cosyne, population') },
  'mirrored samples with a step size for each gene': {
    text: circles().replace('population', 'kind: pgpe, population'),
  },
  'mirrored samples and Adam, on batches': {
    text: circles('', ', batch: 200').replace('population', 'kind: openai-es, population'),
  },
  'islands that differ': {
    text: circles()
      .replace('[16, 16]', '[6]')
      .replace(
        'population: 40',
        'kind: islands, islands: [{ kind: ga, population: 20 }, cma-es, { kind: cosyne, population: 20 }, { kind: pgpe, population: 10 }], migration: { every: 3, topology: full }',
      ),
  },
  'a system': { text: `${control('cart-pole, steps: 200', '[8]')}stop: { generations: 15 }\n` },
  'a system, controlled by recurrent layers': {
    text: `${control('double-pole-without-velocities, steps: 400', '[6], recurrent: true')}stop: { generations: 15 }\n`,
  },
  'three repeats': { text: circles(), args: ['--repeats', '3'] },
  'a comparison': {
    text: circles('compare: { budget: { evaluations: 3000 }, repeats: 2 }').replace(
      'stop: { generations: 15 }\n',
      '',
    ),
    command: ['compare'],
  },
}

/** The exit code of a command that refuses its config. */
const refused = 2

const words = process.argv.slice(2)
const engines = words[0] === '--engines'
const [before, after, ...only] = engines ? [words[1], ...words.slice(1)] : words
if (before === undefined || after === undefined) {
  console.error('usage: node scripts/same-results.mjs <checkout before> <checkout after> [case …]')
  console.error('       node scripts/same-results.mjs --engines <checkout> [case …]')
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'same-results-'))
let different = 0
try {
  for (const [name, one] of Object.entries(cases)) {
    if (only.length > 0 && !only.some((word) => name.includes(word))) continue
    const [old, now] = [
      train(before, one, 'before', engines ? { EVOLVE_NATIVE: '0' } : {}),
      train(after, one, 'after'),
    ]
    const faults = compare(old, now)
    if (faults.length > 0) different++
    console.log(`${faults.length === 0 ? 'same     ' : 'DIFFERENT'}  ${name}: ${old.length} runs`)
    for (const fault of faults.slice(0, 5)) console.log(`           ${fault}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(different === 0 ? 'all the same' : `${different} cases differ`)
process.exitCode = different === 0 ? 0 : 1

/** Runs one case with a checkout; returns the results in its run folders, sorted by name. */
function train(checkout, { text, older, file, args = [], command = [] }, side, env = {}) {
  const root = resolve(checkout)
  const out = join(folder, side)
  rmSync(out, { recursive: true, force: true })
  let config = join(root, 'examples', file ?? '')
  if (file === undefined) {
    config = join(folder, 'case.yaml')
    writeFileSync(config, text)
  } else if (file.startsWith('digits')) prepareDigits(root)
  const quick = ['--set', 'pictures.film=false']
  const line = [
    join(root, 'dist/bin/evolve.js'),
    ...command,
    config,
    '--workers',
    '2',
    '--quiet',
    '--out',
    out,
  ]
  const run = () =>
    spawnSync(process.execPath, [...line, ...args, ...quick], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    })
  let { status, stderr } = run()
  if (status === refused && older !== undefined) {
    writeFileSync(config, older)
    ;({ status, stderr } = run())
  }
  if (status !== 0) throw new Error(`${line.join(' ')}: ended with ${status}: ${stderr}`)
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('metrics.jsonl'))
    .sort()
    .map((path) => ({ path, folder: join(out, path, '..') }))
    .map(({ path, folder: run }) => ({
      path,
      champion: JSON.parse(readFileSync(join(run, 'champion.json'), 'utf8')),
      events: readFileSync(join(run, 'metrics.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((event) => JSON.parse(event)),
    }))
}

function prepareDigits(root) {
  if (existsSync(join(root, 'examples/digits/digits.csv'))) return
  mkdirSync(join(root, 'examples/digits'), { recursive: true })
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'examples/digits/prepare.mjs')], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`examples/digits/prepare.mjs: ${stderr}`)
}

/** The differences, one line each. */
function compare(old, now) {
  if (old.length === 0 || old.length !== now.length) return [`${old.length} runs before, ${now.length} after`]
  return old.flatMap((run, index) => {
    const other = now[index]
    const faults = []
    if (run.path !== other.path) faults.push(`${run.path} before, ${other.path} after`)
    if (shared(run.champion, other.champion) !== shared(other.champion, run.champion))
      faults.push(`${run.path}: another champion`)
    if (run.events.length !== other.events.length)
      faults.push(`${run.path}: ${run.events.length} events before, ${other.events.length} after`)
    // Events that only one of the two wrote are counted above.
    const both = run.events.slice(0, other.events.length)
    const at = both.findIndex(
      (event, line) => shared(event, other.events[line]) !== shared(other.events[line], event),
    )
    if (at >= 0)
      faults.push(`${run.path}: line ${at + 1}: ${shared(run.events[at], other.events[at])} before`)
    return faults
  })
}

/** A champion or an event as text, without times and without keys that only one of the two writes. */
function shared(record, other = {}) {
  const keys = Object.keys(record).filter((key) => key !== 'timing' && Object.hasOwn(other, key))
  return JSON.stringify(keys.sort().map((key) => [key, record[key]]))
}
