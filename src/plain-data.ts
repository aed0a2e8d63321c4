import { z } from 'zod'

/** What JSON can hold. */
export type Json = z.infer<typeof jsonSchema>

/** A vector of numbers in plain data. */
export type Vector =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array

/** The names that files use. */
export type VectorType = 'float32' | 'float64' | 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32'

interface VectorConstructor {
  new (length: number): Vector
  readonly BYTES_PER_ELEMENT: number
}

export const vectorTypes: Readonly<Record<VectorType, VectorConstructor>> = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
}

export const jsonSchema: z.ZodType<z.core.util.JSONType> = z.json()

/** Plain data as JSON, and the vectors in it, which JSON refers to by their number. */
export interface SeparatedData {
  readonly tree: Json
  readonly vectors: readonly Vector[]
}

/** The key of an object that stands for something that JSON has no form for. */
const mark = '$'

/** Data nested deeper than this is none of ours. */
const mostLevels = 64

/** Numbers that JSON has no form for. */
const oddNumbers: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
])

/**
 * Takes plain data apart: objects, lists, texts, numbers (also NaN, infinities and -0), booleans, null and vectors. Keys
 * without a value are left out.
 * @throws RangeError for anything else, which is a bug
 */
export function separate(value: unknown): SeparatedData {
  const vectors: Vector[] = []
  return { tree: encode(value, vectors, 0), vectors }
}

/**
 * Puts plain data together again.
 * @throws RangeError for a tree that `separate` does not make
 */
export function join(tree: Json, vectors: readonly Vector[], level = 0): unknown {
  if (level > mostLevels) throw new RangeError(`data: expected at most ${mostLevels} levels, found more`)
  if (typeof tree !== 'object' || tree === null) return tree
  const inner = (part: Json): unknown => join(part, vectors, level + 1)
  if (Array.isArray(tree)) return tree.map(inner)
  const marked = Object.hasOwn(tree, mark) ? tree[mark] : undefined
  if (marked === undefined) return fromEntries(Object.entries(tree), inner)
  if (typeof marked === 'number' && vectors[marked] !== undefined) return vectors[marked]
  if (typeof marked === 'string' && oddNumbers.has(marked)) return oddNumbers.get(marked)
  if (Array.isArray(marked) && marked.every(isEntry)) return fromEntries(marked, inner)
  throw new RangeError(
    `data: expected a vector, a number or a list of entries, found ${JSON.stringify(marked)}`,
  )
}

function encode(value: unknown, vectors: Vector[], level: number): Json {
  if (level > mostLevels) throw new RangeError(`data: expected at most ${mostLevels} levels, found more`)
  if (typeof value === 'number') return encodeNumber(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map((item) => encode(item, vectors, level + 1))
  if (isVector(value)) {
    vectors.push(value)
    return { [mark]: vectors.length - 1 }
  }
  if (typeof value !== 'object' || !isPlain(value))
    throw new RangeError(`data: expected plain data, found ${typeof value}`)
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]): [string, Json] => [key, encode(item, vectors, level + 1)])
  // A user's own name may be the mark.
  return entries.some(([key]) => key === mark) ? { [mark]: entries } : Object.fromEntries(entries)
}

function encodeNumber(value: number): Json {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value
  return { [mark]: Object.is(value, -0) ? '-0' : String(value) }
}

function isVector(value: unknown): value is Vector {
  return Object.values(vectorTypes).some((type) => value instanceof type)
}

/** The name of a vector's type. */
export function typeOf(vector: Vector): VectorType {
  const [name] = Object.entries(vectorTypes).find(([, type]) => vector instanceof type)!
  return name as VectorType
}

/** Data of structuredClone may come from another realm, such as that of a test. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function isEntry(value: Json): value is [string, Json] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string'
}

/** Object.fromEntries makes an own property of any name, `__proto__` too. */
function fromEntries(entries: readonly [string, Json][], inner: (part: Json) => unknown): object {
  return Object.fromEntries(entries.map(([key, part]) => [key, inner(part)]))
}
