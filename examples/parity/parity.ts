// A network sees one bit a step, and says after each whether the ones so far are odd. The answer depends on bits that it no
// longer sees, so it must remember. All sequences are played side by side, each as a row of its own.
import { defineFitness } from 'evolve-mlp/fitness'
import { z } from 'zod'

const options = z.object({
  /** Bits of a sequence; all sequences of that length are played. */
  bits: z.int().min(1).max(12).default(6),
})

export default defineFitness({
  direction: 'minimize',
  fitnessName: 'squared error',
  inputs: 1,
  outputs: 1,
  inputNames: ['bit'],
  outputNames: ['odd'],
  options,
  evaluate(network, { options: { bits } }) {
    const rows = 2 ** bits
    const inputs = new Float32Array(rows)
    let squares = 0
    let right = 0
    for (let step = 0; step < bits; step++) {
      // Row k plays the sequence whose bits are those of k.
      for (let k = 0; k < rows; k++) inputs[k] = bit(k, step)
      const outputs = network.forward(inputs)
      for (let k = 0; k < rows; k++) {
        const target = odd(k, step) ? 1 : -1
        squares += (outputs[k]! - target) ** 2
        if (outputs[k]! > 0 === target > 0) right++
      }
    }
    const answers = rows * bits
    return { fitness: squares / answers, metrics: { 'right (%)': (100 * right) / answers } }
  },
})

function bit(sequence: number, step: number): number {
  return (sequence >> step) & 1
}

/** Whether the ones up to a step are odd. */
function odd(sequence: number, step: number): boolean {
  let ones = 0
  for (let before = 0; before <= step; before++) ones += bit(sequence, before)
  return ones % 2 === 1
}
