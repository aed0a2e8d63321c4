import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as elementary from '../../src/math/elementary.ts'
import { cosQuarter, sinQuarter } from '../../src/math/quarter.ts'
import { specials, sweep } from './sweep.ts'

const bytes = 65536
const memory = new WebAssembly.Memory({ initial: 1 })
const lanes = new Float32Array(memory.buffer)
/** Of `assembly/elementary.ts`, which scripts/build-wasm.mjs compiles. */
const file: string = fileURLToPath(new URL('../../dist/test/elementary.wasm', import.meta.url))
const compiled = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), { env: { memory } })
  .exports as Readonly<Record<string, (at: number, bytes: number) => void>>

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
