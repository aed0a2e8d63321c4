// Milliseconds that a strategy takes for a generation on one core: plan and tell, on the coordinator, and making an individual, which the
// workers do. N = 64 individuals.
//   npm run build && node bench/strategies.mjs

import { vectors } from '../dist/src/kernels/reference/vectors.js'
import { allocateShared } from '../dist/src/memory/shared.js'
import { bind } from '../dist/src/strategies/bind.js'
import { strategies } from '../dist/src/strategies/index.js'
import { Population } from '../dist/src/strategies/population.js'
import { vectorGenome } from '../dist/src/strategies/vector-genome.js'
import { machine, median, record } from './machine.mjs'

const count = 64
console.log(machine())
console.log(
  'strategy'.padEnd(14) + ['genes', 'plan + tell', 'an individual'].map((cell) => cell.padStart(15)).join(''),
)
for (const length of [100, 500, 2000, 20_000]) {
  for (const [kind, strategy] of Object.entries(strategies)) {
    // These take what their islands take.
    if (kind === 'islands') continue
    const problem = { ...vectorGenome({ length, initial: 1 }), resampled: false }
    const options = { ...strategy.defaults(problem), population: count, initial: 1 }
    try {
      strategy.capacity(options, length)
    } catch {
      continue
    }
    const { tell, make } = measure(strategy, { problem, options, seed: 1 }, length > 300 ? 7 : 25)
    record({ bench: 'strategies', kind, genes: length, tellMs: tell, makeMs: make })
    console.log(
      kind.padEnd(14) +
        [length, tell.toFixed(2), make.toFixed(3)].map((cell) => String(cell).padStart(15)).join(''),
    )
  }
}

function measure(strategy, search, rounds) {
  const { length } = search.problem
  const shared = allocateShared(strategy.shared(search))
  const bound = bind(strategy, search, shared)
  const make = strategy.materialiser(search, shared, vectors)
  const { rows } = strategy.capacity(search.options, length)
  const population = new Population(length, new Float64Array(rows * length))
  const times = { tell: [], make: [] }
  for (let round = 0; round < rounds + 5; round++) {
    const begin = performance.now()
    const plan = bound.plan()
    const planned = performance.now()
    for (let row = 0; row < plan.count; row++) make(plan, row, population.row(row))
    const made = performance.now()
    const cost = Float64Array.from({ length: plan.count }, (_, row) => population.row(row)[0] ** 2)
    const violation = new Float64Array(plan.count)
    const scored = performance.now()
    bound.tell(population, { cost, violation })
    if (round < 5) continue
    times.tell.push(planned - begin + performance.now() - scored)
    times.make.push((made - planned) / plan.count)
  }
  return { tell: median(times.tell), make: median(times.make) }
}
