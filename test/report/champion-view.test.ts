import { describe, expect, it } from 'vitest'
import type { OutputMeaning, Signature } from '../../src/model/signature.ts'
import { activation, createTopology } from '../../src/model/topology.ts'
import { type ChampionMap, championMap, mapField, mapInputs } from '../../src/report/champion-view.ts'
import { colouringOf, legendOf, type MapLegend } from '../../src/report/colouring.ts'
import { linearTicks } from '../../src/report/ticks.ts'
import type { Samples } from '../../src/tasks/supervised/dataset.ts'

const classes: OutputMeaning = { kind: 'classes', target: 'side', names: ['left', 'right'] }
const signatureOf = (outputs: OutputMeaning, scaling: Signature['scaling'] = null): Signature => ({
  columns: [
    { name: 'x', kind: 'number', missing: null },
    { name: 'y', kind: 'number', missing: null },
  ],
  scaling,
  outputs,
})
const samples = (inputs: number[], targets: number[]): Samples => ({
  count: inputs.length / 2,
  inputs: Float32Array.from(inputs),
  targets: Float32Array.from(targets),
  weights: null,
})
const nothing = samples([], [])

/** The map of two samples, at (0, 0) and at (1, 2), whose targets are given. */
function mapOf(targets: number[], signature: Signature, output: 'sigmoid' | 'tanh' | 'softmax'): ChampionMap {
  const topology = createTopology(2, [targets.length / 2], [activation(output)])
  const train = samples([0, 0, 1, 2], targets)
  return championMap({ topology, signature }, { train, validation: nothing, test: nothing })
}

describe('the map of a champion', () => {
  it.each([
    ['0 and 1', [0, 1], 'sigmoid'],
    ['-1 and 1', [-1, 1], 'tanh'],
    ['0.1 and 0.9, one each', [0.9, 0.1, 0.1, 0.9], 'sigmoid'],
    ['0 and 1, one each', [1, 0, 0, 1], 'softmax'],
  ] as const)(
    'is as dark and as bright as it can be where outputs are targets of %s',
    (_, targets, output) => {
      const signature = signatureOf(classes)
      const map = mapOf([...targets], signature, output)
      const field = mapField(Float32Array.from(targets), 2, map, signature)
      expect([...field]).toEqual([0, 1])
      expect(map.samples.map(({ value }) => value)).toEqual([0, 1])
      const { colourOf, colours } = colouringOf(map.answers)
      expect([...field].map((share) => colourOf(Float32Array.of(share), -1))).toEqual([0, colours.length - 2])
    },
  )

  it('lies around all samples with the same unit on both axes, where they reach about as far', () => {
    const { x, y } = mapOf([0, 1], signatureOf(classes), 'sigmoid')
    expect(x.extent[0]).toBeCloseTo(-0.08)
    expect(x.extent[1]).toBeCloseTo(1.08)
    expect(y.extent).toEqual([1 - 1.16, 1 + 1.16])
    const train = samples([0, 0, 1, 1], [0, 1])
    const topology = createTopology(2, [1], [activation('sigmoid')])
    const square = championMap(
      { topology, signature: signatureOf(classes) },
      { train, validation: samples([0, 1.5], [0]), test: nothing },
    )
    expect(square.y.extent[1] - square.y.extent[0]).toBeCloseTo(square.x.extent[1] - square.x.extent[0])
  })

  it('shows places in the units of the columns and asks in those of the network', () => {
    const scaling = { mean: [10, 100], deviation: [2, 5] }
    const signature = signatureOf(classes, scaling)
    const map = mapOf([0, 1], signature, 'sigmoid')
    expect(map.samples).toEqual([
      { x: 10, y: 100, value: 0 },
      { x: 12, y: 110, value: 1 },
    ])
    const view = { x: { label: 'x', extent: [8, 12] }, y: { label: 'y', extent: [90, 110] } } as const
    expect([...mapInputs(view, signature, 2, 2)]).toEqual([-0.5, 1, 0.5, 1, -0.5, -1, 0.5, -1])
  })

  it('of numbers reaches as far as the targets do, in their own unit', () => {
    const signature = signatureOf({
      kind: 'numbers',
      names: ['height'],
      scaling: { mean: [5], deviation: [2] },
    })
    const map = mapOf([-1, 1], signature, 'tanh')
    expect(map.answers).toEqual({ kind: 'number', name: 'height', extent: [3, 7] })
    expect([...mapField(Float32Array.of(0, 2), 2, map, signature)]).toEqual([5, 9])
    const flat = mapOf([1, 1], signature, 'tanh')
    expect(flat.answers).toMatchObject({ extent: [6.5, 7.5] })
  })

  it('has room on both axes and in its colours for values next to each other, and for the largest', () => {
    const step = Number.EPSILON
    const scaling = { mean: [1, 0], deviation: [step, 1e308] }
    const outputs: OutputMeaning = {
      kind: 'numbers',
      names: ['z'],
      scaling: { mean: [3], deviation: [step] },
    }
    const { x, y, answers } = mapOf([0, 1], signatureOf(outputs, scaling), 'tanh')
    const extents = [x.extent, y.extent, answers.kind === 'number' ? answers.extent : [0, 0]] as const
    for (const [low, high] of extents) {
      expect(high).toBeGreaterThan(low)
      expect(Number.isFinite(high - low)).toBe(true)
      expect(linearTicks(low, high, 5).length).toBeGreaterThan(1)
    }
  })

  it('tells numbers apart that float32 could not', () => {
    const scaling = { mean: [1_700_000_075], deviation: [50] }
    const signature = signatureOf({ kind: 'numbers', names: ['at'], scaling })
    const map = mapOf([-1.5, 1.5], signature, 'tanh')
    const { colourOf } = colouringOf(map.answers)
    const field = mapField(Float32Array.of(-1.5, -0.75, 0, 0.75, 1.5), 5, map, signature)
    const bands = [...field].map((value) => colourOf(Float64Array.of(value), -1))
    expect(bands).toEqual([0, 7, 14, 20, 27])
  })

  it('explains its colours', () => {
    const legend = legendOf({ kind: 'classes', names: ['a', 'b', 'c'] })
    expect(legend.kind === 'classes' && legend.entries.map(({ label }) => label)).toEqual(['a', 'b', 'c'])
    const many = ['c1', 'c10', 'c2']
    const { entries } = legendOf({ kind: 'classes', names: many }) as Extract<MapLegend, { kind: 'classes' }>
    expect(entries.map(({ label }) => label)).toEqual(['c1', 'c2', 'c10'])
    const { sample } = colouringOf({ kind: 'classes', names: many })
    expect(entries.map(({ look }) => look)).toEqual([sample(0), sample(2), sample(1)])
    const plain = colouringOf({ kind: 'classes', names: ['a', 'b', 'c'] })
    expect(entries.map(({ look }) => look)).toEqual([0, 1, 2].map(plain.sample))
    expect(legendOf({ kind: 'number', name: 'h', extent: [0, 1] })).toMatchObject({
      kind: 'scale',
      label: 'h',
      ends: ['0', '1'],
    })
  })

  it('survives being handed to a thread', () => {
    const map = mapOf([0, 1], signatureOf(classes), 'sigmoid')
    expect(structuredClone(map)).toEqual(map)
  })
})
