// GFLOP/s of the compiled kernels on minibatches: the gradient, and forward pass with loss, on one core.
// A gradient counts as three forward passes, minus the gradient of the inputs, which the first layer does not compute.
//   npm run build && node bench/gradient.mjs
import { setFlagsFromString } from 'node:v8'
import { engines } from '../dist/src/kernels/index.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology, widths } from '../dist/src/model/topology.js'
import { machine, median, record } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const rounds = 25
console.log(machine())
console.log(
  `network                              build   forward  gradient   share   GFLOP/s, median of ${rounds}`,
)

const relu = (count) => Array(count).fill(activation('relu'))
for (const [sizes, functions, loss, samples] of [
  [[2, 24, 24, 24, 12, 12, 2], [...relu(5), activation('sigmoid')], 'euclidean', 1000],
  [[64, 64, 64, 10], [...relu(2), activation('softmax')], 'cross-entropy', 256],
  [[64, 64, 64, 10], [activation('gelu'), activation('gelu'), activation('softmax')], 'cross-entropy', 256],
  [[784, 128, 10], [...relu(1), activation('softmax')], 'cross-entropy', 64],
]) {
  const topology = createTopology(sizes[0], sizes.slice(1), functions)
  const counts = { train: samples, validation: 0, test: 0, batch: 0 }
  const arena = Arena.allocate(planArena({ topology, rows: 1, slots: 1, samples: counts, gradient: true }))
  for (let i = 0; i < arena.population.genomes.length; i++) arena.population.genomes[i] = Math.sin(i) / 4
  const inputs = Float32Array.from({ length: samples * sizes[0] }, (_, i) => Math.cos(i))
  const targets = Float32Array.from({ length: samples * sizes.at(-1) }, (_, i) => i % 2)
  const region = arena.dataset.load('train', samples, inputs, targets)
  const products = topology.layers.map(({ inputs, outputs }) => inputs * outputs)
  const forwardFlops = 2 * samples * products.reduce((sum, count) => sum + count, 0)
  const gradientFlops = 3 * forwardFlops - 2 * samples * products[0]
  const repeats = Math.max(4, Math.ceil(5e7 / forwardFlops))
  for (const [engine, build] of [
    ['wasm', 'strict'],
    ['wasm', 'fused'],
    ['native', 'strict'],
    ['native', 'fused'],
  ]) {
    if (engines[engine].obstacle(build) !== null) continue
    const kernel = engines[engine].kernel(arena, build, 0)
    const at = arena.population.genomeAt(0)
    const rate = (flops, run) => {
      const start = performance.now()
      for (let i = 0; i < repeats; i++) run()
      return (flops * repeats) / (performance.now() - start) / 1e6
    }
    const forward = []
    const gradient = []
    for (let round = 0; round <= rounds; round++) {
      const f = rate(forwardFlops, () => kernel.loss(at, region, loss))
      const g = rate(gradientFlops, () => kernel.gradient(at, region, loss, arena.workspace.gradientAt(0)))
      if (round === 0) continue
      forward.push(f)
      gradient.push(g)
    }
    const [f, g] = [median(forward), median(gradient)]
    record({
      bench: 'gradient',
      network: widths(topology).join('-'),
      activation: functions[0].kind,
      samples,
      engine,
      arithmetic: build,
      forward: f,
      gradient: g,
    })
    const name = `${widths(topology).join('-')} ${functions[0].kind} ${samples}`
    const columns = `${f.toFixed(1).padStart(9)} ${g.toFixed(1).padStart(9)} ${(g / f).toFixed(2).padStart(7)}`
    console.log(`${name.padEnd(29)} ${engine.padEnd(6)} ${build} ${columns}`)
  }
}
