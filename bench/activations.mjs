// How much longer a network takes with tanh, sigmoid or gelu than with relu: forward pass and loss on one core, in turn, medians of ratios.
//   npm run build && node bench/activations.mjs
import { setFlagsFromString } from 'node:v8'
import { engines } from '../dist/src/kernels/index.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology } from '../dist/src/model/topology.js'
import { machine, median, record } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const names = ['relu', 'tanh', 'sigmoid', 'gelu']
const rounds = 40

console.log(machine())
for (const engine of ['wasm', 'native']) {
  if (engines[engine].obstacle('fused') !== null) continue
  for (const [sizes, samples, repeats] of [
    [[2, 24, 24, 24, 12, 12, 2], 1000, 200],
    [[64, 64, 64, 10], 1797, 25],
  ]) {
    const runs = names.map((name) => lossOf(engine, sizes, samples, name))
    const times = names.map(() => [])
    for (let round = 0; round < rounds; round++) {
      runs.forEach((run, k) => {
        const start = performance.now()
        for (let i = 0; i < repeats; i++) run(i % 16)
        times[k].push((performance.now() - start) / repeats)
      })
    }
    const network = sizes.join('-')
    const ratios = times.map((own) => median(own.map((ms, round) => ms / times[0][round])))
    names.forEach((name, k) => {
      record({ bench: 'activations', engine, network, activation: name, ratio: ratios[k] })
    })
    const cells = names.map((name, k) => `${name} ${ratios[k].toFixed(2)}`)
    console.log(`${engine.padEnd(8)}${network.padEnd(22)}${cells.join('  ')}`)
  }
}

function lossOf(engine, sizes, samples, name) {
  const layers = sizes.slice(2).map(() => activation(name))
  const topology = createTopology(sizes[0], sizes.slice(1), [...layers, activation('softmax')])
  const counts = { train: samples, validation: 0, test: 0, batch: 0 }
  const arena = Arena.allocate(planArena({ topology, rows: 16, slots: 1, samples: counts }))
  const { genomes } = arena.population
  for (let i = 0; i < genomes.length; i++) genomes[i] = Math.sin(i) / 4
  const inputs = Float32Array.from({ length: samples * sizes[0] }, (_, i) => Math.cos(i))
  const targets = Float32Array.from({ length: samples * sizes.at(-1) }, (_, i) => i % 2)
  const region = arena.dataset.load('train', samples, inputs, targets)
  const kernel = engines[engine].kernel(arena, 'fused', 0)
  return (row) => kernel.loss(arena.population.genomeAt(row), region, 'cross-entropy')
}
