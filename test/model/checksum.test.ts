/** A file in which a single byte has changed is refused, or it still says the same. */
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { readGenome, writeGenome } from '../../src/model/genome-file.ts'
import { readModel, type StoredModel, writeModel } from '../../src/model/model-file.ts'
import { activation, createTopology } from '../../src/model/topology.ts'

const model: StoredModel = {
  topology: createTopology(2, [2, 1], [activation('tanh'), activation('linear')]),
  parameters: Float32Array.of(0.1, -0.25, 3, 4e-9, 0, 1.5, 1 / 3, 7, -8),
  signature: {
    columns: [
      { name: 'x', kind: 'number', missing: null },
      { name: 'größe', kind: 'number', missing: 2.5 },
    ],
    scaling: { mean: [0, 1], deviation: [1, 2] },
    outputs: { kind: 'numbers', names: ['y'], scaling: { mean: [3], deviation: [0.5] } },
  },
}
const genome = { genome: Float64Array.of(0.1, -3, 1e21, 0), names: ['length', 'weight', 'price', 'depth'] }

describe.each<[string, string, (text: string) => unknown, unknown]>([
  ['a model file', writeModel(model), (text) => readModel(text, 'x'), model],
  ['a genome file', writeGenome(genome), (text) => readGenome(text, 'x'), genome],
])('%s', (_, text, read, whole) => {
  const bytes = Buffer.from(text)

  it.each([0x01, 0x02, 0x08, 0x10, 0x20, 0x80, 0xff])('with a byte that differs in the bits %i', (bits) => {
    let refused = 0
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= bits
      try {
        expect(read(changed.toString()), `byte ${at}`).toEqual(whole)
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        refused++
      }
    }
    // All but white space, and the name of the checksum.
    expect(refused).toBeGreaterThan(0.7 * bytes.length)
  })

  it('that is cut off', () => {
    for (let length = 0; length < bytes.length - 2; length++) {
      expect(() => read(bytes.subarray(0, length).toString()), `${length} bytes`).toThrow(InputError)
    }
  })
})
