// What `strategy: auto` rests on: how strategies with their defaults rank on networks and functions, by genes, noise, bounds, whole numbers
// and budget. Medians of several seeds. A rank is 1 for the best of the strategies; the loss is how many times as high its cost is, as a
// power of ten, at most 3.
//   npm run build && node bench/auto.mjs [seeds] [group …]
import { createStrategy, evolve } from '../dist/index.js'
import { purpose } from '../dist/src/random/purpose.js'
import { RandomStream } from '../dist/src/random/stream.js'
import { benchmarkFunctions } from '../dist/src/tasks/benchmark/functions.js'
import { machine, median, record } from './machine.mjs'

const kinds = ['ga', 'cma-es', 'sep-cma-es', 'snes', 'cr-fm-nes', 'openai-es', 'pgpe']
const budgets = [1000, 3000, 10_000]
const [count = '5', ...wanted] = process.argv.slice(2)
const seeds = Array.from({ length: Number(count) }, (_, index) => index + 1)
const mostLoss = 3
/** No difference below this cost counts. */
const least = 1e-8
/** With more genes, learning all covariances takes many times as long as scoring. */
const mostOfCma = 150

const groups = {
  'networks, up to 100 genes': [
    network('xor', { data: { generate: 'xor' }, hidden: [4] }),
    network('circles', { data: { generate: 'circles', samples: 300 }, hidden: [12] }),
    network('spirals', { data: { generate: 'spirals', samples: 194 }, hidden: [16] }),
    network('penguins', { data: penguins(), hidden: [8] }),
  ],
  'networks, up to 500 genes': [
    network('circles', { data: { generate: 'circles', samples: 300 }, hidden: [12, 12] }),
    network('spirals', { data: { generate: 'spirals', samples: 194 }, hidden: [16, 16], activation: 'sine' }),
    network('penguins', { data: penguins(), hidden: [16, 12] }),
  ],
  'networks, 700 genes': [
    network('circles', {
      data: { generate: 'circles', samples: 300 },
      hidden: [20, 20, 12],
      activation: 'relu',
    }),
    network('spirals', { data: { generate: 'spirals', samples: 194 }, hidden: [32, 16], activation: 'sine' }),
    network('penguins', { data: penguins(), hidden: [20, 20] }),
  ],
  'networks, 1,000 genes': [
    network('circles', {
      data: { generate: 'circles', samples: 300 },
      hidden: [24, 24, 12],
      activation: 'relu',
    }),
    network('spirals', { data: { generate: 'spirals', samples: 194 }, hidden: [40, 20], activation: 'sine' }),
    network('penguins', { data: penguins(), hidden: [24, 24] }),
  ],
  'networks, 2,000 genes': [
    network('circles', {
      data: { generate: 'circles', samples: 300 },
      hidden: [24, 24, 24, 12, 12],
      activation: 'relu',
    }),
    network('spirals', { data: { generate: 'spirals', samples: 194 }, hidden: [64, 32], activation: 'sine' }),
    network('penguins', { data: penguins(), hidden: [40, 40] }),
  ],
  'networks on batches, up to 500 genes': [
    network('circles', { data: { generate: 'circles', samples: 300 }, hidden: [12, 12], batch: 32 }),
    network('penguins', { data: penguins(), hidden: [16, 12], batch: 32 }),
  ],
  'networks on batches, 1,000 genes': [
    network('circles', {
      data: { generate: 'circles', samples: 300 },
      hidden: [24, 24, 12],
      activation: 'relu',
      batch: 32,
    }),
    network('penguins', { data: penguins(), hidden: [24, 24], batch: 32 }),
  ],
  'networks on batches, 2,000 genes': [
    network('circles', {
      data: { generate: 'circles', samples: 300 },
      hidden: [24, 24, 24, 12, 12],
      activation: 'relu',
      batch: 32,
    }),
    network('penguins', { data: penguins(), hidden: [40, 40], batch: 32 }),
  ],
  ...Object.fromEntries(
    [5, 20, 100, 300].map((length) => [`functions, ${length} genes`, functionsOf({ length })]),
  ),
  'functions, 1,000 genes': functionsOf({ length: 1000 }),
  ...Object.fromEntries(
    [5, 20, 100].map((length) => [
      `functions, ${length} whole numbers`,
      functionsOf({ length, integer: true }),
    ]),
  ),
  ...Object.fromEntries(
    [5, 20, 100].map((length) => [
      `functions with noise, ${length} genes`,
      functionsOf({ length, noise: 0.3 }),
    ]),
  ),
}

