import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { TrainedModel } from '../../src/library/trained-model.ts'
import { type Features, featureCount } from '../../src/model/features.ts'
import { readModel, type StoredModel, writeModel } from '../../src/model/model-file.ts'
import { activation, createTopology } from '../../src/model/topology.ts'
import { issue } from '../tasks/supervised/issue.ts'

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

const recurrentModel: StoredModel = {
  ...model,
  topology: createTopology(3, [2, 2], [activation('tanh'), activation('softmax')], { recurrent: true }),
  parameters: Float32Array.from({ length: 18 }, (_, i) => Math.sin(i) / 3),
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

  it('keeps the words that meant a missing cell, if there were any but the usual ones', () => {
    const own = { ...model, signature: { ...model.signature, missingWords: ['', '-999'] } }
    expect(readModel(writeModel(own), 'x')).toEqual(own)
    expect(writeModel(model)).not.toContain('missingWords')
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

  it('names the type of its genes, and a checksum, right before the parameters', () => {
    expect(writeModel(model)).toMatch(
      /,\n {2}"genes": "float32",\n {2}"sha256": "[0-9a-f]{64}",\n {2}"parameters": \[/,
    )
  })

  it('of 0.1, which names no type and has no checksum, is read as float32', () => {
    const old = broken((file) => {
      delete file['genes']
      delete file['sha256']
    })
    expect(old()).toEqual(model)
  })

  it('of another program or version is refused', () => {
    expect(broken((file) => (file['format'] = 'keras'))).toThrow(
      'champion.json: format: expected a model file of version 1, 2 or 3, found "keras"',
    )
    expect(broken((file) => (file['version'] = 4))).toThrow(
      'champion.json: version: expected a model file of version 1, 2 or 3, found 4',
    )
  })

  it('of a recurrent network has a version of its own, which earlier builds refuse', () => {
    const { version, recurrent } = JSON.parse(writeModel(recurrentModel)) as Record<string, unknown>
    expect([version, recurrent]).toEqual([2, true])
    expect(readModel(writeModel(recurrentModel), 'x')).toEqual(recurrentModel)
    expect(writeModel(model)).toContain('"version": 1')
    expect(writeModel(model)).not.toContain('recurrent')
  })

  it('with dates has a version of its own, which earlier builds refuse', () => {
    const columns = [{ name: 'when', kind: 'date', time: true, missing: 19_785.5 }] as const
    const wide = createTopology(7, [2, 2], [activation('tanh'), activation('softmax')])
    const signature = { ...model.signature, columns, scaling: null }
    const dated = { topology: wide, parameters: new Float32Array(22), signature }
    const text = writeModel(dated)
    expect(JSON.parse(text)).toMatchObject({ version: 3 })
    expect(readModel(text, 'x')).toEqual(dated)
    const { sha256: _, ...file } = JSON.parse(text) as Record<string, unknown>
    const read = (change: object) => () => readModel(JSON.stringify({ ...file, ...change }), 'x')
    expect(issue(read({ version: 1 }))).toBe(
      'x: columns: expected no column of dates in a file of version 1, found one',
    )
    expect(issue(broken((other) => (other['version'] = 3)))).toBe(
      'champion.json: columns: expected a column of dates in a file of version 3, found none',
    )
    expect(issue(read({ columns: [{ ...columns[0], time: false }] }))).toBe(
      'x: columns: expected 7 entries, found 5',
    )
    expect(issue(read({ columns: [{ ...columns[0], missing: 1e39 }] }))).toMatch(
      /^x: columns\[0\].missing: expected a number within the range of float32/,
    )
    const recurrent = createTopology(7, [2, 2], [activation('tanh'), activation('softmax')], {
      recurrent: true,
    })
    const steps = { ...dated, topology: recurrent, parameters: new Float32Array(26) }
    expect(readModel(writeModel(steps), 'x')).toEqual(steps)
  })

  it('of a network without biases says so, and others do not', () => {
    const topology = createTopology(3, [2, 2], [activation('tanh'), activation('softmax')], { bias: false })
    const bare = { ...model, topology, parameters: new Float32Array(10).fill(0.5) }
    expect(JSON.parse(writeModel(bare))).toMatchObject({ version: 1, bias: false })
    expect(readModel(writeModel(bare), 'x')).toEqual(bare)
    expect(writeModel(model)).not.toContain('"bias"')
  })

  it.each([
    ['of version 1', { version: 1 }, 'recurrent: expected none in a file of version 1, found true'],
    [
      'that says nothing',
      { recurrent: undefined },
      'recurrent: expected true in a file of version 2, found nothing',
    ],
    ['that says no', { recurrent: false }, 'recurrent: expected true, found false'],
    [
      'without hidden layers',
      { layers: [{ outputs: 2, activation: 'softmax', slope: 0 }] },
      'layers: expected a hidden layer, which is recurrent, found none',
    ],
    [
      'of a picture',
      { outputs: { kind: 'colour', names: ['grey'], width: 3, height: 2 } },
      'outputs.kind: expected classes or numbers for a recurrent network, found colour',
    ],
    [
      'with the parameters of a feed-forward network',
      { parameters: Array.from(model.parameters) },
      'parameters: expected 18 entries, found 14',
    ],
  ])('of a recurrent network is refused %s', (_, change, message) => {
    const file = { ...(JSON.parse(writeModel(recurrentModel)) as object), ...change }
    expect(() => readModel(JSON.stringify(file), 'x')).toThrow(`x: ${message}`)
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
      'weights: expected a known key, found "weights"',
    ],
    [
      'no layers',
      (file: Record<string, unknown>) => (file['layers'] = []),
      'layers: expected at least one layer, found a list of 0',
    ],
    [
      'text for a number',
      (file: Record<string, unknown>) => (file['inputs'] = 'three'),
      'inputs: expected a whole number from 1, found "three"',
    ],
    [
      'a key that is missing',
      (file: Record<string, unknown>) => delete file['outputs'],
      'outputs: expected classes, numbers or colour, found nothing',
    ],
    [
      'an unknown activation',
      (file: Record<string, unknown>) =>
        ((file['layers'] as { activation: string }[])[0]!.activation = 'reul'),
      'layers[0].activation: expected one of linear, sigmoid, ',
    ],
    [
      'a deviation of zero',
      (file: Record<string, unknown>) => ((file['scaling'] as { deviation: number[] }).deviation[1] = 0),
      'scaling.deviation[1]: expected a number above 0, found 0',
    ],
    [
      'genes of another type',
      (file: Record<string, unknown>) => (file['genes'] = 'float64'),
      'genes: expected "float32", found "float64"',
    ],
    [
      'a list that is none',
      (file: Record<string, unknown>) => (file['parameters'] = { 0: 1 }),
      'parameters: expected a list, found a mapping of 0',
    ],
    [
      'parameters beyond float32',
      (file: Record<string, unknown>) => ((file['parameters'] as number[])[3] = 1e300),
      'parameters[3]: expected a number within the range of float32, found 1e+300',
    ],
    [
      'an output activation in a hidden layer',
      (file: Record<string, unknown>) =>
        ((file['layers'] as { activation: string }[])[0]!.activation = 'softmax'),
      'layers[0].activation: expected one for a hidden layer, found "softmax"',
    ],
    [
      'two columns of one name',
      (file: Record<string, unknown>) => ((file['columns'] as { name: string }[])[1]!.name = 'mass'),
      'columns[1].name: expected each name once, found "mass" again',
    ],
    [
      'a stand-in that is no level',
      (file: Record<string, unknown>) => ((file['columns'] as { missing: string }[])[1]!.missing = 'x'),
      'columns[1].missing: expected one of its levels, or null, found "x"',
    ],
    [
      'a single class',
      (file: Record<string, unknown>) => ((file['outputs'] as { names: string[] }).names = ['a']),
      'outputs.names: expected at least 2 classes, found 1',
    ],
    [
      'numbers without their scaling',
      (file: Record<string, unknown>) =>
        (file['outputs'] = { kind: 'numbers', names: ['a', 'b'], scaling: { mean: [], deviation: [] } }),
      'outputs.scaling.mean: expected 2 entries, found 0',
    ],
    [
      'a colour of two channels',
      (file: Record<string, unknown>) => {
        file['columns'] = ['x', 'y'].map((name) => ({ name, kind: 'number', missing: null }))
        file['outputs'] = { kind: 'colour', names: ['red', 'green'], width: 3, height: 2 }
        file['inputs'] = 2
        file['scaling'] = null
      },
      'outputs.names: expected 1 channel, grey, or 3, found 2',
    ],
    [
      'features of a category',
      (file: Record<string, unknown>) => {
        file['columns'] = [{ name: 'x', kind: 'category', levels: ['a', 'b'], missing: null }]
        file['features'] = { kind: 'sine', frequencies: 1 }
      },
      'columns[0].kind: expected number, for x and y, found "category"',
    ],
    [
      'two levels of one name',
      (file: Record<string, unknown>) => {
        ;(file['columns'] as { levels: string[] }[])[1]!.levels = ['male', 'male']
      },
      'columns[1].levels[1]: expected each name once, found "male" again',
    ],
    [
      'a category without levels',
      (file: Record<string, unknown>) => {
        ;(file['columns'] as { levels: string[] }[])[1]!.levels = []
      },
      'columns[1].levels: expected at least one level, found a list of 0',
    ],
    [
      'a column without a name',
      (file: Record<string, unknown>) => ((file['columns'] as { name: string }[])[0]!.name = ''),
      'columns[0].name: expected a name, found ""',
    ],
    [
      'two classes of one name',
      (file: Record<string, unknown>) => ((file['outputs'] as { names: string[] }).names = ['a', 'a']),
      'outputs.names[1]: expected each name once, found "a" again',
    ],
    [
      'two numbers of one name',
      (file: Record<string, unknown>) =>
        (file['outputs'] = { kind: 'numbers', names: ['a', 'a'], scaling: null }),
      'outputs.names[1]: expected each name once, found "a" again',
    ],
    [
      'a stand-in beyond float32',
      (file: Record<string, unknown>) => ((file['columns'] as { missing: number }[])[0]!.missing = -1e39),
      'columns[0].missing: expected a number within the range of float32, found -1e+39',
    ],
    [
      'a slope beyond float32',
      (file: Record<string, unknown>) => ((file['layers'] as { slope: number }[])[0]!.slope = 1e39),
      'layers[0].slope: expected a number within the range of float32, found 1e+39',
    ],
    [
      'a mean beyond float32',
      (file: Record<string, unknown>) => ((file['scaling'] as { mean: number[] }).mean[0] = 1e39),
      'scaling.deviation[0]: expected a number that is not so small beside the mean 1e+39, found 0.5',
    ],
    [
      'a deviation that makes its mean infinite',
      (file: Record<string, unknown>) => ((file['scaling'] as { deviation: number[] }).deviation[0] = 1e-40),
      'scaling.deviation[0]: expected a number that is not so small beside the mean 4.5, found 1e-40',
    ],
    [
      'a deviation without an inverse',
      (file: Record<string, unknown>) => (file['scaling'] = { mean: [0, 0, 0], deviation: [1, 5e-324, 1] }),
      'scaling.deviation[1]: expected a number that is not so small beside the mean 0, found 5e-324',
    ],
    [
      'a deviation that is too many',
      (file: Record<string, unknown>) => (file['scaling'] = { mean: [0, 0, 0], deviation: [1, 1, 1, 1] }),
      'scaling.deviation: expected 3 entries, found 4',
    ],
    [
      'more parameters than any machine holds',
      (file: Record<string, unknown>) => {
        const layers = file['layers'] as { outputs: number }[]
        layers.unshift({ ...layers[0]!, outputs: 9_007_199_254_740_991 })
      },
      'parameters: expected 54043195528445960 entries, found 14',
    ],
  ])('that does not fit itself is refused: %s', (_, change, message) => {
    expect(broken(change)).toThrow(`champion.json: ${message}`)
  })
})

describe('what a model file says of a picture', () => {
  const refused = (features: Features, outputs: object = {}): string => {
    const picture = pictureModel(features)
    const file = JSON.parse(writeModel(picture))
    return issue(() => readModel(JSON.stringify({ ...file, outputs: { ...file.outputs, ...outputs } }), 'x'))
  }

  it('is no larger than what can be drawn', () => {
    expect(refused({ kind: 'sine', frequencies: 1 }, { width: 30_000, height: 30_000 })).toBe(
      'x: outputs: expected a picture of at most 50000000 pixels, found 30000 × 30000 = 900000000',
    )
  })

  it('has features that are numbers at each of its points', () => {
    expect(
      refused({
        kind: 'fourier',
        waves: [
          [1, 1],
          [1e38, -1e38],
        ],
      }),
    ).toBe('x: features.waves[1]: expected frequencies within the range of float32, found 1e+38 and -1e+38')
    expect(refused({ kind: 'sine', frequencies: 128 })).toBe(
      'x: features.frequencies: expected at most 127 octaves, found 128',
    )
    const most = pictureModel({ kind: 'sine', frequencies: 127 })
    expect(readModel(writeModel(most), 'x')).toEqual(most)
  })
})

it('a model file that names a key twice is refused at its place', () => {
  const twice = writeModel(model).replace('"inputs": 3,', '"inputs": 3,\n  "inputs": 3,')
  expect(issue(() => readModel(twice, 'x'))).toBe('x:5:3: expected each key once, found "inputs" again')
  const infinite = writeModel(model).replace(/"parameters": \[[^,]+/, '"parameters": [1e999')
  expect(issue(() => readModel(infinite, 'x'))).toBe('x: parameters[0]: expected a number, found Infinity')
})

it('a model file that was changed anywhere gives finite answers, or one line that says what is wrong', () => {
  const files = [model, pictureModel({ kind: 'sine', frequencies: 1 })].map((one) => writeModel(one))
  const numbers = {
    kind: 'numbers',
    names: ['u', 'v'],
    scaling: { mean: [1, 2], deviation: [3, 4] },
  } as const
  files.push(writeModel({ ...model, signature: { ...model.signature, outputs: numbers } }))
  const odd = fc.constantFrom<unknown>(
    ...[0, -1, 0.5, 1e-300, 5e-324, 1e39, 1e308, -1e308, 3e38, 2 ** 53, 65_536, 127],
    ...['', 'male', '__proto__', null, true, [], {}, ['a', 'a'], [1e38, 1e38], { kind: 'linear' }],
  )
  const change = fc.tuple(fc.nat(files.length - 1), fc.nat(), fc.nat(5), odd)
  fc.assert(
    fc.property(change, ([which, at, depth, value]) => {
      const file = JSON.parse(files[which]!)
      const text = JSON.stringify(changed(file, at, depth, value))
      try {
        const read = TrainedModel.of(readModel(text, 'x'), { engine: 'reference', arithmetic: 'strict' })
        if (read.signature.outputs.kind === 'colour') {
          read.picture(3, 2)
          return
        }
        for (const answer of read.predictAll([
          { mass: 3, sex: 'male' },
          { mass: -1e30, sex: 'other' },
        ])) {
          expect((answer.kind === 'class' ? answer.scores : answer.values).every(Number.isFinite)).toBe(true)
        }
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
        expect((error as Error).message).not.toMatch(/[\r\n]/)
      }
    }),
    { seed: 5, numRuns: 500 },
  )
})

/** A value with one of its parts replaced: steps down `depth` times, by the digits of `at`. */
function changed(value: unknown, at: number, depth: number, by: unknown): unknown {
  if (typeof value !== 'object' || value === null || depth === 0) return by
  const keys = Object.keys(value)
  if (keys.length === 0) return by
  const key = keys[at % keys.length]!
  const child = (value as Record<string, unknown>)[key]
  const next = changed(child, Math.floor(at / keys.length), depth - 1, by)
  return Array.isArray(value) ? value.toSpliced(Number(key), 1, next) : { ...value, [key]: next }
}
