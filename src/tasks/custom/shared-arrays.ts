import { InputError, quote } from '../../errors.ts'
import type { SharedArray, SharedArrays } from './fitness.ts'

type ArrayType = new (buffer: SharedArrayBuffer) => SharedArray

const types: ReadonlyMap<string, ArrayType> = new Map<string, ArrayType>(
  [Float32Array, Float64Array, Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array].map(
    (type) => [type.name, type as ArrayType],
  ),
)

/**
 * Copies typed arrays to memory that threads share. Arrays that lie there already stay where they are.
 * @throws InputError for something else than typed arrays by name
 */
export function shareArrays(arrays: unknown, file?: string): SharedArrays {
  if (typeof arrays !== 'object' || arrays === null || Array.isArray(arrays) || ArrayBuffer.isView(arrays))
    throw new InputError({ file, field: 'share', expected: 'typed arrays by name', found: quote(arrays) })
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, shared(name, array, file)]))
}

function shared(name: string, array: unknown, file: string | undefined): SharedArray {
  const type = ArrayBuffer.isView(array) ? types.get(array.constructor.name) : undefined
  if (type === undefined) {
    const expected = `one of ${[...types.keys()].join(', ')}`
    const found = ArrayBuffer.isView(array) ? array.constructor.name : quote(array)
    throw new InputError({ file, field: `share.${name}`, expected, found })
  }
  const source = array as SharedArray
  if (source.buffer instanceof SharedArrayBuffer) return source
  const copy = new type(new SharedArrayBuffer(source.byteLength))
  copy.set(source as never)
  return copy
}
