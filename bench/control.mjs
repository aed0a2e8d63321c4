// Steps of control problems a second, network included: a 4-16-2 network that balances a pole, and networks of the same hidden layer
// for the other environments, with several episodes side by side. One thread, then one on each of two cores. The last column is the
// time of the processor with one thread, which says more on a machine that does other things too.
//   npm run build && node bench/control.mjs [environment …]
import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { resolveComputation } from '../dist/src/kernels/computation.js'
import { engines } from '../dist/src/kernels/index.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology } from '../dist/src/model/topology.js'
import { RandomStream } from '../dist/src/random/stream.js'
import { environments } from '../dist/src/tasks/control/environments/index.js'
import { Episodes } from '../dist/src/tasks/control/episodes.js'
import { machine, median, record } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const rounds = 9
const roundMs = 300
const hidden = 16

/** Random weights until a network keeps all episodes going for at least so many steps. */
const longEnough = {
  'cart-pole': 500,
  'cart-pole-swing-up': 300,
  'double-pole': 100,
  'double-pole-without-velocities': 40,
}

function prepare(name, side) {
  const environment = environments[name]
  const { control, inputs, steps } = environment
  const widths = [hidden, control.kind === 'choice' ? control.actions.length : 1]
  const topology = createTopology(inputs.length, widths, [activation('tanh'), activation('tanh')])
  const samples = { train: 0, validation: 0, test: 0, batch: 0 }
  const arena = Arena.allocate(planArena({ topology, rows: 1, slots: 1, samples, sampleNetworks: 1 }))
  const { engine, arithmetic } = resolveComputation({ engine: 'auto', arithmetic: 'auto' })
  const network = engines[engine].sampleNetwork(arena, arithmetic, 0, 0)
  const problem = { environment: name, steps: Math.min(steps, 1000), window: 1, fitness: 'reward' }
  const episodes = new Episodes(problem, side)
  const starts = (round) =>
    Array.from({ length: side }, (_, episode) => ({
      random: new RandomStream({ seed: 1, purpose: 32, generation: round, episode }),
    }))
  const wanted = longEnough[name] ?? 1
  for (let individual = 0; ; individual++) {
    const genome = arena.population.genome(0)
    new RandomStream({ seed: 2, purpose: 1, individual }).fillNormal(genome)
    network.bind(arena.population.genomeAt(0))
    episodes.begin(starts(0))
    episodes.play(network)
    if (Math.min(...episodes.steps) >= wanted) break
  }
  return (round) => {
    episodes.begin(starts(round))
    episodes.play(network)
    return episodes.steps.reduce((sum, value) => sum + value, 0)
  }
}

if (isMainThread) {
  const names = process.argv.slice(2)
  console.log(machine())
  console.log(`steps a second, ${hidden} hidden units, medians of ${rounds} rounds of ${roundMs} ms\n`)
  const heads = ['side by side', '1 thread', '2 threads', 'ns a step']
  console.log('environment'.padEnd(34) + heads.map((head) => head.padStart(14)).join(''))
  for (const name of names.length > 0 ? names : Object.keys(environments)) {
    for (const side of name === 'cart-pole' ? [1, 5, 16, 64] : [16]) {
      const [alone, both] = [await measure(name, side, 1), await measure(name, side, 2)]
      const cells = [
        String(side),
        ...[alone, both].map(({ rate }) => `${(rate / 1e6).toFixed(2)} M`),
        alone.stepNs.toFixed(0),
      ]
      console.log(name.padEnd(34) + cells.map((cell) => cell.padStart(14)).join(''))
    }
  }
} else {
  const { name, side } = workerData
  const play = prepare(name, side)
  const all = []
  for (let round = 0, number = 0; round <= rounds; round++) {
    const [start, cpu] = [performance.now(), process.cpuUsage()]
    let [steps, ms] = [0, 0]
    while (ms < roundMs) {
      steps += play(number++)
      ms = performance.now() - start
    }
    const { user, system } = process.cpuUsage(cpu)
    if (round > 0) all.push({ rate: (steps / ms) * 1000, stepNs: ((user + system) * 1000) / steps })
  }
  parentPort.postMessage(all)
}

/** Steps a second of all threads together, and the processor's time for a step of one. */
async function measure(name, side, threads) {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL(import.meta.url), { workerData: { name, side } }),
  )
  const results = await Promise.all(workers.map(async (worker) => (await once(worker, 'message'))[0]))
  const rate = median(results[0].map((_, k) => results.reduce((sum, all) => sum + all[k].rate, 0)))
  record({ bench: 'control', environment: name, side, threads, stepsASecond: rate })
  return { rate, stepNs: median(results[0].map(({ stepNs }) => stepNs)) }
}
