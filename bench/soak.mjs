// Trainings that are interrupted and resumed again and again in one process, with threads that die, deadlines that pass and
// checkpoints every second: memory, threads and open files must not grow.
//   node --expose-gc bench/soak.mjs [--minutes 30]
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { evolve, resume } from '../dist/src/index.js'
import { machine } from './machine.mjs'

const given = process.argv.indexOf('--minutes')
const minutes = given < 0 ? 30 : Number(process.argv[given + 1])
if (globalThis.gc === undefined || !(minutes > 0)) {
  console.error('usage: node --expose-gc bench/soak.mjs [--minutes 30]')
  process.exit(2)
}

const base = mkdtempSync(join(tmpdir(), 'evolve-soak-'))
const module = join(base, 'fitness.mjs')
// Of 20,000 evaluations one ends its thread, one hangs, and twenty throw.
writeFileSync(
  module,
  `export default {
    inputs: 2,
    outputs: 1,
    direction: 'maximize',
    evaluate(network, { random }) {
      const dice = random.integer(20000)
      if (dice === 0) process.exit(1)
      if (dice === 1) for (;;);
      if (dice < 22) throw new Error('bad luck')
      let error = 0
      for (let k = 0; k < 50; k++) {
        const [a, b] = [random.float64() - 0.5, random.float64() - 0.5]
        error += (network.forward([a, b])[0] - a * b) ** 2
      }
      return -error
    },
  }`,
)
const common = {
  checkpoint: { seconds: 1 },
  stop: { generations: 1e9 },
  network: { hidden: [16, 16] },
  pictures: { film: true },
}
const configs = [
  {
    ...common,
    task: { kind: 'classification', data: { generate: 'circles', samples: 1000, validation: 0.2 } },
    strategy: { population: 200 },
  },
  { ...common, task: { kind: 'custom', module, deadline: 0.5 }, strategy: { population: 50 } },
  {
    ...common,
    task: {
      kind: 'classification',
      data: { generate: 'spirals', samples: 500, validation: 0.2 },
      batch: 100,
    },
    strategy: { population: 40 },
    memetic: { every: 5 },
  },
]
/** Seconds of a training between two breaks. */
const lengths = [4, 9, 15, 30]

const samples = []
const warnings = new Set()
const startedAt = performance.now()
const passed = () => (performance.now() - startedAt) / 60_000

function sample(cycle) {
  for (let k = 0; k < 3; k++) globalThis.gc()
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage()
  samples.push({
    cycle,
    minute: passed(),
    'resident MB': rss / 1e6,
    'heap MB': heapUsed / 1e6,
    'external MB': (external + arrayBuffers) / 1e6,
    threads: readdirSync('/proc/self/task').length,
    'open files': readdirSync('/proc/self/fd').length,
    handles: process.getActiveResourcesInfo().filter((name) => name !== 'TTYWrap' && name !== 'PipeWrap')
      .length,
  })
}

const onNotice = (line) => warnings.add(line.replace(/\d[\d,.]*/g, 'n').slice(0, 120))
const totals = { generations: 0, evaluations: 0, failures: 0 }
const before = new Map()
let cycle = 0
for (; passed() < minutes; cycle++) {
  const config = configs[cycle % configs.length]
  const out = join(base, `run-${cycle % configs.length}`)
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), 1000 * lengths[cycle % lengths.length])
  const options = { workers: 2, signal: stop.signal, onNotice, onLog: () => {} }
  // A new run every eight breaks, so that its files stay small.
  const begins = Math.floor(cycle / configs.length) % 8 === 0
  if (begins) rmSync(out, { recursive: true, force: true })
  mkdirSync(base, { recursive: true })
  const { outcome } = await (begins ? evolve(config, { ...options, out }) : resume(out, options))
  clearTimeout(timer)
  for (const name of Object.keys(totals)) {
    totals[name] += outcome[name] - (begins ? 0 : before.get(out)[name])
  }
  before.set(out, outcome)
  const { status } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))
  if (status !== 'interrupted') throw new Error(`expected an interrupted run, found one that is ${status}`)
  sample(cycle)
}
rmSync(base, { recursive: true })

/** Medians of the second quarter and of the last one: the first one warms up. */
const quarter = (from) =>
  samples.slice(Math.floor(samples.length * from), Math.floor(samples.length * (from + 0.25)))
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
console.log(machine())
const told = Object.entries(totals).map(([name, value]) => `${value.toLocaleString('en')} ${name}`)
console.log(`${cycle} trainings, each broken off, in ${passed().toFixed(1)} minutes: ${told.join(', ')}`)
let grown = false
for (const key of Object.keys(samples[0]).slice(2)) {
  const [early, late] = [quarter(0.25), quarter(0.75)].map((some) => median(some.map((one) => one[key])))
  const least = Math.min(...samples.map((one) => one[key]))
  const most = Math.max(...samples.map((one) => one[key]))
  const allowed = key.endsWith('MB') ? Math.max(early * 1.1, early + 10) : early
  if (late > allowed) grown = true
  const digits = key.endsWith('MB') ? 1 : 0
  console.log(
    `${key}: median ${early.toFixed(digits)} in the second quarter, ${late.toFixed(digits)} in the last; ` +
      `from ${least.toFixed(digits)} to ${most.toFixed(digits)}${late > allowed ? '  GROWS' : ''}`,
  )
}
console.log(`notices:\n${[...warnings].map((line) => `  ${line}`).join('\n')}`)
process.exit(grown ? 1 : 0)
