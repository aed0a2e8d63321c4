import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Kernel } from '../../src/kernels/kernel.ts'
import { ReferenceKernel } from '../../src/kernels/reference/kernel.ts'
import { WasmKernel } from '../../src/kernels/wasm/kernel.ts'
import { Arena } from '../../src/memory/arena.ts'
import { planArena } from '../../src/memory/plan.ts'
import { type ActivationName, activations } from '../../src/model/activations.ts'
import { type LossName, losses } from '../../src/model/losses.ts'
import { type TestArena, testArena } from './problem.ts'

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
  const at = arena.workspace.gradientAt(0)
  arena.floats(at, arena.population.length).fill(7)
  const mean = kernel.gradient(arena.population.genomeAt(0), region, loss, at)
  return { loss: mean, values: arena.floats(at, arena.population.length).slice() }
}

function bits({ values }: Gradient): Uint32Array {
  return new Uint32Array(values.buffer)
}

/** Strict against the reference: the same gradient, and the same loss as without it. */
function expectSameBits(test: TestArena, loss: LossName): void {
  const [strict, reference] = [new WasmKernel(test.arena, 0, 'strict'), new ReferenceKernel(test.arena)]
  const [actual, expected] = [gradientOf(test, strict, loss), gradientOf(test, reference, loss)]
  expect(bits(actual)).toEqual(bits(expected))
  expect(actual.loss).toBe(strict.loss(test.arena.population.genomeAt(0), test.region, loss))
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

describe('a compiled gradient', () => {
  const kernelOf = (test: TestArena): WasmKernel => new WasmKernel(test.arena, 0, 'strict')

  it('never counts the lanes that pad the last tile, even where they overflow', () => {
    // The samples' inputs of 2 cancel the bias; the padding's input of 0 leaves 3e38 twice, which adds up to Infinity.
    const test = testArena([1, 2, 1], ['linear', 'linear'], 3)
    test.arena.floats(test.arena.population.genomeAt(0), 7).set([3e38, 3e38, -1.5e38, -1.5e38, 0, 1, 1])
    const region = test.arena.dataset.load('train', 3, Float32Array.of(2, 2, 2), Float32Array.of(1, 1, 1))
    const { loss, values } = gradientOf({ arena: test.arena, region }, kernelOf(test), 'mae')
    expect(loss).toBe(1)
    expect(Array.from(values, (value) => value + 0)).toEqual([-1, -1, -2, -2, -1, 0, 0])
  })

  it('is the sum of what each sample gives, whatever tile it lies in', () => {
    const test = testArena([2, 5, 1], ['tanh', 'linear'], 130)
    const inputs = Float32Array.from({ length: 260 }, (_, i) => Math.sin(i))
    const targets = Float32Array.from({ length: 130 }, (_, i) => Math.cos(i))
    const whole = gradientOf(
      { arena: test.arena, region: test.arena.dataset.load('train', 130, inputs, targets) },
      kernelOf(test),
      'mse',
    )
    const sums = new Float64Array(whole.values.length)
    for (let s = 0; s < 130; s++) {
      const region = test.arena.dataset.load(
        'train',
        1,
        inputs.subarray(2 * s, 2 * s + 2),
        targets.subarray(s, s + 1),
      )
      const { values } = gradientOf({ arena: test.arena, region }, kernelOf(test), 'mse')
      values.forEach((value, p) => {
        sums[p]! += value / 130
      })
    }
    whole.values.forEach((value, p) => {
      expect(value).toBeCloseTo(sums[p]!, 5)
    })
  })

  it('gives NaN, not a number that looks fine, for a genome that holds NaN', () => {
    const test = testArena([2, 4, 1], ['tanh', 'linear'], 10)
    test.arena.population.genomes[0] = Number.NaN
    const { loss, values } = gradientOf(test, kernelOf(test), 'mse')
    expect(loss).toBeNaN()
    expect(values[0]).toBeNaN()
  })

  it('leaves the parameters, the data and the other slots as they were', () => {
    const test = testArena([9, 7, 3], ['gelu', 'softmax'], 70, 1, 3)
    const { arena } = test
    const { plan, workspace } = arena
    const { length } = arena.population
    const at = workspace.gradientAt(1)
    const all = (): Float32Array => arena.floats(0, Math.floor(plan.bytes / 4)).slice()
    const before = all()
    new WasmKernel(arena, 1, 'strict').gradient(
      arena.population.genomeAt(0),
      test.region,
      'cross-entropy',
      at,
    )
    const after = all()
    const own: readonly (readonly [number, number])[] = [
      [workspace.scratchAt(1), 2 * workspace.scratchHalf],
      [workspace.traceAt(1), at - workspace.traceAt(1)],
      [at, length * 4],
    ]
    const changed = Array.from(before.keys(), (i) => i * 4).filter((_, i) => !Object.is(before[i], after[i]))
    expect(changed.length).toBeGreaterThan(length)
    const strays = changed.filter((byte) => !own.some(([from, size]) => byte >= from && byte < from + size))
    expect(strays).toEqual([])
  })

  it('is refused in an arena that has no room for it', () => {
    const { arena, region } = testArena([2, 3, 1], ['relu', 'linear'], 4)
    const { topology } = arena.network
    const samples = { train: 4, validation: 0, test: 0, batch: 0 }
    const bare = Arena.allocate(planArena({ topology, rows: 2, slots: 1, samples }))
    const kernel = new WasmKernel(bare, 0, 'strict')
    expect(() =>
      kernel.gradient(bare.population.genomeAt(0), region, 'mse', bare.population.candidateAt),
    ).toThrow('gradient: expected an arena planned with room for it, found one without')
    expect(() => bare.workspace.gradientAt(0)).toThrow(
      'gradient: expected an arena planned with room for it, found one without',
    )
  })
})

describe('the fused gradient', () => {
  const smooth: readonly ActivationName[] = ['tanh', 'sigmoid', 'softsign', 'gelu', 'sine']

  it('stays within the rounding error of the sums: 2⁻²³ times terms and magnitudes', () => {
    const network = fc.record({
      widths: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 4 }),
      kind: fc.constantFrom(...smooth),
      loss: fc.constantFrom<LossName>('mse', 'euclidean', 'cross-entropy'),
      samples: fc.integer({ min: 1, max: 100 }),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(network, ({ widths, kind, loss, samples, seed }) => {
        const last = losses[loss].fits?.[0] ?? kind
        const layers = widths.slice(1).map((_, i) => (i === widths.length - 2 ? last : kind))
        const test = testArena(widths, layers, samples, seed)
        const fused = gradientOf(test, new WasmKernel(test.arena, 0, 'fused'), loss)
        const reference = gradientOf(test, new ReferenceKernel(test.arena), loss)
        // A sum of n terms takes n roundings, of numbers no larger here than 1 or the steepest slope, in every layer.
        const steepest = Math.max(1, ...reference.values.map(Math.abs))
        const bound = 2 ** -23 * Math.max(...widths, samples) * steepest * (widths.length - 1)
        const errors = reference.values.map((value, p) => Math.abs(fused.values[p]! - value))
        expect(Math.max(...errors)).toBeLessThanOrEqual(bound)
      }),
      { numRuns: 100, seed: 7 },
    )
  })
})
