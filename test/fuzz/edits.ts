import fc from 'fast-check'

interface Edit {
  /** Where, as a share of the length. */
  readonly at: number
  readonly removed: number
  readonly inserted: Uint8Array
}

/**
 * Samples with a few edits: bytes removed, and words inserted that matter to whoever reads them.
 * @param words as text or as bytes
 */
export function edited(
  samples: readonly (string | Uint8Array)[],
  words: readonly (string | Uint8Array)[],
): fc.Arbitrary<Buffer> {
  const inserted = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...words).map((word) => Buffer.from(word as string)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constant(new Uint8Array()) },
  )
  const edit: fc.Arbitrary<Edit> = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.nat(3), fc.nat(40)),
    inserted,
  })
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(edit, { maxLength: 6 }))
    .map(([sample, edits]) => edits.reduce(applied, Buffer.from(sample as string)))
}

function applied(bytes: Buffer, { at, removed, inserted }: Edit): Buffer {
  const start = Math.floor(at * bytes.length)
  return Buffer.concat([bytes.subarray(0, start), inserted, bytes.subarray(start + removed)])
}

/** What JSON and YAML's flow style are made of. */
export const marks = ['{', '}', '[', ']', ',', ':', '"'] as const

/** Values that have gone wrong somewhere, in JSON and YAML. */
export const oddValues: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    '',
    ' ',
    '0',
    '1',
    'NaN',
    '__proto__',
    'constructor',
    '../..',
    'a\nb',
    '\u0000',
    '\u202e',
  ],
  ...[0, -0, 1, -1, 2, 3, 0.5, 1e-3, 1e-38, 5e-324, 1e38, 1e308, 2 ** 31, 2 ** 32, 2 ** 53, 1e21, -1e308],
  ...[[], {}, [[]], [null], { kind: 'ga' }, { kind: 'nonesuch' }, 'x'.repeat(5000)],
]

/** JSON values with some entries replaced by odd values, removed, doubled or taken from elsewhere. */
export function editedJson(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...oddValues) },
    { weight: 1, arbitrary: fc.double() },
    { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
  const edit = fc.record({ at: fc.nat(10_000), value })
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([sample, edits]) =>
      edits.reduce((json: unknown, { at, value: put }) => {
        const copy = structuredClone(json)
        const places = placesOf(copy)
        const place = places[at % Math.max(1, places.length)]
        if (place === undefined) return put
        if (put === undefined) delete (place.of as Record<string, unknown>)[place.key]
        else (place.of as Record<string, unknown>)[place.key] = put
        return copy
      }, sample),
    )
}

interface Place {
  readonly of: object
  readonly key: string
}

/** Every key of every mapping and the first entries of every list. */
function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Object.keys(value).slice(0, 40)
  return keys.flatMap((key) => [
    { of: value, key },
    ...placesOf((value as Readonly<Record<string, unknown>>)[key]),
  ])
}
