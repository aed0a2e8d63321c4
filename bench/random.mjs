// Nanoseconds per random number, in bulk and one by one, on one core.
//   npm run build && node bench/random.mjs
import { RandomStream } from '../dist/src/random/stream.js'
import { machine } from './machine.mjs'

const count = 65_536
const stream = new RandomStream({ seed: 1, purpose: 1 })
const words = new Uint32Array(count)
const floats = new Float32Array(count)

/** @param {() => void} draw draws `count` numbers */
function fastest(draw) {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 30; round++) {
    const start = performance.now()
    draw()
    best = Math.min(best, performance.now() - start)
  }
  return (best * 1e6) / count
}

/** @param {() => number} draw draws one number */
function each(draw) {
  let sum = 0
  for (let i = 0; i < count; i++) sum += draw()
  return sum
}

const draws = {
  fillUint32: () => stream.fillUint32(words),
  fillUniform: () => stream.fillUniform(floats),
  fillNormal: () => stream.fillNormal(floats),
  uint32: () => each(() => stream.uint32()),
  float32: () => each(() => stream.float32()),
  float64: () => each(() => stream.float64()),
  'integer(1000)': () => each(() => stream.integer(1000)),
  normal: () => each(() => stream.normal()),
}

console.log(machine())
for (const [name, draw] of Object.entries(draws)) {
  console.log(`${name.padEnd(14)} ${fastest(draw).toFixed(2).padStart(7)} ns`)
}
