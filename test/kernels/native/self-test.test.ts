import { afterEach, describe, expect, it, vi } from 'vitest'
import { CompiledSampleNetwork } from '../../../src/kernels/compiled/sample-network.ts'
import { nativeBuilds, nativeEngine } from '../../../src/kernels/native/engine.ts'
import { NativeKernel } from '../../../src/kernels/native/kernel.ts'
import { selfTest } from '../../../src/kernels/native/self-test.ts'
import type { Arena } from '../../../src/memory/arena.ts'

const builds = nativeBuilds()
const forward: (this: CompiledSampleNetwork, inputs: ArrayLike<number>) => Float32Array =
  CompiledSampleNetwork.prototype.forward
afterEach(() => vi.restoreAllMocks())

describe('the self-test of native kernels', () => {
  it('is passed by every build for this processor', () => {
    for (const build of builds) expect(selfTest(build), JSON.stringify(build)).toBe(true)
  })

  it('finds a build that rounds in another way than it says', () => {
    for (const build of builds) {
      const arithmetic = build.arithmetic === 'strict' ? 'fused' : 'strict'
      expect(selfTest({ ...build, arithmetic }), JSON.stringify(build)).toBe(false)
    }
  })

  it('finds a gradient with a wrong bit, in either arithmetic', () => {
    const { gradient } = NativeKernel.prototype
    vi.spyOn(NativeKernel.prototype, 'gradient').mockImplementation(function (this: NativeKernel, ...given) {
      const loss = gradient.apply(this, given)
      const arena = Reflect.get(this, 'arena') as Arena
      const last = new Uint32Array(arena.memory.buffer, given[3] + 4 * (arena.population.length - 1), 1)
      last[0]! ^= 1
      return loss
    })
    for (const build of builds) expect(selfTest(build), JSON.stringify(build)).toBe(false)
  })

  it('finds a build that leaves out the weights of samples', () => {
    const { gradient } = NativeKernel.prototype
    vi.spyOn(NativeKernel.prototype, 'gradient').mockImplementation(function (this: NativeKernel, ...given) {
      const [parametersAt, region, ...rest] = given
      return gradient.call(this, parametersAt, { ...region, weightsAt: null }, ...rest)
    })
    for (const build of builds) expect(selfTest(build), JSON.stringify(build)).toBe(false)
  })

  it.each([false, true])('finds a sample network with a wrong bit, recurrent: %s', (recurrent) => {
    vi.spyOn(CompiledSampleNetwork.prototype, 'forward').mockImplementation(function (
      this: CompiledSampleNetwork,
      inputs: ArrayLike<number>,
    ) {
      const outputs = forward.call(this, inputs).slice()
      if ((Reflect.get(this, 'state') !== null) === recurrent)
        new Uint32Array(outputs.buffer, 4 * (outputs.length - 1), 1)[0]! ^= 1
      return outputs
    })
    for (const build of builds) expect(selfTest(build), JSON.stringify(build)).toBe(false)
  })

  it('finds a recurrent network that does not remember, or does not forget', () => {
    const { bind } = CompiledSampleNetwork.prototype
    const spy = vi.spyOn(CompiledSampleNetwork.prototype, 'reset').mockImplementation(() => {})
    for (const build of builds) expect(selfTest(build), JSON.stringify(build)).toBe(false)
    spy.mockRestore()
    let at = 0
    vi.spyOn(CompiledSampleNetwork.prototype, 'bind').mockImplementation(function (
      this: CompiledSampleNetwork,
      parametersAt,
    ) {
      at = parametersAt
      bind.call(this, at)
    })
    vi.spyOn(CompiledSampleNetwork.prototype, 'forward').mockImplementation(function (
      this: CompiledSampleNetwork,
      inputs: ArrayLike<number>,
    ) {
      bind.call(this, at)
      return forward.call(this, inputs)
    })
    for (const build of builds) expect(selfTest(build), JSON.stringify(build)).toBe(false)
  })

  it('lets an instruction set compute only what it has', () => {
    for (const { instructionSet, arithmetic } of builds)
      expect(nativeEngine(instructionSet).arithmetics).toContain(arithmetic)
    expect(nativeEngine('none').arithmetics).toEqual([])
    expect(nativeEngine('none').obstacle('strict')).toMatchObject({
      expected: expect.stringMatching(/^native kernels/),
    })
  })
})
