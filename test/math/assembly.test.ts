import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import * as elementary from '../../src/math/elementary.ts'
import { cosQuarter, sinQuarter } from '../../src/math/quarter.ts'
import { specials, sweep } from './sweep.ts'

const bytes = 65536
const memory = new WebAssembly.Memory({ initial: 1 })
const lanes = new Float32Array(memory.buffer)
let compiled: Record<string, (at: number, bytes: number) => void>

beforeAll(() => {
  const entry = fileURLToPath(new URL('assembly/elementary.ts', import.meta.url))
  const asc = join(
    dirname(createRequire(import.meta.url).resolve('assemblyscript/package.json')),
    'bin/asc.js',
  )
  const folder = mkdtempSync(join(tmpdir(), 'elementary-'))
  try {
    const out = join(folder, 'elementary.wasm')
    const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd']
    execFileSync(process.execPath, [asc, entry, '-o', out, ...flags])
    const module = new WebAssembly.Module(readFileSync(out))
    compiled = new WebAssembly.Instance(module, { env: { memory } }).exports as typeof compiled
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('the compiled elementary functions give the bits of the reference', () => {
  const functions = { ...elementary, sinQuarter, cosQuarter }
  const arguments_ = Float32Array.from([...specials, ...sweep(40_009)])

  for (const [name, reference] of Object.entries(functions)) {
    it(name, () => {
      let differing = 0
      for (let from = 0; from < arguments_.length; from += lanes.length) {
        const chunk = arguments_.subarray(from, from + lanes.length)
        lanes.fill(0)
        lanes.set(chunk)
        compiled[name](0, bytes)
        chunk.forEach((x, i) => {
          if (!Object.is(lanes[i], reference(x))) differing++
        })
      }
      expect(differing).toBe(0)
    })
  }
})
