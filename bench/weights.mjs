// What weights of samples cost: loss and gradient of the compiled kernels with weights, compared with those without, on one core
// in turn. With another checkout: this build without weights compared with that one, which holds that a run without weights
// pays nothing. The first network is so small that the call itself counts.
//   npm run build && node bench/weights.mjs
//   npm run build && node bench/weights.mjs --against <checkout>
import { resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { machine, median, quantile, record } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const rounds = 301
/** Milliseconds of one side in a round: less than what another process usually takes at a time. */
const slice = 1
/** Milliseconds that WebAssembly gets to be compiled by the optimizing compiler. */
const warmUp = 200

const words = process.argv.slice(2)
const against = words.includes('--against') ? words[words.indexOf('--against') + 1] : null
const here = resolve(import.meta.dirname, '..')
const sides =
  against === null
    ? [
        { checkout: here, weighted: false },
        { checkout: here, weighted: true },
      ]
    : [
        { checkout: resolve(against), weighted: false },
        { checkout: here, weighted: false },
      ]

const networks = [
  { sizes: [2, 3, 1], loss: 'mse', samples: 8 },
  { sizes: [2, 64], loss: 'hinge', samples: 1000 },
  { sizes: [2, 24, 24, 24, 12, 12, 2], loss: 'mse', samples: 1000 },
  { sizes: [64, 64, 64, 10], loss: 'binary-cross-entropy', samples: 256 },
]

console.log(machine())
console.log(
  against === null
    ? `time with weights / without, median of ${rounds} (quartiles)`
    : `time of this build / that, both without weights, median of ${rounds} (quartiles)`,
)
for (const network of networks) {
  for (const engine of ['wasm', 'native']) {
    for (const arithmetic of ['strict', 'fused']) {
      const made = await Promise.all(sides.map((side) => problem(side, network, engine, arithmetic)))
      if (made.includes(null)) continue
      for (const what of ['loss', 'gradient']) compare(network, engine, arithmetic, what, made)
    }
  }
}

function compare({ sizes, loss, samples }, engine, arithmetic, what, made) {
  const runs = made.map((one) => one[what])
  const repeats = repeatsFor(runs[0])
  for (const run of runs) for (let spent = 0; spent < warmUp; ) spent += timeOf(run, repeats)
  const best = [Infinity, Infinity]
  const ratios = Array.from({ length: rounds }, (_, round) => {
    // Neither side is always the first.
    const order = round % 2 === 0 ? [0, 1] : [1, 0]
    const times = []
    for (const side of order) {
      times[side] = timeOf(runs[side], repeats)
      best[side] = Math.min(best[side], times[side])
    }
    return times[1] / times[0]
  })
  const [low, high] = [quantile(ratios, 0.25), quantile(ratios, 0.75)]
  const ratio = median(ratios)
  const shape = sizes.join('-')
  const ofBest = best[1] / best[0]
  record({
    bench: 'weights',
    network: shape,
    loss,
    samples,
    engine,
    arithmetic,
    what,
    ratio,
    low,
    high,
    ofBest,
  })
  const [middle, from, to, least] = [ratio, low, high, ofBest].map((value) => value.toFixed(3))
  const figures = `${middle} (${from} to ${to}), of the best times ${least}`
  console.log(
    `${`${shape} ${loss} ${samples}`.padEnd(38)} ${engine.padEnd(6)} ${arithmetic.padEnd(6)} ${what.padEnd(8)} ${figures}`,
  )
}

function timeOf(run, repeats) {
  const start = performance.now()
  for (let k = 0; k < repeats; k++) run()
  return performance.now() - start
}

function repeatsFor(run) {
  let repeats = 1
  while (timeOf(run, repeats) < slice) repeats *= 2
  return repeats
}

/** Loss and gradient of a network of a checkout; null where it cannot compute them. */
async function problem({ checkout, weighted }, { sizes, loss, samples }, engine, arithmetic) {
  const load = (file) => import(`${checkout}/dist/src/${file}.js`)
  const [{ engines }, { Arena }, { planArena }, { activation, createTopology }] = await Promise.all(
    ['kernels/index', 'memory/arena', 'memory/plan', 'model/topology'].map(load),
  )
  if (engines[engine].obstacle(arithmetic) !== null) return null
  const last = loss === 'hinge' ? 'linear' : 'sigmoid'
  const kinds = [...Array(sizes.length - 2).fill('relu'), last].map((kind) => activation(kind))
  const topology = createTopology(sizes[0], sizes.slice(1), kinds)
  const parts = { train: samples, validation: 0, test: 0, batch: 0 }
  const arena = Arena.allocate(
    planArena({ topology, rows: 1, slots: 1, samples: parts, gradient: true, weighted }),
  )
  const genome = arena.population.genome(0)
  for (let p = 0; p < genome.length; p++) genome[p] = Math.sin(p) / 4
  const inputs = Float32Array.from({ length: samples * sizes[0] }, (_, k) => Math.cos(k))
  const targets = Float32Array.from({ length: samples * sizes.at(-1) }, (_, k) => k % 2)
  const weights = weighted ? Float32Array.from({ length: samples }, (_, k) => 0.5 + (k % 3)) : null
  const region = arena.dataset.load('train', samples, inputs, targets, weights)
  const kernel = engines[engine].kernel(arena, arithmetic, 0)
  const at = arena.population.genomeAt(0)
  const gradientAt = arena.workspace.gradientAt(0)
  return {
    loss: () => kernel.loss(at, region, loss),
    gradient: () => kernel.gradient(at, region, loss, gradientAt),
  }
}
