// The loops that make offspring, on one core: ns a gene, engines in turn. 100 million Gaussian mutations take as many tenths of
// a second as one of them takes nanoseconds.
//   npm run build && node bench/operators.mjs
import { engines } from '../dist/src/kernels/index.js'
import { Arena } from '../dist/src/memory/arena.js'
import { planArena } from '../dist/src/memory/plan.js'
import { activation, createTopology, parameterCount } from '../dist/src/model/topology.js'
import { RandomStream } from '../dist/src/random/stream.js'
import { machine, median, record } from './machine.mjs'

const rounds = 15
const names = ['reference', 'wasm', 'native'].filter((name) => engines[name].obstacle('strict') === null)
console.log(machine())
console.log(`ns a gene, medians of ${rounds}`)
console.log('operator       genes'.padEnd(40) + names.map((name) => name.padStart(11)).join(''))

for (const width of [8, 24, 100, 10_000]) {
  const topology = createTopology(width, [width < 1000 ? width : 10], [activation('relu')])
  const length = parameterCount(topology)
  const none = { train: 0, validation: 0, test: 0, batch: 0 }
  const arena = Arena.allocate(planArena({ topology, rows: 1, slots: 1, samples: none }))
  const child = arena.population.genome(0)
  const parents = new Float32Array(new SharedArrayBuffer(2 * length * 4))
  new RandomStream({ seed: 1, purpose: 1 }).fillNormal(parents)
  const [first, second] = [parents.subarray(0, length), parents.subarray(length)]
  const units = new Float32Array(length).fill(0.5)
  const noise = new Float32Array(length)
  new RandomStream({ seed: 1, purpose: 3 }).fillUniform(noise)
  const loci = Uint32Array.from({ length: Math.ceil(length / 3) }, (_, i) => 3 * i)
  const words = new Uint32Array(Math.ceil(length / 32))
  new RandomStream({ seed: 1, purpose: 4 }).fillUint32(words)
  const repeats = Math.max(2, Math.ceil(4e6 / length))
  const operators = {
    'gaussian mutation': (vectors, individual) =>
      vectors.addNormals(child, 0.1, units, new RandomStream({ seed: 1, purpose: 2, individual })),
    // Without drawing the noise, like the others.
    'noise on all genes': (vectors) => vectors.perturb(child, 0.1, units, noise),
    'noise on a third of the genes': (vectors) =>
      vectors.perturbAt(child, 0.1, units, noise, loci, loci.length),
    'arithmetic crossover': (vectors) => vectors.mix(first, second, 0.3, child),
    'uniform crossover, halves': (vectors) => vectors.chooseByBits(first, second, words, child),
    'uniform crossover': (vectors) => vectors.choose(first, second, noise, 0.3, child),
  }
  for (const [operator, run] of Object.entries(operators)) {
    const times = names.map(() => [])
    for (let round = 0; round <= rounds; round++) {
      names.forEach((name, k) => {
        const vectors = engines[name].vectors(arena, 0)
        const start = performance.now()
        for (let i = 0; i < repeats; i++) run(vectors, i)
        if (round > 0) times[k].push(((performance.now() - start) * 1e6) / (repeats * length))
      })
    }
    names.forEach((engine, k) => {
      record({ bench: 'operators', operator, genes: length, engine, nanoseconds: median(times[k]) })
    })
    const row = times.map((all) => median(all).toFixed(2).padStart(11)).join('')
    console.log(`${operator} ${length}`.padEnd(40) + row)
  }
}
