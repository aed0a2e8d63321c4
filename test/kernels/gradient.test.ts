import { setFlagsFromString } from 'node:v8'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Kernel } from '../../src/kernels/kernel.ts'
import { ReferenceKernel } from '../../src/kernels/reference.ts'
import { WasmKernel } from '../../src/kernels/wasm.ts'
import { type ActivationName, activations } from '../../src/network/activations.ts'
import { type LossName, losses } from '../../src/network/losses.ts'
import { type TestArena, testArena } from './problem.ts'

setFlagsFromString('--experimental-wasm-relaxed-simd')

const kinds = Object.keys(activations) as ActivationName[]
const hiddenKinds = kinds.filter((kind) => !activations[kind].outputOnly)
const lossNames = Object.keys(losses) as LossName[]
const pairs = lossNames.flatMap((loss) =>
  (losses[loss].fits ?? kinds).map((kind): [ActivationName, LossName] => [kind, loss]),
)

interface Gradient {
  readonly loss: number
  readonly values: Float32Array
}

function gradientOf({ arena, region }: TestArena, kernel: Kernel, loss: LossName): Gradient {
  const at = arena.gradientAt(0)
  arena.floats(at, arena.plan.length).fill(7)
  const mean = kernel.gradient(arena.genomeAt(0), region, loss, at)
  return { loss: mean, values: arena.floats(at, arena.plan.length).slice() }
}

function bits({ values }: Gradient): Uint32Array {
  return new Uint32Array(values.buffer)
}

/** Strict against the reference: the same gradient, and the same loss as without it. */
function expectSameBits(test: TestArena, loss: LossName): void {
  const [strict, reference] = [new WasmKernel(test.arena, 0, 'strict'), new ReferenceKernel(test.arena)]
  const [actual, expected] = [gradientOf(test, strict, loss), gradientOf(test, reference, loss)]
  expect(bits(actual)).toEqual(bits(expected))
  expect(actual.loss).toBe(strict.loss(test.arena.genomeAt(0), test.region, loss))
  expect(expected.loss).toBe(actual.loss)
}

describe('the strict gradient equals the reference bit for bit', () => {
  it.each(pairs)('of %s before %s, for odd widths and counts', (kind, loss) => {
    const hidden = activations[kind].outputOnly ? 'tanh' : kind
    for (const samples of [1, 7, 64, 101]) {
      expectSameBits(testArena([3, 17, 5, 3], [hidden, hidden, kind], samples, samples), loss)
    }
  })

  it('with 784 inputs', () => {
    expectSameBits(testArena([784, 33, 10], ['relu', 'softmax'], 75), 'cross-entropy')
  })

  it('for any topology, activation, loss and sample count', () => {
    const network = fc.record({
      widths: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 5 }),
      kind: fc.constantFrom(...hiddenKinds),
      pair: fc.constantFrom(...pairs),
      samples: fc.integer({ min: 1, max: 150 }),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(network, ({ widths, kind, pair: [last, loss], samples, seed }) => {
        const layers = widths.slice(1).map((_, i) => (i === widths.length - 2 ? last : kind))
        expectSameBits(testArena(widths, layers, samples, seed), loss)
      }),
      { numRuns: 150, seed: 7 },
    )
  })
})
