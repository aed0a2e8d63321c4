import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveComputation } from '../../../src/kernels/computation.ts'
import { activate } from '../../../src/kernels/reference/activate.ts'
import { ReferenceKernel } from '../../../src/kernels/reference/kernel.ts'
import { probe } from '../../../src/kernels/wasm/engine.ts'
import { instantiateKernel, WasmKernel } from '../../../src/kernels/wasm/kernel.ts'
import { type ActivationName, activations } from '../../../src/model/activations.ts'
import { type LossName, losses } from '../../../src/model/losses.ts'
import { outputLayer } from '../../../src/model/topology.ts'
import { type TestArena, testArena } from '../problem.ts'

const kinds = Object.keys(activations) as ActivationName[]
const hiddenKinds = kinds.filter((kind) => !activations[kind].outputOnly)
const lossNames = Object.keys(losses) as LossName[]

function outputs({ arena, region }: TestArena, kernel: WasmKernel | ReferenceKernel): Float32Array {
  const answers = new Float32Array(region.count * outputLayer(arena.network.topology).outputs)
  kernel.forward(arena.population.genomeAt(0), region, answers)
  return answers
}

function bits(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length)
}

describe('the strict kernel equals the reference bit for bit', () => {
  const hidden = hiddenKinds as [ActivationName, ...ActivationName[]]

  it.each(hiddenKinds)('in each value of %s', (kind) => {
    const memory = new WebAssembly.Memory({ initial: 4, maximum: 4, shared: true })
    const { activate: activateCompiled } = instantiateKernel('strict', memory)
    const values = new Float32Array(memory.buffer, 0, 40_000)
    for (let i = 0; i < values.length; i++) values[i] = (i - 20_000) / 200
    values.set([0, -0, 1e-30, -1e-30, 1e30, -1e30, Infinity, -Infinity, NaN, 1e-45, 88.8, -103.9, 3.4e38])
    const expected = values.map((x) =>
      activate[kind as Exclude<ActivationName, 'softmax'>](x, Math.fround(0.1)),
    )
    activateCompiled(activations[kind].code, 0.1, 0, values.length)
    const canonical = (array: Float32Array): Uint32Array =>
      bits(array.map((x) => (Number.isNaN(x) ? NaN : x)))
    expect(canonical(values.slice())).toEqual(canonical(expected))
  })

  it.each(kinds)('in the outputs of a network of %s, for odd widths and counts', (kind) => {
    for (const samples of [1, 7, 100]) {
      const inner = activations[kind].outputOnly ? 'tanh' : kind
      const test = testArena([3, 17, 5, 2], [inner, inner, kind], samples)
      const strict = outputs(test, new WasmKernel(test.arena, 0, 'strict'))
      expect(bits(strict)).toEqual(bits(outputs(test, new ReferenceKernel(test.arena))))
    }
  })

  it.each(lossNames)('in the loss %s', (loss) => {
    const last = losses[loss].fits?.[0] ?? 'sigmoid'
    for (const samples of [1, 2, 3, 5, 63, 64, 65, 1000]) {
      const test = testArena([2, 8, 3], ['relu', last], samples, samples)
      const strict = new WasmKernel(test.arena, 0, 'strict').loss(
        test.arena.population.genomeAt(0),
        test.region,
        loss,
      )
      const reference = new ReferenceKernel(test.arena).loss(
        test.arena.population.genomeAt(0),
        test.region,
        loss,
      )
      expect(strict).toBe(reference)
    }
  })

  it('with 784 inputs', () => {
    const test = testArena([784, 33, 10], ['relu', 'softmax'], 40)
    const strict = new WasmKernel(test.arena, 0, 'strict')
    const reference = new ReferenceKernel(test.arena)
    expect(bits(outputs(test, strict))).toEqual(bits(outputs(test, reference)))
    expect(strict.loss(test.arena.population.genomeAt(0), test.region, 'cross-entropy')).toBe(
      reference.loss(test.arena.population.genomeAt(0), test.region, 'cross-entropy'),
    )
  })

  it('for any topology, activation, loss and sample count', () => {
    const network = fc.record({
      widths: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 5 }),
      kind: fc.constantFrom(...hidden),
      samples: fc.integer({ min: 1, max: 150 }),
      loss: fc.constantFrom(...lossNames),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(network, ({ widths, kind, samples, loss, seed }) => {
        const last = losses[loss].fits?.[0] ?? kind
        const layers = widths.slice(1).map((_, i) => (i === widths.length - 2 ? last : kind))
        const test = testArena(widths, layers, samples, seed)
        const at = test.arena.population.genomeAt(0)
        const strict = new WasmKernel(test.arena, 0, 'strict').loss(at, test.region, loss)
        expect(strict).toBe(new ReferenceKernel(test.arena).loss(at, test.region, loss))
      }),
      { numRuns: 150, seed: 7 },
    )
  })
})

describe('the fused kernel', () => {
  it('is told from the strict one by the probe', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })
    const fuses = (build: 'strict' | 'fused'): boolean =>
      instantiateKernel(build, memory).fuses(...probe) !== 0
    expect(fuses('strict')).toBe(false)
    expect(fuses('fused')).toBe(resolveComputation().arithmetic === 'fused')
  })

  it('stays within the rounding error of the sums: 2⁻²³ times terms and magnitudes', () => {
    const network = fc.record({
      widths: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 4 }),
      kind: fc.constantFrom<ActivationName>('tanh', 'sigmoid', 'relu', 'softsign'),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(network, ({ widths, kind, seed }) => {
        const layers = widths.slice(1).map(() => kind)
        const test = testArena(widths, layers, 33, seed)
        const fused = outputs(test, new WasmKernel(test.arena, 0, 'fused'))
        const reference = outputs(test, new ReferenceKernel(test.arena))
        // A layer adds at most I+1 roundings of sums that stay below 8 here; gains between layers stay below 8.
        const bound = 2 ** -23 * Math.max(...widths) * 8 ** (widths.length - 1)
        const errors = reference.map((y, index) => Math.abs(fused[index]! - y))
        expect(Math.max(...errors)).toBeLessThanOrEqual(bound)
      }),
      { numRuns: 100, seed: 7 },
    )
  })
})

describe('a compiled kernel', () => {
  it('gives NaN, not a number that looks fine, for a genome that holds NaN', () => {
    const test = testArena([2, 4, 1], ['relu', 'linear'], 10)
    test.arena.population.genomes[0] = NaN
    expect(
      new WasmKernel(test.arena, 0, 'strict').loss(test.arena.population.genomeAt(0), test.region, 'mse'),
    ).toBeNaN()
  })

  it('never counts the lanes that pad the last tile', () => {
    const test = testArena([2, 4, 1], ['softplus', 'linear'], 3)
    const kernel = new WasmKernel(test.arena, 0, 'strict')
    const at = test.arena.population.genomeAt(0)
    const all = kernel.loss(at, test.region, 'mse')
    const single = [0, 1, 2].map((s) => {
      const answers = outputs(test, kernel)
      const t = test.arena.floats(test.region.targetsAt, 3)
      return (answers[s]! - t[s]!) ** 2
    })
    expect(all).toBeCloseTo((single[0]! + single[1]! + single[2]!) / 3, 6)
  })
})
