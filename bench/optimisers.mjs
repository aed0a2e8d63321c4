// What a step of each optimiser takes for the 101,770 parameters of 784-128-10, in milliseconds.
//   npm run build && node bench/optimisers.mjs
import { optimisers } from '../dist/src/backprop/optimisers/index.js'
import { machine, median } from './machine.mjs'

const length = 101_770
console.log(machine())
for (const optimiser of Object.values(optimisers)) {
  const parameters = Float32Array.from({ length }, (_, p) => Math.sin(p))
  const gradient = Float32Array.from({ length }, (_, p) => Math.cos(p))
  const state = optimiser.init(length)
  const times = []
  for (let step = 0; step < 600; step++) {
    const start = performance.now()
    optimiser.step(state, parameters, gradient, 1e-3, optimiser.defaults)
    if (step >= 100) times.push(performance.now() - start)
  }
  console.log(`${optimiser.name.padEnd(10)} ${median(times).toFixed(3)} ms, median of ${times.length}`)
}