console.log(machine())
for (const [group, problems] of Object.entries(groups)) {
  if (wanted.length > 0 && !wanted.some((word) => group.includes(word))) continue
  const ranks = new Map(kinds.map((kind) => [kind, budgets.map(() => [])]))
  const losses = new Map(kinds.map((kind) => [kind, budgets.map(() => [])]))
  console.log(`\n${group}`)
  for (const problem of problems) {
    const { name, run } = problem
    const medians = new Map()
    for (const kind of kinds) {
      // The genes of a network are known once the first strategy has run.
      if (kind === 'cma-es' && problem.genes > mostOfCma) continue
      const all = []
      for (const seed of seeds) all.push(await run(kind, seed))
      medians.set(
        kind,
        budgets.map((_, at) => median(all.map((costs) => costs[at]))),
      )
    }
    const able = [...medians.keys()]
    for (const at of budgets.keys()) {
      const costs = able.map((kind) => Math.max(least, medians.get(kind)[at]))
      const best = Math.min(...costs)
      for (const [index, kind] of able.entries()) {
        const better = costs.filter((cost) => cost < costs[index]).length
        const equal = costs.filter((cost) => cost === costs[index]).length
        ranks.get(kind)[at].push(1 + better + (equal - 1) / 2)
        losses.get(kind)[at].push(Math.min(mostLoss, Math.log10(costs[index] / best)))
      }
    }
    const shown = able.map(
      (kind) =>
        `${kind} ${medians
          .get(kind)
          .map((cost) => cost.toPrecision(2))
          .join(' ')}`,
    )
    console.log(`  ${name}, ${problem.genes} genes: ${shown.join('; ')}`)
  }
  const cell = (kind, at) =>
    ranks.get(kind)[at].length === 0
      ? '-'
      : `${mean(ranks.get(kind)[at]).toFixed(1)} (${mean(losses.get(kind)[at]).toFixed(2)})`
  console.log(
    `  ${'rank (loss) after'.padEnd(20)}${budgets.map((budget) => String(budget).padStart(14)).join('')}`,
  )
  for (const kind of kinds) {
    console.log(`  ${kind.padEnd(20)}${budgets.map((_, at) => cell(kind, at).padStart(14)).join('')}`)
    record({
      bench: 'auto',
      group,
      kind,
      ranks: ranks.get(kind).map(mean),
      losses: losses.get(kind).map(mean),
    })
  }
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function penguins() {
  return { file: 'node_modules/vega-datasets/data/penguins.json', target: 'Species' }
}

/** A classification. Its cost is the champion's loss on all samples. */
function network(name, { data, batch, ...shape }) {
  const config = {
    name,
    task: { kind: 'classification', data, loss: 'mse', ...(batch === undefined ? {} : { batch }) },
    network: { ...shape },
    pictures: false,
    checkpoint: false,
    stop: { evaluations: budgets.at(-1) },
  }
  const problem = { name: batch === undefined ? name : `${name} in batches of ${batch}`, genes: 0, run }
  async function run(kind, seed) {
    const costs = budgets.map(() => Number.POSITIVE_INFINITY)
    const onGeneration = ({ evaluations, champion }) => {
      for (const [at, budget] of budgets.entries())
        if (evaluations <= budget) costs[at] = champion ?? costs[at]
    }
    const given = { ...config, seed, strategy: { kind } }
    const directory = new URL('..', import.meta.url).pathname
    try {
      const { genome } = await evolve(given, { directory, workers: 0, onGeneration })
      problem.genes = genome.length
    } catch (error) {
      if (error.code !== 'run') throw error
      console.log(`  ${problem.name}, ${kind}, seed ${seed}: ${error.message}`)
    }
    return costs
  }
  return problem
}

/** Functions whose optimum lies anywhere within the bounds but not in their middle. */
function functionsOf({ length, integer = false, noise = 0 }) {
  const names = [
    ...['sphere', 'ellipsoid', 'rosenbrock', 'ackley', 'rastrigin'],
    ...['rotated ellipsoid', 'rotated different-powers', 'rotated rastrigin'],
  ]
  return names.map((name) => ({
    name,
    genes: length,
    run: async (kind, seed) => search(kind, { name, length, integer, noise, seed }),
  }))
}

function search(kind, { name, length, integer, noise, seed }) {
  const rotated = name.startsWith('rotated ')
  const { cost, range, optimum } = benchmarkFunctions[name.replace('rotated ', '')]
  const places = new RandomStream({ seed, purpose: purpose.share })
  const shift = Float64Array.from({ length }, () => {
    const place = (2 * places.float64() - 1) * 0.7 * range - optimum
    return integer ? Math.round(place) : place
  })
  const luck = new RandomStream({ seed, purpose: purpose.episode })
  const strategy = createStrategy(kind, { length, lower: -range, upper: range, integer, seed })
  const mirrors = rotated ? mirrorsOf(length, seed) : []
  const truth = (x) => {
    const moved = x.map((value, p) => value - shift[p])
    for (const mirror of mirrors) reflect(moved, mirror)
    return cost(moved)
  }
  const costs = budgets.map(() => Number.POSITIVE_INFINITY)
  for (let evaluations = 0; ; ) {
    const asked = strategy.ask()
    evaluations += asked.length
    if (evaluations > budgets.at(-1)) return costs
    const exact = asked.map(truth)
    const told = noise === 0 ? exact : exact.map((value) => value * Math.max(0, 1 + noise * luck.normal()))
    // With noise, what a user would take: the best that the last generation seems to have.
    const seen = noise === 0 ? Math.min(...exact) : exact[told.indexOf(Math.min(...told))]
    strategy.tell(told)
    for (const [at, budget] of budgets.entries()) {
      if (evaluations <= budget) costs[at] = noise === 0 ? Math.min(costs[at], seen) : seen
    }
  }
}

/** Unit vectors at right angles to mirrors; reflections at all of them make every gene depend on every other. */
function mirrorsOf(length, seed) {
  return Array.from({ length: Math.min(length, 32) }, (_, individual) => {
    const draws = new Float32Array(length)
    new RandomStream({ seed, purpose: purpose.shape, individual }).fillNormal(draws)
    const size = Math.sqrt(draws.reduce((sum, value) => sum + value * value, 0))
    return Float64Array.from(draws, (value) => value / size)
  })
}

function reflect(x, mirror) {
  let along = 0
  for (let p = 0; p < x.length; p++) along += x[p] * mirror[p]
  for (let p = 0; p < x.length; p++) x[p] -= 2 * along * mirror[p]
}
