// What a fitness of one's own costs besides its own code:
//   call      microseconds of a worker for an individual of 100 genes whose fitness is a constant: the cost of a call
//   scaling   how many times as fast 2 workers evaluate a fitness of 5 milliseconds as 1 worker, and for comparison two
//             bare threads with the same work
//   start     milliseconds from the start of the command to its end, for two generations of a fitness that does nothing
// What network.forward costs is in forward.mjs.
//   npm run build && node bench/fitness.mjs [call | scaling | start]…
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { PoolExecutor } from '../dist/src/evaluation/pool.js'
import { evolve } from '../dist/src/index.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology } from '../dist/src/model/topology.js'
import { machine, median, quantile } from './machine.mjs'

const module = fileURLToPath(new URL('fitness/fixed-work.mjs', import.meta.url))
const command = fileURLToPath(new URL('../dist/bin/evolve.js', import.meta.url))

const parts = { call, scaling, start }
const chosen = process.argv.slice(2)
const unknown = chosen.find((name) => !Object.hasOwn(parts, name))
if (unknown !== undefined) throw new Error(`expected ${Object.keys(parts).join(', ')}, found ${unknown}`)
/** The events of a training without its first generations, which start the threads and warm up. */
async function events({ exported, options = {}, population, generations, workers, skip }) {
  const all = []
  await evolve(
    {
      task: { kind: 'custom', module, export: exported, options },
      strategy: { kind: 'ga', population, initial: 1, parents: 5 },
      stop: { generations },
    },
    { workers, onGeneration: (event) => all.push(event) },
  )
  return all.slice(skip)
}

async function call() {
  const rows = 20_000
  console.log(
    `\ncall: microseconds for an individual of a generation of ${rows} on one worker: by the clock of the`,
  )
  console.log('worker, then the processor time of all threads; the genomes are there already')
  for (const exported of ['constant', 'batch', 'asynchronous', 'metrics', 'random', 'network']) {
    const { pool, job } = poolOf(exported, rows)
    const busy = []
    const used = []
    for (let round = 0; round < 40; round++) {
      const [busyBefore, before] = [pool.busyMs[0], process.cpuUsage()]
      await pool.run(job, { from: 0, to: rows })
      const { user, system } = process.cpuUsage(before)
      if (round < 10) continue
      busy.push(((pool.busyMs[0] - busyBefore) * 1e3) / rows)
      used.push((user + system) / rows)
    }
    await pool.close()
    print(exported, busy, 2)
    print('  processor', used, 2)
  }
}

/** A pool of one thread for a fitness that does nothing: 100 genes, or the network 4-16-2 with 114 parameters. */
function poolOf(exported, rows) {
  const tanh = activation('tanh')
  const topology = exported === 'network' ? createTopology(4, [16, 2], [tanh, tanh]) : null
  const together = exported === 'batch' ? 16 : 1
  const common = { rows, slots: 2, spares: true }
  const samples = { train: 0, validation: 0, test: 0, batch: 0 }
  const memory = Arena.allocate(
    planArena(
      topology === null
        ? { ...common, topology, type: 'float64', length: 100 }
        : { ...common, topology, samples, sampleNetworks: together },
    ),
  )
  const scorer = {
    ...{ kind: 'fitness', source: { module, export: exported }, options: {}, shared: {}, topology },
    ...{ episodes: 1, aggregate: 'mean', randomness: 'common', deadlineMs: 60_000, budget: null, together },
  }
  const computation = { engine: 'wasm', arithmetic: 'strict' }
  const spec = { seed: 1, direction: 'minimize', ...computation, scorer, strategy: null, learning: null }
  const policy = { attempts: 1, deadlineMs: 60_000 }
  const job = { kind: 'score', charge: 1, generation: 0, plan: { generation: 0, count: rows } }
  return { pool: new PoolExecutor({ memory, shared: {}, spec }, 1, { policy }), job }
}

