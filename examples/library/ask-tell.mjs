// How to bring your own loop: ask the strategy for genomes and tell it what they are worth.
//   node examples/library/ask-tell.mjs
import { createStrategy } from 'evolve-mlp'

// A fence of whole metres around a large field: the longer side at most twice the other, 400 metres in all.
const strategy = createStrategy('ga', {
  length: 2,
  lower: 1,
  upper: 200,
  integer: true,
  direction: 'maximize',
  population: 20,
  seed: 1,
})

while (strategy.generation < 200) {
  const genomes = strategy.ask()
  const answers = genomes.map(([width, depth]) => ({
    fitness: width * depth,
    violation: Math.max(0, 2 * (width + depth) - 400) + Math.max(0, width - 2 * depth, depth - 2 * width),
  }))
  strategy.tell(answers)
  if (strategy.generation % 50 === 0)
    console.log(strategy.generation, strategy.best.fitness, strategy.figures)
}

const { genome, fitness } = strategy.best
console.log(`${genome[0]} by ${genome[1]} metres hold ${fitness} square metres`)
