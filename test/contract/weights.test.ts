/** What every engine makes of weights of samples: the loss of each, and its gradient, times its weight. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/kernels/engine.ts'
import type { Arithmetic } from '../../src/kernels/kernel.ts'
import { Arena } from '../../src/memory/arena.ts'
import { planArena } from '../../src/memory/plan.ts'
import { type LossName, losses } from '../../src/model/losses.ts'
import { activation, createTopology } from '../../src/model/topology.ts'
import { testedEngines } from '../kernels/engines.ts'
import { testNumbers } from '../kernels/problem.ts'

const lossNames = Object.keys(losses) as LossName[]
const [inputs, outputs] = [2, 3]

interface Samples {
  /** (S, I) */
  readonly inputs: Float32Array
  /** (S, O) */
  readonly targets: Float32Array
}

interface Result {
  readonly loss: number
  readonly gradient: Float32Array
}

function randomSamples(count: number, loss: LossName, seed: number): Samples {
  const next = testNumbers(seed)
  const target = (): number => (loss === 'hinge' ? Math.sign(next() - 0.5) : next())
  return {
    inputs: Float32Array.from({ length: count * inputs }, () => 4 * next() - 2),
    targets: Float32Array.from({ length: count * outputs }, target),
  }
}

/** Loss and gradient of a random network of one seed. */
function resultOf(
  engine: Engine,
  arithmetic: Arithmetic,
  loss: LossName,
  samples: Samples,
  weights: Float32Array | null,
): Result {
  const last = losses[loss].fits?.[0] ?? 'sigmoid'
  const topology = createTopology(inputs, [5, outputs], [activation('tanh'), activation(last)])
  const count = samples.inputs.length / inputs
  const parts = { train: count, validation: 0, test: 0, batch: 0 }
  const arena = Arena.allocate(
    planArena({ topology, rows: 1, slots: 1, samples: parts, gradient: true, weighted: weights !== null }),
  )
  const next = testNumbers(3)
  const genome = arena.population.genome(0)
  for (let p = 0; p < genome.length; p++) genome[p] = 2 * next() - 1
  const region = arena.dataset.load('train', count, samples.inputs, samples.targets, weights)
  const kernel = engine.kernel(arena, arithmetic, 0)
  const gradientAt = arena.workspace.gradientAt(0)
  const mean = kernel.gradient(arena.population.genomeAt(0), region, loss, gradientAt)
  expect(kernel.loss(arena.population.genomeAt(0), region, loss)).toBe(mean)
  return { loss: mean, gradient: arena.floats(gradientAt, genome.length).slice() }
}

/** Each sample so many times. */
function repeated({ inputs: x, targets: t }: Samples, times: readonly number[]): Samples {
  const rows = times.flatMap((count, sample) => Array<number>(count).fill(sample))
  const pick = (values: Float32Array, width: number): Float32Array =>
    Float32Array.from(rows.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]))
  return { inputs: pick(x, inputs), targets: pick(t, outputs) }
}

for (const [name, engine] of testedEngines) {
  for (const arithmetic of engine.arithmetics) {
    describe.runIf(engine.obstacle(arithmetic) === null)(
      `weights of samples by ${name}, ${arithmetic}`,
      () => {
        it.each(lossNames)('of 1 change no bit of %s, and powers of two scale it to the bit', (loss) => {
          for (const count of [1, 7, 64, 75]) {
            const samples = randomSamples(count, loss, count)
            const plain = resultOf(engine, arithmetic, loss, samples, null)
            const weighed = (weight: number): Result =>
              resultOf(engine, arithmetic, loss, samples, new Float32Array(count).fill(weight))
            expect(weighed(1)).toEqual(plain)
            expect(weighed(8)).toEqual({
              loss: 8 * plain.loss,
              gradient: plain.gradient.map((value) => 8 * value),
            })
          }
        })

        it.each(lossNames)('count in %s like so many copies of a sample, up to rounding', (loss) => {
          const given = fc.record({
            times: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 80 }),
            seed: fc.nat(),
          })
          fc.assert(
            fc.property(given, ({ times, seed }) => {
              const samples = randomSamples(times.length, loss, seed)
              const weighed = resultOf(engine, arithmetic, loss, samples, Float32Array.from(times))
              const copied = resultOf(engine, arithmetic, loss, repeated(samples, times), null)
              // Weights divide by the samples, copies by themselves.
              const share = times.reduce((sum, count) => sum + count) / times.length
              expect(weighed.loss / share).toBeCloseTo(copied.loss, 5)
              weighed.gradient.forEach((value, p) => {
                expect(value / share).toBeCloseTo(copied.gradient[p]!, 5)
              })
            }),
            { numRuns: 10, seed: 5 },
          )
        })
      },
    )
  }
}
