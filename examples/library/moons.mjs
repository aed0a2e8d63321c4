// How to use the library: follow a training generation by generation, then predict with its champion.
//   node examples/library/moons.mjs
import { evolve } from 'evolve-mlp'

const training = evolve({
  network: { hidden: [12, 12], activation: 'softsign' },
  task: { kind: 'classification', data: { generate: 'moons', samples: 400, noise: 0.1, validation: 0.25 } },
  stop: { generations: 100, target: 0.02 },
})
for await (const { generation, champion, validation } of training) {
  if (generation % 10 === 0) console.log(generation, champion.toFixed(4), validation.toFixed(4))
}

const run = await training
console.log(`ended by ${run.outcome.reason} after ${run.outcome.evaluations} evaluations`)
console.log('validation accuracy', run.scores.validation.metrics.accuracy)
console.log('the middle of the upper moon is', run.champion.predict([0, 1]).name)
