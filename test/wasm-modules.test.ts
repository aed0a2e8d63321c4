import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as WasmModulesFile from '../src/wasm-modules.ts'

/** The file as a thread that starts finds it. */
let fresh: typeof WasmModulesFile
beforeEach(async () => {
  vi.resetModules()
  fresh = await import('../src/wasm-modules.ts')
})
// Test files that come after this one in the same process compile for themselves.
afterAll(() => {
  vi.resetModules()
})

describe('the modules of a process', () => {
  it('are compiled at first use and kept', () => {
    const module = fresh.wasmModule('random')
    expect(module).toBeInstanceOf(WebAssembly.Module)
    expect(fresh.wasmModule('random')).toBe(module)
    expect(fresh.compiledModules()).toMatchObject({ random: module, strict: fresh.wasmModule('strict') })
  })

  it('are tried once, if this Node.js cannot compile them', () => {
    const refuse = vi.spyOn(WebAssembly, 'Module').mockImplementation(function refused() {
      throw new WebAssembly.CompileError('relaxed SIMD')
    })
    for (let attempt = 0; attempt < 3; attempt++)
      expect(() => fresh.wasmModule('fused')).toThrow(new WebAssembly.CompileError('relaxed SIMD'))
    expect(refuse).toHaveBeenCalledTimes(1)
    refuse.mockRestore()
  })

  it('are those it adopted, in a thread, and no others', () => {
    const random = fresh.wasmModule('random')
    fresh.adoptModules({ random })
    expect(fresh.wasmModule('random')).toBe(random)
    expect(fresh.compiledModules()).toEqual({ random })
    expect(() => fresh.wasmModule('strict')).toThrow(WebAssembly.CompileError)
  })
})
