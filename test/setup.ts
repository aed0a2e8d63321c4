import fc from 'fast-check'
import { expect } from 'vitest'

// Properties without a seed of their own take the same cases in every run.
fc.configureGlobal({ seed: 1 })

/** Bytes of the same type and number, or null. */
function bytesOf(a: unknown, b: unknown): [Buffer, Buffer] | null {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b)) return null
  if (a.constructor !== b.constructor || a.byteLength !== b.byteLength) return null
  return [
    Buffer.from(a.buffer, a.byteOffset, a.byteLength),
    Buffer.from(b.buffer, b.byteOffset, b.byteLength),
  ]
}

// `toEqual` goes through typed arrays number by number, which took a tenth of the time of all unit tests. The same bytes
// are equal; others are left to it.
expect.addEqualityTesters([
  (a, b) => {
    const bytes = bytesOf(a, b)
    return bytes?.[0].equals(bytes[1]) === true ? true : undefined
  },
])
