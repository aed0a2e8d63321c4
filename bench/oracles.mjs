// Evaluations that strategies need to 1e-8 on functions that the field knows: medians of 15 seeds, and their range. n = 10, λ = 10, start
// at 1 with σ₀ = 1; Rosenbrock 0.1 and 0.3. And to 1e-12 those of the authors of CR-FM-NES; and those of the authors of L-SHADE.
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
    const far = problem === 'rosenbrock' ? { start: 0.1, sigma: 0.3 } : { start: 1, sigma: 1 }
    report(name, problem, options, { ...far, length: 10, target: 1e-8 })
  }
}

/** L-SHADE with the budget of its paper, n = 10: between ± 100, with the optimum at 37. */
if (wanted.length === 0 || wanted.includes('de')) {
  for (const problem of [...functions, 'rastrigin']) {
    const at = { length: 10, evaluations: 100_000, lower: -100, upper: 100, target: 1e-8, shift: 37 }
    report('de', problem, { kind: 'de' }, { ...at, scale: problem === 'rastrigin' ? 0.0512 : 1 })
  }
}

/** The gates of the authors of CR-FM-NES. */
if (wanted.length === 0 || wanted.includes('cr-fm-nes')) {
  for (const length of [40, 80]) {
    const at = { length, target: 1e-12, sigma: 2 }
    report('cr-fm-nes', 'ellipsoid', { kind: 'cr-fm-nes', population: 16 }, { ...at, start: 3 })
    report('cr-fm-nes', 'k-tablet', { kind: 'cr-fm-nes', population: 16 }, { ...at, start: 3 })
    report('cr-fm-nes', 'rosenbrock', { kind: 'cr-fm-nes', population: 40 }, { ...at, start: 0 })
  }
}

function report(name, problem, options, at) {
  const all = Array.from({ length: 15 }, (_, index) =>
    evaluationsTo(options, problem, { ...at, seed: index + 1 }),
  )
  const range = `${Math.min(...all)} to ${Math.max(...all)}`
  const label = `${problem}, ${at.length}`
  console.log(`${name.padEnd(24)}${label.padEnd(16)}${String(median(all)).padStart(8)}  ${range}`)
}

/** @param shift where the optimum is moved to, of a function whose coordinates are `scale` times as large */
function evaluationsTo({ kind, ...options }, problem, { target, shift, scale, ...at }) {
  const { cost: plain, optimum } = problem === 'k-tablet' ? { cost: kTablet } : benchmarkFunctions[problem]
  const cost = shift === undefined ? plain : (x) => plain(x.map((value) => (value - shift) * scale + optimum))
  const unit = 'sigma' in at ? { scale: 'absolute' } : {}
  const search = createStrategy(kind, { ...options, ...unit, ...at })
  for (let evaluations = 0; evaluations < 300_000; ) {
    const costs = search.ask().map((x) => cost(x))
    const reached = costs.findIndex((value) => value <= target)
    if (reached >= 0) return evaluations + reached + 1
    evaluations += costs.length
    search.tell(costs)
  }
  return Number.POSITIVE_INFINITY
}

/** A quarter of the coordinates counts once, the others 10,000 times. */
function kTablet(x) {
  return x.reduce((sum, value, i) => sum + (i < x.length / 4 ? 1 : 1e4) * value * value, 0)
}
