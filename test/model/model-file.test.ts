import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Features, featureCount } from '../../src/model/features.ts'
import { readModel, type StoredModel, writeModel } from '../../src/model/model-file.ts'
import { activation, createTopology } from '../../src/model/topology.ts'

const topology = createTopology(3, [2, 2], [activation('leaky-relu', 0.2), activation('softmax')])
const model: StoredModel = {
  topology,
  parameters: Float32Array.from({ length: 14 }, (_, i) => Math.sin(i) / 3),
  signature: {
    columns: [
      { name: 'mass', kind: 'number', missing: 4.5 },
      { name: 'sex', kind: 'category', levels: ['female', 'male'], missing: null },
    ],
    scaling: { mean: [4.5, 0, 0], deviation: [0.5, 1, 1] },
    outputs: { kind: 'classes', target: 'species', names: ['a', 'b'] },
  },
}

/** A network for the colours of a picture. */
function pictureModel(features: Features): StoredModel {
  const inputs = featureCount(features)
  return {
    topology: createTopology(inputs, [3], [activation('sigmoid')]),
    parameters: new Float32Array(3 * (inputs + 1)),
    signature: {
      columns: ['x', 'y'].map((name) => ({ name, kind: 'number', missing: null })),
      features,
      scaling: null,
      outputs: { kind: 'colour', names: ['red', 'green', 'blue'], width: 30, height: 20 },
    },
  }
}

function broken(change: (file: Record<string, unknown>) => void): () => StoredModel {
  const file = JSON.parse(writeModel(model)) as Record<string, unknown>
  change(file)
  return () => readModel(JSON.stringify(file), 'champion.json')
}

describe('a model file', () => {
  it('comes back as it was', () => {
    expect(readModel(writeModel(model), 'x')).toEqual(model)
  })

  it.each([
    { kind: 'fourier', waves: [[0.10000000149011612, -2.5]] },
    { kind: 'sine', frequencies: 3 },
  ] satisfies Features[])('of a picture comes back with its features: $kind', (features) => {
    const picture = pictureModel(features)
    expect(readModel(writeModel(picture), 'x')).toEqual(picture)
  })

  it('of a picture whose features do not fit its network is refused', () => {
    const picture = pictureModel({ kind: 'sine', frequencies: 3 })
    const other = { ...picture.signature, features: { kind: 'sine', frequencies: 4 } } as const
    expect(() => readModel(writeModel({ ...picture, signature: other }), 'x')).toThrow(
      'x: features: expected 14 entries, found 18',
    )
    const three = [...picture.signature.columns, { name: 'z', kind: 'number', missing: null } as const]
    expect(() =>
      readModel(writeModel({ ...picture, signature: { ...picture.signature, columns: three } }), 'x'),
    ).toThrow('x: columns: expected 2 entries, found 3')
  })

  it('keeps every float32 to the bit, in few digits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 14, maxLength: 14 }),
        (values) => {
          const parameters = Float32Array.from(values, (value) => value + 0)
          const back = readModel(writeModel({ ...model, parameters }), 'x').parameters
          expect(back).toEqual(parameters)
        },
      ),
      { seed: 3 },
    )
    expect(writeModel({ ...model, parameters: new Float32Array(14).fill(0.1) })).toContain('[0.1,0.1,')
  })

  it('of another program or version is refused', () => {
    expect(broken((file) => (file['format'] = 'keras'))).toThrow(
      'champion.json: format: expected a model file of version 1',
    )
    expect(broken((file) => (file['version'] = 2))).toThrow(
      'champion.json: version: expected a model file of version 1',
    )
  })

  it('that is no JSON is refused', () => {
    expect(() => readModel('PK\u0003', 'model.zip')).toThrow(
      'model.zip: expected a model file in JSON, found "PK',
    )
  })

  it.each([
    [
      'parameters',
      (file: Record<string, unknown>) => (file['parameters'] = [1, 2]),
      'parameters: expected 14 entries, found 2',
    ],
    [
      'columns',
      (file: Record<string, unknown>) => (file['columns'] = []),
      'columns: expected 3 entries, found 0',
    ],
    [
      'unknown keys',
      (file: Record<string, unknown>) => (file['weights'] = []),
      'Unrecognized key: "weights"',
    ],
    ['no layers', (file: Record<string, unknown>) => (file['layers'] = []), 'layers: '],
    ['text for a number', (file: Record<string, unknown>) => (file['inputs'] = 'three'), 'inputs: '],
  ])('that does not fit itself is refused: %s', (_, change, message) => {
    expect(broken(change)).toThrow(message)
  })

  it('never holds a deviation of zero', () => {
    expect(broken((file) => ((file['scaling'] as { deviation: number[] }).deviation[1] = 0))).toThrow(
      'scaling.deviation.1',
    )
  })
})
