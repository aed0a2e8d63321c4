// GFLOP/s of the compiled kernels: forward pass and loss of one genome after another, on one core.
//   npm run build && node bench/kernels.mjs
import { setFlagsFromString } from 'node:v8'
import { engines } from '../dist/src/kernels/index.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology, widths } from '../dist/src/model/topology.js'
import { machine, median } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const builds = ['strict', 'fused']
console.log(machine())
console.log(
  `network                     ${builds.map((build) => build.padStart(8)).join('')}   GFLOP/s, median of 15`,
)

const relu = (count) => Array(count).fill(activation('relu'))
for (const [sizes, functions, loss, samples] of [
  [[2, 24, 24, 24, 12, 12, 2], [...relu(5), activation('sigmoid')], 'euclidean', 1000],
  [
    [2, 24, 24, 24, 12, 12, 2],
    [...Array(5).fill(activation('tanh')), activation('sigmoid')],
    'euclidean',
    1000,
  ],
  [[6, 16, 16, 3], [...relu(2), activation('softmax')], 'cross-entropy', 270],
  [[64, 64, 64, 10], [...relu(2), activation('softmax')], 'cross-entropy', 256],
  [[784, 128, 10], [...relu(1), activation('softmax')], 'cross-entropy', 1024],
]) {
  const topology = createTopology(sizes[0], sizes.slice(1), functions)
  const counts = { train: samples, validation: 0, test: 0, batch: 0 }
  const arena = Arena.allocate(planArena({ topology, rows: 64, slots: 1, samples: counts }))
  for (let i = 0; i < arena.population.genomes.length; i++) arena.population.genomes[i] = Math.sin(i) / 4
  const inputs = Float32Array.from({ length: samples * sizes[0] }, (_, i) => Math.cos(i))
  const targets = Float32Array.from({ length: samples * sizes.at(-1) }, (_, i) => i % 2)
  const region = arena.dataset.load('train', samples, inputs, targets)
  const flops = 2 * samples * topology.layers.reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 0)
  const repeats = Math.max(4, Math.ceil(2e8 / flops))
  const kernels = builds.map((build) => engines.wasm.kernel(arena, build, 0))
  const rates = kernels.map(() => [])
  for (let round = 0; round < 16; round++) {
    kernels.forEach((kernel, k) => {
      const start = performance.now()
      for (let i = 0; i < repeats; i++) kernel.loss(arena.population.genomeAt(i % 64), region, loss)
      if (round > 0) rates[k].push((flops * repeats) / (performance.now() - start) / 1e6)
    })
  }
  const name = `${widths(topology).join('-')} ${functions[0].kind} ${samples}`
  console.log(name.padEnd(28) + rates.map((rate) => median(rate).toFixed(1).padStart(8)).join(''))
}
