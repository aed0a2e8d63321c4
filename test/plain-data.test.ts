import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Json,
  join,
  separate,
  typeOf,
  type Vector,
  type VectorType,
  vectorTypes,
} from '../src/plain-data.ts'

const names = Object.keys(vectorTypes) as VectorType[]

/** A vector with the bits of a part of a buffer. */
const vector = fc
  .record({
    name: fc.constantFrom(...names),
    bytes: fc.uint8Array({ maxLength: 40 }),
    shared: fc.boolean(),
    before: fc.constantFrom(0, 8),
  })
  .map(({ name, bytes, shared, before }) => {
    const buffer = new (shared ? SharedArrayBuffer : ArrayBuffer)(before + 40)
    new Uint8Array(buffer, before).set(bytes)
    const type = vectorTypes[name] as unknown as new (
      buffer: ArrayBufferLike,
      at: number,
      length: number,
    ) => Vector
    return new type(buffer, before, Math.floor(bytes.length / vectorTypes[name].BYTES_PER_ELEMENT))
  })

const key = fc.oneof(
  fc.constantFrom('$', '__proto__', 'constructor', 'toString', 'length', '0', '12', '-1', '1e3', ''),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const number = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, -0, 0, 5e-324, -(2 ** -1050), Number.MAX_VALUE, 2 ** 53),
)

/** Own properties of any name, `__proto__` too. */
const objectOf = (value: fc.Arbitrary<unknown>): fc.Arbitrary<object> =>
  fc
    .record({ entries: fc.array(fc.tuple(key, value), { maxLength: 5 }), bare: fc.boolean() })
    .map(({ entries, bare }) => {
      const made = bare ? Object.create(null) : {}
      const descriptor = { enumerable: true, configurable: true, writable: true }
      for (const [name, value] of entries) Object.defineProperty(made, name, { value, ...descriptor })
      return made
    })

const plain = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'medium' },
    fc.oneof(number, fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null), vector),
    fc.array(tie('any'), { maxLength: 5 }),
    objectOf(tie('any')),
  ),
})).any

/** Whether two plain values are the same, numbers and vectors by Object.is. */
function same(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || ArrayBuffer.isView(one)) return Object.is(one, other)
  if (typeof other !== 'object' || other === null || Array.isArray(one) !== Array.isArray(other)) return false
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(Reflect.get(one, key), Reflect.get(other, key)))
  )
}

/** Takes a value apart and puts it together again, with its tree as text in between. */
function throughText(value: unknown): unknown {
  const { tree, vectors } = separate(value)
  return join(JSON.parse(JSON.stringify(tree)) as Json, vectors)
}

function nested(levels: number, inside: (value: Json) => Json): Json {
  let value: Json = 1
  for (let level = 0; level < levels; level++) value = inside(value)
  return value
}

describe('plain data', () => {
  it('comes back from its parts, whatever it is', () => {
    fc.assert(
      fc.property(plain, (value) => same(throughText(value), value)),
      { seed: 3, numRuns: 1000 },
    )
  })

  it('has its vectors in the order in which they are met, and nothing of them in the tree', () => {
    const [one, other] = [Float32Array.of(1, 2), new Uint8Array(0)]
    expect(separate({ a: [one], b: { c: other }, d: one })).toEqual({
      tree: { a: [{ $: 0 }], b: { c: { $: 1 } }, d: { $: 2 } },
      vectors: [one, other, one],
    })
  })

  it.each<[string, unknown, unknown]>([
    ['in an object', { a: undefined, b: 1 }, { b: 1 }],
    ['deeper inside', { a: [{ b: undefined }] }, { a: [{}] }],
    ['of the name of the mark', { $: undefined, a: 1 }, { a: 1 }],
    ['beside the mark', { $: 1, a: undefined }, { $: 1 }],
  ])('is without keys that have no value %s', (_, value, expected) => {
    expect(throughText(value)).toStrictEqual(expected)
  })

  it.each<[string, unknown]>([
    ['a function', () => 1],
    ['a class', class {}],
    ['an instance of a class', new (class Point {})()],
    ['an object with another as its prototype', Object.create({ a: 1 })],
    ['a map', new Map([[1, 2]])],
    ['a set', new Set()],
    ['a date', new Date(0)],
    ['an error', new Error('no')],
    ['a regular expression', /a/],
    ['a promise', Promise.resolve()],
    ['a boxed number', Object(1)],
    ['a bigint', 1n],
    ['undefined', undefined],
    ['a vector of another type', new Uint8ClampedArray(2)],
    ['a vector of bigints', new BigInt64Array(2)],
    ['a view', new DataView(new ArrayBuffer(8))],
    ['a buffer', new ArrayBuffer(8)],
  ])('is not %s, alone or in a list', (_, value) => {
    for (const whole of [value, [value], { a: { $: [value] } }].slice(value === undefined ? 1 : 0)) {
      expect(() => separate(whole)).toThrow(RangeError)
      expect(() => separate(whole)).toThrow('data: expected plain data, found ')
    }
  })
})

describe('the name of the type of a vector', () => {
  it.each(names)('is %s', (name) => {
    expect(typeOf(new vectorTypes[name](3))).toBe(name)
  })
})

describe('a tree', () => {
  it.each<[string, Json]>([
    ['a vector that there is not', { $: 1 }],
    ['a vector before the first', { $: -1 }],
    ['a vector between two', { $: 0.5 }],
    ['an unknown number', { $: 'nan' }],
    ['a number that JSON has a form for', { $: '1' }],
    ['a truth', { $: true }],
    ['nothing', { $: null }],
    ['an object', { $: {} }],
  ])('that refers to %s is refused', (_, tree) => {
    for (const whole of [tree, [tree], { a: tree }]) {
      expect(() => join(whole, [new Uint8Array(1)])).toThrow(RangeError)
      expect(() => join(whole, [new Uint8Array(1)])).toThrow(
        'data: expected a vector, a number or a list of entries, found ',
      )
    }
  })

  it.each<[string, (value: Json) => Json]>([
    ['lists', (value) => [value]],
    ['objects', (value) => ({ a: value })],
    ['objects with the mark as a key', (value) => ({ $: [['$', value]] })],
  ])('of %s has at most 64 levels', (_, inside) => {
    expect(() => join(nested(64, inside), [])).not.toThrow()
    const tooDeep = (): unknown => join(nested(65, inside), [])
    expect(tooDeep).toThrow(RangeError)
    expect(tooDeep).toThrow('data: expected at most 64 levels, found more')
  })
})
