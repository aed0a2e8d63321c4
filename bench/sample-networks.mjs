// Nanoseconds of a forward pass of one sample, for networks from small to large, on one core: the engines in turn, each
// compared with the first. It says from which size on the native engine leaves WebAssembly.
//   npm run build && node bench/sample-networks.mjs
import { setFlagsFromString } from 'node:v8'
import { engines } from '../dist/src/kernels/index.js'
import { nativeBuilds, nativeEngine } from '../dist/src/kernels/native/engine.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology, parameterCount } from '../dist/src/model/topology.js'
import { machine, median } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const rounds = 15
const sets = [...new Set(nativeBuilds().map(({ instructionSet }) => instructionSet))]
const sides = [['wasm', engines.wasm], ...sets.map((set) => [set, nativeEngine(set)])]
console.log(machine())
console.log(`ns a sample, strict, medians of ${rounds}`)
console.log('network        parameters'.padEnd(28) + sides.map(([name]) => name.padStart(9)).join(''))

for (const sizes of [
  [4, 16, 2],
  [8, 24, 24, 4],
  [16, 32, 32, 4],
  [24, 64, 64, 4],
  [64, 128, 128, 8],
  [784, 128, 10],
]) {
  const widths = sizes.slice(1)
  const topology = createTopology(
    sizes[0],
    widths,
    widths.map(() => activation('tanh')),
  )
  const samples = { train: 0, validation: 0, test: 0, batch: 0 }
  const sampleNetworks = sides.length
  const arena = Arena.allocate(planArena({ topology, rows: 1, slots: 1, samples, sampleNetworks }))
  const genome = arena.population.genome(0)
  for (let p = 0; p < genome.length; p++) genome[p] = Math.sin(p) / 4
  const inputs = Array.from({ length: sizes[0] }, (_, i) => Math.cos(i))
  const outputs = new Float64Array(sizes.at(-1))
  const networks = sides.map(([, engine], place) => {
    const network = engine.sampleNetwork(arena, 'strict', 0, place)
    network.bind(arena.population.genomeAt(0))
    return network
  })
  const expected = networks[0].forward(inputs, outputs).join()
  const calls = Math.ceil(3e7 / (genome.length + 300))
  const times = networks.map((network) => {
    if (network.forward(inputs, outputs).join() !== expected) throw new Error('expected the same outputs')
    return []
  })
  for (let round = 0; round <= rounds; round++) {
    networks.forEach((network, k) => {
      const start = performance.now()
      for (let call = 0; call < calls; call++) network.forward(inputs, outputs)
      if (round > 0) times[k].push(((performance.now() - start) * 1e6) / calls)
    })
  }
  const name = `${sizes.join('-')}  ${parameterCount(topology)}`
  console.log(name.padEnd(28) + times.map((all) => median(all).toFixed(0).padStart(9)).join(''))
}
