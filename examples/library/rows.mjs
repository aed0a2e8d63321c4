// Data in memory: rows that the program has, and later predictions for rows of the same kind.
//   node examples/library/rows.mjs
import { evolve } from 'evolve-mlp'

// Fruit by width in cm and colour. Ripe plums are blue and small; the rest are apples.
const colours = ['red', 'green', 'blue']
const rows = Array.from({ length: 240 }, (_, i) => {
  const width = 3 + ((i * 37) % 240) / 40
  const colour = colours[i % 3]
  return { width, colour, kind: colour === 'blue' && width < 6 ? 'plum' : 'apple' }
})

const { champion, scores } = await evolve({
  task: { kind: 'classification', data: { rows, target: 'kind', test: 0.2 } },
  network: { hidden: [8] },
  stop: { generations: 200, target: 0.01 },
})
console.log('test accuracy', scores.test.metrics.accuracy)
console.log('a blue one of 4 cm is', champion.predict({ width: 4, colour: 'blue' }).name)
