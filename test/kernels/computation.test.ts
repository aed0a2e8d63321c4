import { describe, expect, it } from 'vitest'
import { checkComputation, resolveComputation } from '../../src/kernels/computation.ts'
import { engines } from '../../src/kernels/index.ts'

const fuses = engines.wasm.obstacle('fused') === null

describe('what computes', () => {
  it('is wasm by default, fused on a machine that fuses', () => {
    const expected = { engine: 'wasm', arithmetic: fuses ? 'fused' : 'strict' }
    expect(resolveComputation()).toEqual(expected)
    expect(resolveComputation({ engine: 'auto', arithmetic: 'auto' })).toEqual(expected)
    expect(resolveComputation({ engine: 'wasm', arithmetic: 'auto' })).toEqual(expected)
  })

  it('is the fastest engine where only the arithmetic is chosen', () => {
    const strict = { engine: 'wasm', arithmetic: 'strict' }
    expect(resolveComputation({ engine: 'auto', arithmetic: 'strict' })).toEqual(strict)
  })

  it('is strict where the reference is chosen', () => {
    const strict = { engine: 'reference', arithmetic: 'strict' }
    expect(resolveComputation({ engine: 'reference', arithmetic: 'auto' })).toEqual(strict)
    expect(resolveComputation({ engine: 'reference', arithmetic: 'strict' })).toEqual(strict)
  })

  it('is refused where no machine has it', () => {
    const choice = { engine: 'reference', arithmetic: 'fused' } as const
    const line =
      'arithmetic: expected auto or strict with the engine reference, found "fused"; ' +
      'use engine: auto for fused'
    expect(() => resolveComputation(choice)).toThrow(line)
    expect(checkComputation(choice)?.field).toBe('arithmetic')
    expect(checkComputation({ engine: 'wasm', arithmetic: 'fused' })).toBeUndefined()
  })

  it('says what a machine lacks that does not fuse', () => {
    const choice = { engine: 'auto', arithmetic: 'fused' } as const
    if (fuses) expect(resolveComputation(choice)).toEqual({ engine: 'wasm', arithmetic: 'fused' })
    else expect(() => resolveComputation(choice)).toThrow('arithmetic: expected a Node.js and a processor')
  })
})
