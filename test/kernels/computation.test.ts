import { describe, expect, it } from 'vitest'
import { checkComputation, resolveComputation } from '../../src/kernels/computation.ts'
import { engines } from '../../src/kernels/index.ts'

const able = (name: 'native' | 'wasm', arithmetic: 'strict' | 'fused'): boolean =>
  engines[name].obstacle(arithmetic) === null
const fastest = (['native', 'wasm'] as const).find((name) => able(name, 'fused'))
const strictest = able('native', 'strict') ? 'native' : 'wasm'

describe('what computes', () => {
  it('is fused by default on a machine that fuses, and native where there are native kernels', () => {
    const expected =
      fastest === undefined
        ? { engine: strictest, arithmetic: 'strict' }
        : { engine: fastest, arithmetic: 'fused' }
    expect(resolveComputation()).toEqual(expected)
    expect(resolveComputation({ engine: 'auto', arithmetic: 'auto' })).toEqual(expected)
    for (const engine of ['native', 'wasm'] as const) {
      const arithmetic = able(engine, 'fused') ? 'fused' : 'strict'
      const choice = { engine, arithmetic: 'auto' } as const
      if (able(engine, arithmetic)) expect(resolveComputation(choice)).toEqual({ engine, arithmetic })
      else expect(() => resolveComputation(choice)).toThrow('engine: expected native kernels, found ')
    }
  })

  it('is the fastest engine where only the arithmetic is chosen', () => {
    const strict = { engine: strictest, arithmetic: 'strict' }
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
    if (fastest !== undefined)
      expect(resolveComputation(choice)).toEqual({ engine: fastest, arithmetic: 'fused' })
    else expect(() => resolveComputation(choice)).toThrow('arithmetic: expected a Node.js and a processor')
  })
})
