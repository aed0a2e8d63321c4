import type { FitnessNetwork } from '../../../src/tasks/custom/fitness.ts'

/** A network without an engine: each output is a tame sum of the inputs. It counts what it is asked. */
export function fakeNetwork(inputs: number, outputs: number): FitnessNetwork & { asked: number[] } {
  const asked: number[] = []
  const forward = (x: ArrayLike<number>, y: Float32Array = new Float32Array(outputs)): Float32Array => {
    const samples = x.length / inputs
    asked.push(samples)
    for (let s = 0; s < samples; s++) {
      for (let o = 0; o < outputs; o++) {
        let sum = 0.05 * o
        for (let i = 0; i < inputs; i++) sum += x[s * inputs + i]! * (((i * 7 + o * 5) % 4) - 1.2)
        y[s * outputs + o] = sum / (1 + Math.abs(sum))
      }
    }
    return y
  }
  return { asked, forward, topology: null, parameters: new Float32Array(0) } as never
}
