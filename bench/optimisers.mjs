// Milliseconds of a step of each optimiser for the 101,770 parameters of 784-128-10: the readable loop and the compiled
// one. First it checks that ten steps of both give the same bits.
//   npm run build && node bench/optimisers.mjs

import { optimisers } from '../dist/src/gradient/optimisers/index.js'
import { wasmOptimisers } from '../dist/src/kernels/wasm/optimisers.js'
import { machine, median } from './machine.mjs'

const length = 101_770
const steps = 1000
const warmUp = 100

const memory = new WebAssembly.Memory({ initial: 32, maximum: 32, shared: true })
const compiled = wasmOptimisers(memory)

/** Creates an allocator of zeroed vectors that starts at the beginning of the memory. */
function onMemory() {
  let vectors = 0
  const bytes = Math.ceil((length * 4) / 64) * 64
  return () => new Float32Array(memory.buffer, vectors++ * bytes, length).fill(0)
}

class Descent {
  constructor(optimiser, allocate) {
    this.optimiser = optimiser
    this.parameters = allocate(length)
    this.gradient = allocate(length)
    this.state = optimiser.init(length, allocate)
    for (let p = 0; p < length; p++) {
      this.parameters[p] = Math.sin(p)
      this.gradient[p] = Math.cos(p)
    }
  }

  step() {
    const { optimiser, state, parameters, gradient } = this
    optimiser.step(state, parameters, gradient, 1e-3, optimiser.defaults)
  }

  /** Milliseconds per step, the median of many. */
  time() {
    const times = []
    for (let step = 0; step < warmUp + steps; step++) {
      const start = performance.now()
      this.step()
      if (step >= warmUp) times.push(performance.now() - start)
    }
    return median(times)
  }
}

console.log(machine())
console.log(`optimiser   readable  compiled   ms, median of ${steps}`)
for (const name of Object.keys(optimisers)) {
  const readable = new Descent(optimisers[name], (count) => new Float32Array(count))
  const quick = new Descent(compiled[name], onMemory())
  for (let step = 0; step < 10; step++) {
    readable.step()
    quick.step()
  }
  if (!readable.parameters.every((value, p) => value === quick.parameters[p]))
    throw new Error(`${name}: readable and compiled steps differ`)
  const [slow, fast] = [readable.time(), quick.time()]
  console.log(`${name.padEnd(10)} ${slow.toFixed(3).padStart(9)} ${fast.toFixed(3).padStart(9)}`)
}
