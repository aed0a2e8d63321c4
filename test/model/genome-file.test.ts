import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGenomeFile, readGenome, type StoredGenome, writeGenome } from '../../src/model/genome-file.ts'
import { writeModel } from '../../src/model/model-file.ts'
import { activation, createTopology } from '../../src/model/topology.ts'
import { issue } from '../tasks/supervised/issue.ts'

const stored: StoredGenome = { genome: Float64Array.of(0.1, -3, 1e21), names: ['length', 'weight', 'price'] }

function broken(change: (file: Record<string, unknown>) => void): string {
  const file = JSON.parse(writeGenome(stored)) as Record<string, unknown>
  change(file)
  return issue(() => readGenome(JSON.stringify(file), 'champion.json'))
}

describe('a genome file', () => {
  it('comes back as it was, with the names of its genes or without', () => {
    for (const one of [stored, { ...stored, names: null }])
      expect(readGenome(writeGenome(one), 'x')).toEqual(one)
  })

  it('keeps every float64 to the bit, zeros of either sign included', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(fc.float64Array({ minLength: 1, noNaN: true, noDefaultInfinity: true }), (genome) => {
        expect(readGenome(writeGenome({ genome, names: null }), 'x').genome).toEqual(genome)
      }),
      { seed: 3 },
    )
    fc.assert(
      fc.property(number, (gene) => {
        const [found] = readGenome(writeGenome({ genome: Float64Array.of(gene), names: null }), 'x').genome
        expect(Object.is(found, gene)).toBe(true)
      }),
      { seed: 4, examples: [[-0], [5e-324], [Number.MAX_VALUE]] },
    )
  })

  it('has its head in readable lines and its genes in one', () => {
    expect(writeGenome(stored).split('\n')).toEqual([
      '{',
      '  "format": "evolve-mlp genome",',
      '  "version": 1,',
      '  "genes": "float64",',
      '  "names": [',
      ...['    "length",', '    "weight",', '    "price"', '  ],'],
      expect.stringMatching(/^ {2}"sha256": "[0-9a-f]{64}",$/),
      '  "genome": [0.1,-3,1e+21]',
      '}',
      '',
    ])
  })

  it('is told from a model file by its format', () => {
    const topology = createTopology(1, [1], [activation('tanh')])
    const outputs = { kind: 'numbers', names: ['y'], scaling: null } as const
    const columns = [{ name: 'evolve-mlp genome', kind: 'number', missing: null }] as const
    const signature = { columns, scaling: null, outputs }
    const model = writeModel({ topology, parameters: new Float32Array(2), signature })
    expect([writeGenome(stored), model, '', '[]'].map(isGenomeFile)).toEqual([true, false, false, false])
  })

  it('is refused if it is no JSON', () => {
    expect(issue(() => readGenome('genes: 3', 'champion.json'))).toBe(
      'champion.json: expected a genome file in JSON, found "genes: 3"',
    )
  })

  it.each<[string, object, string]>([
    ['of another format', { format: 'other' }, 'format: expected a genome file of version 1, found "other"'],
    ['of a later version', { version: 2 }, 'version: expected a genome file of version 1, found 2'],
    ['of other genes', { genes: 'float32' }, 'genes: expected "float64", found "float32"'],
    ['without genes', { genome: [] }, 'genome: expected at least one gene, found a list of 0'],
    ['with a gene that is no number', { genome: [1, null, 2] }, 'genome[1]: expected a number, found null'],
    ['with a key of another file', { layers: [] }, 'layers: expected a known key, found "layers"'],
    ['with a name too few', { names: ['length'] }, 'names: expected 3 entries, found 1'],
    ['with a name twice', { names: ['a', 'b', 'a'] }, 'names[2]: expected each name once, found "a" again'],
    ['with a gene without a name', { names: ['a', 'b', ''] }, 'names[2]: expected a name, found ""'],
  ])('%s is refused, in one line that says where', (_, change, line) => {
    expect(broken((file) => Object.assign(file, change))).toBe(`champion.json: ${line}`)
  })

  it('with a gene that is infinite, or a key twice, is refused', () => {
    const text = writeGenome(stored)
    expect(issue(() => readGenome(text.replace('0.1', '1e999'), 'x'))).toBe(
      'x: genome[0]: expected a number, found Infinity',
    )
    expect(issue(() => readGenome(text.replace('"version"', '"format"'), 'x'))).toBe(
      'x:3:3: expected each key once, found "format" again',
    )
  })
})
