import { describe, expect, it } from 'vitest'
import { nativeBuilds, nativeEngine } from '../../../src/kernels/native/engine.ts'
import { selfTest } from '../../../src/kernels/native/self-test.ts'

const builds = nativeBuilds()

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

  it('lets an instruction set compute only what it has', () => {
    for (const { instructionSet, arithmetic } of builds)
      expect(nativeEngine(instructionSet).arithmetics).toContain(arithmetic)
    expect(nativeEngine('none').arithmetics).toEqual([])
    expect(nativeEngine('none').obstacle('strict')).toMatchObject({
      expected: expect.stringMatching(/^native kernels/),
    })
  })
})
