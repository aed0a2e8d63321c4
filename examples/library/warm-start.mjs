// A warm start: train on the data that there is, and go on from the champion when more has come.
//   node examples/library/warm-start.mjs
import { evolve } from 'evolve-mlp'

// A curve with noise by formula; the second half is seen later.
const rows = Array.from({ length: 200 }, (_, i) => {
  const x = (((i * 67) % 200) / 200) * 6
  return { x, y: Math.sin(x) + (((i * 31) % 17) - 8) / 80 }
})
const configOf = (rows, generations) => ({
  task: { kind: 'regression', data: { rows, target: 'y', validation: 0, standardize: false } },
  network: { hidden: [12] },
  strategy: 'cma-es',
  stop: { generations },
})

const first = await evolve(configOf(rows.slice(0, 100), 300))
const cold = await evolve(configOf(rows, 30))
const warm = await evolve({ ...configOf(rows, 30), from: first.champion })
console.log('mse after 30 generations on all rows')
console.log('  from fresh weights', cold.outcome.champion.fitness.toFixed(5))
console.log('  from the champion ', warm.outcome.champion.fitness.toFixed(5))
