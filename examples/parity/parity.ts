// A network sees one bit a step, and says after each whether the ones so far are odd. The answer depends on bits that it no
// longer sees, so it must remember. All sequences are played side by side, each as a row of its own.
import { defineFitness } from 'evolve-mlp/fitness'

export default defineFitness({
  direction: 'minimize',
  fitnessName: 'squared error',
  inputs: 1,
  outputs: 1,
  inputNames: ['bit'],
  outputNames: ['odd'],
  options: {
    /** Bits of a sequence; all sequences of that length are played. */
    bits: 6,
  },
  // Made once a run, and read by all workers. What is thrown here ends the run before it begins.
  share({ options: { bits } }) {
    if (!Number.isInteger(bits) || bits < 1 || bits > 12)
      throw new RangeError(`bits: expected a whole number from 1 to 12, found ${bits}`)
    return sequences(bits)
  },
  evaluate(network, { options: { bits }, shared }) {
    const rows = 2 ** bits
    let squares = 0
    let right = 0
    for (let step = 0; step < bits; step++) {
      const outputs = network.forward(shared['bits'].subarray(step * rows, (step + 1) * rows))
      for (let k = 0; k < rows; k++) {
        const target = shared['targets'][step * rows + k]
        squares += (outputs[k] - target) ** 2
        if (outputs[k] > 0 === target > 0) right++
      }
    }
    const answers = rows * bits
    return { fitness: squares / answers, metrics: { 'right (%)': (100 * right) / answers } }
  },
})

/**
 * All sequences, side by side: row k plays the one whose bits are those of k.
 * @returns the bits (steps, rows), and the answers to them: 1 where the ones up to a step are odd, else -1
 */
function sequences(steps: number): { bits: Float32Array; targets: Int8Array } {
  const rows = 2 ** steps
  const bits = Float32Array.from(
    { length: steps * rows },
    (_, at) => ((at % rows) >> Math.floor(at / rows)) & 1,
  )
  const targets = Int8Array.from(bits, (bit) => (bit === 1 ? 1 : -1))
  for (let at = rows; at < targets.length; at++) targets[at] *= -targets[at - rows]
  return { bits, targets }
}
