import type { FitnessNetwork } from '../../../src/tasks/custom/fitness.ts'

/**
 * A network without an engine: each output is a tame sum of the inputs and of what it put out in the step before, by row. It counts what it is
 * asked.
 */
export function fakeNetwork(inputs: number, outputs: number): FitnessNetwork & { asked: number[] } {
  const asked: number[] = []
  let before: number[] = []
  const forward = (x: ArrayLike<number>, y: Float32Array = new Float32Array(outputs)): Float32Array => {
    const samples = x.length / inputs
    asked.push(samples)
    for (let at = 0; at < samples * outputs; at++) {
      const [s, o] = [Math.floor(at / outputs), at % outputs]
      let sum = 0.05 * o + 0.3 * (before[at] ?? 0)
      for (let i = 0; i < inputs; i++) sum += x[s * inputs + i]! * (((i * 7 + o * 5) % 4) - 1.2)
      y[at] = sum / (1 + Math.abs(sum))
      before[at] = y[at]!
    }
    return y
  }
  const reset = (): void => {
    before = []
  }
  return { asked, forward, reset, topology: null, parameters: new Float32Array(0) } as never
}
