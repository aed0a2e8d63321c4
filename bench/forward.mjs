// Nanoseconds of a forward pass of one sample through 4-16-2 (tanh): four inputs in, two outputs read, one call after
// another on one core, as a simulation asks its network. Each side has its own process, and they take turns.
//   npm run build && npm ci --prefix bench/peers && node bench/forward.mjs [rounds]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { engines } from '../dist/src/kernels/index.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology } from '../dist/src/model/topology.js'
import { machine, median, quantile } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const widths = [4, 16, 2]
const roundMs = 4
const first = [0.1, -0.2, 0.3, -0.4]

const tanh = activation('tanh')
const topology = createTopology(widths[0], widths.slice(1), [tanh, tanh])
const counts = { train: 0, validation: 0, test: 0, batch: 0 }
const arena = Arena.allocate(planArena({ topology, rows: 1, slots: 1, samples: counts, sampleNetworks: 1 }))
const parameters = arena.population.genome(0)
for (let p = 0; p < parameters.length; p++) parameters[p] = Math.sin(p) / 2

/** An engine's side. It writes to an array of the caller, so that nothing becomes garbage. */
function ours(engine, arithmetic) {
  const network = engines[engine].sampleNetwork(arena, arithmetic, 0)
  network.bind(arena.population.genomeAt(0))
  const outputs = new Float32Array(widths.at(-1))
  return (inputs) => network.forward(inputs, outputs)
}

/** A peer's side; undefined if the peers are not installed. */
async function peer(name) {
  try {
    const { createPeer } = await import('./peers/sample-networks.mjs')
    return createPeer(name, widths, parameters)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    return undefined
  }
}

/** Each gives a function from inputs to outputs. */
const sides = {
  'wasm, strict': () => ours('wasm', 'strict'),
  'wasm, fused': () => (engines.wasm.obstacle('fused') === null ? ours('wasm', 'fused') : undefined),
  reference: () => ours('reference', 'strict'),
  'brain.js 1.6.1, run': () => peer('brain.js run'),
  'neataptic 1.4.7, activate': () => peer('neataptic activate'),
  'neataptic 1.4.7, noTraceActivate': () => peer('neataptic noTraceActivate'),
}

/** Nanoseconds a call. Inputs depend on the outputs before, so no call overlaps the next. */
function time(forward, calls) {
  const inputs = [...first]
  const start = performance.now()
  for (let call = 0; call < calls; call++) {
    const outputs = forward(inputs)
    inputs[0] = outputs[0]
    inputs[1] = outputs[1]
    inputs[2] = 0.3
    inputs[3] = -0.4
  }
  return ((performance.now() - start) / calls) * 1e6
}

if (process.send) await serve(await sides[process.argv[2]]())
else await compare(Number(process.argv[2] ?? 101))

/** In a process of its own: answers each message with the time of a round. */
async function serve(forward) {
  if (forward === undefined) return
  const outputs = Array.from(forward(first))
  for (let warmUp = 0; warmUp < 5; warmUp++) time(forward, 2e4)
  const calls = Math.ceil((roundMs * 1e6) / time(forward, 2e4))
  process.on('message', () => process.send(time(forward, calls)))
  process.send(outputs)
}

async function start(name) {
  const child = fork(new URL(import.meta.url), [name])
  const exit = once(child, 'exit')
  const [outputs] = await Promise.race([once(child, 'message'), exit.then(() => [undefined])])
  if (!Array.isArray(outputs)) {
    if (child.exitCode !== 0) throw new Error(`${name} ended with code ${child.exitCode}`)
    return undefined
  }
  const ask = async () => {
    child.send('')
    return (await once(child, 'message'))[0]
  }
  return { name, outputs, ask, stop: () => child.kill(), times: [] }
}

async function compare(rounds) {
  console.log(machine())
  const running = []
  try {
    for (const name of Object.keys(sides)) {
      const side = await start(name)
      if (side === undefined) console.log(`${name}: not on this machine`)
      else running.push(side)
    }
    const expected = running[0].outputs
    for (const { name, outputs } of running) {
      if (outputs.some((value, o) => Math.abs(value - expected[o]) > 1e-5))
        throw new Error(`${name}: expected ${expected}, found ${outputs}`)
    }
    for (let round = 0; round < rounds; round++) {
      for (const side of running) side.times.push(await side.ask())
    }
  } finally {
    for (const side of running) side.stop()
  }
  console.log(`${''.padEnd(34)}median     quartiles   times as long   ns, ${rounds} rounds in turn`)
  const base = median(running[0].times)
  for (const { name, times } of running) {
    const figures = [
      median(times).toFixed(0).padStart(6),
      `${quantile(times, 0.25).toFixed(0)} … ${quantile(times, 0.75).toFixed(0)}`.padStart(14),
      (median(times) / base).toFixed(1).padStart(16),
    ]
    console.log(name.padEnd(34) + figures.join(''))
  }
}
