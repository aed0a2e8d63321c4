// Milliseconds of the processor that a strategy takes for a generation on one core: plan and tell, on the coordinator, and making an individual, which the
// workers do. N = 64 individuals. Then the exponent k with which all of that grows, as P^k: about 1 where it takes time in proportion to P.
//   npm run build && node bench/strategies.mjs [strategy …]
import { machine, median, record } from './machine.mjs'
import { kinds, searchOf } from './search.mjs'

const count = 64
const lengths = [100, 200, 500, 1000, 2000, 20_000]
const wanted = process.argv.slice(2)
/** A mean over so many generations has its share of what is done only now and then, as covariances are decomposed. */
const block = 4

console.log(machine())
const row = (name, cells) => console.log(name.padEnd(14) + cells.map((cell) => cell.padStart(15)).join(''))
row('strategy', ['genes', 'plan + tell', 'an individual'])
/** By strategy, the milliseconds of a generation by genes. */
const growth = new Map()
for (const length of lengths) {
  for (const kind of kinds) {
    if (wanted.length > 0 && !wanted.includes(kind)) continue
    const generation = searchOf(kind, length, count)
    if (generation === null) continue
    const { tellMs, makeMs, allMs } = measure(generation, length > 300 ? 5 : 15)
    record({ bench: 'strategies', kind, genes: length, tellMs, makeMs })
    row(kind, [String(length), tellMs.toFixed(2), makeMs.toFixed(3)])
    growth.set(kind, (growth.get(kind) ?? new Map()).set(length, allMs))
  }
}

const steps = lengths.slice(1).map((to, k) => [lengths[k], to])
console.log('\nGrows as P to the power of')
row(
  'from P to P',
  steps.map(([from, to]) => `${from} … ${to}`),
)
for (const [kind, times] of growth) {
  const exponents = steps.map(([from, to]) =>
    times.has(to) ? Math.log(times.get(to) / times.get(from)) / Math.log(to / from) : null,
  )
  row(
    kind,
    exponents.map((exponent) => exponent?.toFixed(2) ?? '-'),
  )
  record({ bench: 'strategies', kind, exponents })
}

function measure(generation, blocks) {
  for (let warm = 0; warm < block; warm++) generation()
  const means = Array.from({ length: blocks }, () => {
    const rounds = Array.from({ length: block }, generation)
    const mean = (value) => rounds.reduce((sum, round) => sum + value(round), 0) / block
    return {
      tellMs: mean(({ tellMs }) => tellMs),
      makeMs: mean(({ makeMs, count }) => makeMs / count),
      allMs: mean(({ tellMs, makeMs }) => tellMs + makeMs),
    }
  })
  const of = (name) => median(means.map((round) => round[name]))
  return { tellMs: of('tellMs'), makeMs: of('makeMs'), allMs: of('allMs') }
}
