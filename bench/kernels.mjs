// GFLOP/s of the kernels: forward pass and loss of one genome after another, on one core, in turn. A probe that does nothing
// but multiply-adds on registers says what the core can do. The loss of every kernel is first compared with another's.
//   npm run build && node bench/kernels.mjs
import { setFlagsFromString } from 'node:v8'
import { engines } from '../dist/src/kernels/index.js'
import { bindNative } from '../dist/src/kernels/native/bind.js'
import { nativeBuilds, nativeEngine } from '../dist/src/kernels/native/engine.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology, widths } from '../dist/src/model/topology.js'
import { machine, median, record } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const contestants = [
  ...['strict', 'fused'].map((arithmetic) => ({ name: 'wasm', arithmetic, engine: engines.wasm })),
  ...nativeBuilds()
    .toReversed()
    .map(({ instructionSet, arithmetic }) => ({
      name: instructionSet,
      arithmetic,
      engine: nativeEngine(instructionSet),
    })),
]
const builds = nativeBuilds().toReversed()
const rounds = 15

/** GFLOP/s of multiply-adds on registers alone, for each native build. */
function probes(arena) {
  return builds.map((build) => {
    const kernels = bindNative(build, arena.memory)
    const start = performance.now()
    return kernels.probe(1e6) / (performance.now() - start) / 1e6
  })
}

const row = (name, cells) => console.log(name.padEnd(32) + cells.map((cell) => cell.padStart(14)).join(''))
console.log(machine())
console.log(`GFLOP/s, medians of ${rounds}`)
row(
  'network',
  contestants.map(({ name, arithmetic }) => `${name} ${arithmetic}`),
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
  [[64, 64, 64, 10], [...relu(2), activation('softmax')], 'cross-entropy', 1797],
  [[64, 64, 64, 10], [...Array(2).fill(activation('tanh')), activation('softmax')], 'cross-entropy', 1797],
  ...[3, 4, 16, 17, 32, 33].map((width) => [
    [width, width, width],
    [...relu(1), activation('linear')],
    'mse',
    1000,
  ]),
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
  const kernels = contestants.map(({ engine, arithmetic }) => engine.kernel(arena, arithmetic, 0))
  const lossOf = (kernel, i) => kernel.loss(arena.population.genomeAt(i % 64), region, loss)
  contestants.forEach(({ name, arithmetic }, k) => {
    const other = kernels[contestants.findIndex((one) => one.arithmetic === arithmetic)]
    if (!Object.is(lossOf(kernels[k], 1), lossOf(other, 1)))
      throw new Error(`${name} ${arithmetic}: expected other bits`)
  })
  const rates = kernels.map(() => [])
  const limits = builds.map(() => [])
  for (let round = 0; round <= rounds; round++) {
    probes(arena).forEach((rate, k) => {
      limits[k].push(rate)
    })
    kernels.forEach((kernel, k) => {
      const start = performance.now()
      for (let i = 0; i < repeats; i++) lossOf(kernel, i)
      if (round > 0) rates[k].push((flops * repeats) / (performance.now() - start) / 1e6)
    })
  }
  contestants.forEach(({ name, arithmetic }, k) => {
    const build = k - (contestants.length - builds.length)
    const probe = build < 0 ? null : median(limits[build])
    const result = { engine: name, arithmetic, gigaflops: median(rates[k]), probe }
    record({
      bench: 'kernels',
      network: widths(topology).join('-'),
      activation: functions[0].kind,
      samples,
      ...result,
    })
  })
  row(
    `${widths(topology).join('-')} ${functions[0].kind} ${samples}`,
    rates.map((rate) => median(rate).toFixed(1)),
  )
  row('  of the registers alone', [
    ...Array(contestants.length - builds.length).fill(''),
    ...builds.map(
      (_, k) =>
        `${((100 * median(rates[k + contestants.length - builds.length])) / median(limits[k])).toFixed(0)} % of ${median(limits[k]).toFixed(0)}`,
    ),
  ])
}
