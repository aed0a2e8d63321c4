import { describe, expect, it } from 'vitest'
import type { Kernel } from '../../../src/kernels/kernel.ts'
import { nativeBuilds } from '../../../src/kernels/native/engine.ts'
import { NativeKernel } from '../../../src/kernels/native/kernel.ts'
import { WasmKernel } from '../../../src/kernels/wasm/kernel.ts'
import { testArena } from '../problem.ts'

const [strict] = nativeBuilds().filter(({ arithmetic }) => arithmetic === 'strict')

describe.runIf(strict !== undefined)('a network so large that one call takes a tile alone', () => {
  it.each([false, true])('gives the bits of one call, with weights of samples: %s', (weighted) => {
    const { arena, region } = testArena([1050, 1050, 3], ['relu', 'linear'], 75, 1, 1, weighted)
    const { population, workspace } = arena
    const at = workspace.gradientAt(0)
    const native = new NativeKernel(strict!, arena, 0)
    expect(Reflect.get(native, 'piece')).toBeLessThan(region.count)
    const resultOf = (kernel: Kernel) => {
      const loss = kernel.gradient(population.genomeAt(0), region, 'mae', at)
      expect(kernel.loss(population.genomeAt(0), region, 'mae')).toBe(loss)
      return { loss, gradient: arena.floats(at, population.length).slice() }
    }
    const [found, expected] = [resultOf(native), resultOf(new WasmKernel(arena, 0, 'strict'))]
    expect(found.loss).toBe(expected.loss)
    expect(found.gradient.findIndex((value, p) => !Object.is(value, expected.gradient[p]))).toBe(-1)
  })
})