async function scaling() {
  console.log('\nscaling: milliseconds of a generation of 40, at least 5 ms each')
  // The work is fixed, so that the time it takes depends on the machine alone.
  const probes = await events({
    ...{ exported: 'work', options: { turns: 1e7 }, population: 10, generations: 12, workers: 1, skip: 2 },
  })
  const turns = Math.round((1e7 * 5) / Math.min(...probes.map(({ timing }) => timing.busyMs[0] / 10)))
  const times = { 1: [], 2: [] }
  const ratios = []
  const control = new Control(turns * 20)
  const possible = []
  for (let round = 0; round < 9; round++) {
    for (const workers of [1, 2]) {
      const some = await events({
        ...{ exported: 'work', options: { turns }, population: 40, generations: 7, workers, skip: 2 },
      })
      times[workers].push(median(some.map(({ timing }) => timing.evaluateMs)))
    }
    ratios.push(times[1].at(-1) / times[2].at(-1))
    possible.push(await control.ratio())
  }
  print('1 worker', times[1], 0)
  print('2 workers', times[2], 0)
  console.log(`ratio of the medians ${(median(times[1]) / median(times[2])).toFixed(2)}`)
  print('ratio by round', ratios, 2)
  print('two bare threads', possible, 2)
  await control.end()
}

/** What the machine itself gives: the same work on one bare thread and on two. It is less than 2 if others use a core. */
class Control {
  constructor(turns) {
    const code = `
      const { parentPort } = require('node:worker_threads')
      parentPort.on('message', (turns) => {
        let state = 1
        for (let turn = 0; turn < turns; turn++) state = (Math.imul(state, 1664525) + 1013904223) | 0
        parentPort.postMessage(state)
      })`
    this.turns = turns
    this.threads = [0, 1].map(() => new Worker(code, { eval: true }))
  }

  async ratio() {
    const [one, other] = this.threads
    const began = performance.now()
    await this.work(one)
    await this.work(other)
    const middle = performance.now()
    await Promise.all(this.threads.map((thread) => this.work(thread)))
    return (middle - began) / (performance.now() - middle)
  }

  async work(thread) {
    thread.postMessage(this.turns)
    await once(thread, 'message')
  }

  async end() {
    for (const thread of this.threads) await thread.terminate()
  }
}

function start() {
  console.log('\nstart: milliseconds of a whole command with two generations of 10, 2 workers')
  const folder = mkdtempSync(join(tmpdir(), 'evolve-mlp-bench-'))
  try {
    const body = '{ genome: { length: 5 }, direction: "minimize", evaluate: (genome) => genome[0] ** 2 }'
    writeFileSync(join(folder, 'plain.mjs'), `export default ${body}\n`)
    writeFileSync(join(folder, 'typed.ts'), `const value: object = ${body}\nexport default value\n`)
    const times = { 'plain.mjs': [], 'typed.ts': [] }
    for (let round = 0; round < 7; round++) {
      for (const [file, list] of Object.entries(times)) {
        writeFileSync(
          join(folder, 'config.yaml'),
          `{ task: { kind: custom, module: ${file} }, strategy: { population: 10, initial: 1 }, stop: { generations: 2 } }\n`,
        )
        const out = join(folder, `run-${file}-${round}`)
        const began = performance.now()
        const ran = spawnSync(
          process.execPath,
          [command, '--quiet', '--workers', '2', '--out', out, 'config.yaml'],
          {
            cwd: folder,
            encoding: 'utf8',
          },
        )
        list.push(performance.now() - began)
        if (ran.status !== 0) throw new Error(ran.stderr)
      }
    }
    for (const [file, list] of Object.entries(times)) print(file, list, 0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function print(name, values, digits) {
  const figure = (value) => value.toFixed(digits).padStart(8)
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)].map(figure)
  console.log(`${name.padEnd(16)}${figure(median(values))}  quartiles ${low} …${high}`)
}

console.log(machine())
for (const name of chosen.length === 0 ? Object.keys(parts) : chosen) await parts[name]()
