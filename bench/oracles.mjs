// Evaluations that strategies need to 1e-8 on functions that the field knows: medians of 15 seeds, and their range. n = 10, λ = 10, start
// at 1 with σ₀ = 1; Rosenbrock 0.1 and 0.3.
//   npm run build && node bench/oracles.mjs [strategy …]
import { createStrategy } from '../dist/index.js'
import { benchmarkFunctions } from '../dist/src/tasks/benchmark/functions.js'
import { median } from './machine.mjs'

const strategies = {
  'cma-es': { kind: 'cma-es' },
  'cma-es, active: false': { kind: 'cma-es', active: false },
  'sep-cma-es': { kind: 'sep-cma-es' },
  snes: { kind: 'snes' },
  xnes: { kind: 'xnes' },
}
const functions = ['sphere', 'ellipsoid', 'cigar', 'tablet', 'rosenbrock']
const wanted = process.argv.slice(2)

for (const [name, options] of Object.entries(strategies)) {
  if (wanted.length > 0 && !wanted.includes(options.kind)) continue
  for (const problem of functions) {
    const seeds = Array.from({ length: 15 }, (_, index) => index + 1)
    const all = seeds.map((seed) => evaluationsTo(1e-8, options, problem, seed))
    const range = `${Math.min(...all)} to ${Math.max(...all)}`
    console.log(`${name.padEnd(24)}${problem.padEnd(14)}${String(median(all)).padStart(8)}  ${range}`)
  }
}

function evaluationsTo(target, options, problem, seed) {
  const { cost } = benchmarkFunctions[problem]
  const [start, sigma] = problem === 'rosenbrock' ? [0.1, 0.3] : [1, 1]
  const { kind, ...own } = options
  const search = createStrategy(kind, { ...own, sigma, scale: 'absolute', length: 10, start, seed })
  for (let evaluations = 0; evaluations < 100_000; ) {
    const genomes = search.ask()
    const costs = genomes.map((x) => cost(x))
    const reached = costs.findIndex((value) => value <= target)
    if (reached >= 0) return evaluations + reached + 1
    evaluations += costs.length
    search.tell(costs)
  }
  return Number.POSITIVE_INFINITY
}
