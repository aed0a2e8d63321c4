import { describe, expect, it } from 'vitest'
import type { OutputMeaning, Signature } from '../../src/model/signature.ts'
import { activation, createTopology } from '../../src/model/topology.ts'
import { championCurves, curveHeights, curveInputs, curvePlaces } from '../../src/report/champion-curves.ts'
import type { Samples } from '../../src/tasks/supervised/dataset.ts'

const inputs = [-1, 0, 1]
const samples = (targets: number[]): Samples => ({
  count: 3,
  inputs: Float32Array.from(inputs),
  targets: Float32Array.from(targets),
  weights: null,
})
const nothing: Samples = { count: 0, inputs: new Float32Array(), targets: new Float32Array(), weights: null }
const scaling = { mean: [10], deviation: [2] }

function viewOf(
  outputs: OutputMeaning,
  targets: number[],
  output: 'linear' | 'sigmoid' | 'softmax' | 'tanh',
) {
  const signature: Signature = { columns: [{ name: 't', kind: 'number', missing: null }], scaling, outputs }
  const topology = createTopology(1, [targets.length / 3], [activation(output)])
  const data = { train: samples(targets), validation: nothing, test: nothing }
  return { view: championCurves({ topology, signature }, data), signature }
}

describe('the curves of a champion of one input', () => {
  it('are over the samples with a margin, in the units of the columns', () => {
    const outputs = { kind: 'numbers', names: ['height'], scaling: { mean: [100], deviation: [5] } } as const
    const { view, signature } = viewOf({ ...outputs, names: ['height'] }, [0, 1, 2], 'linear')
    expect([view.x.label, view.y.label]).toEqual(['t', 'height'])
    expect(view.x.extent[0]).toBeCloseTo(8 - 0.06 * 4)
    expect(view.y.extent[1]).toBeCloseTo(110 + 0.06 * 10)
    expect(view.samples).toEqual([
      { x: 8, value: 100 },
      { x: 10, value: 105 },
      { x: 12, value: 110 },
    ])
    const places = curvePlaces(view, 3)
    expect([...places]).toEqual([view.x.extent[0], 10, view.x.extent[1]])
    expect(curveInputs(places, signature)[1]).toBe(0)
    const heights = curveHeights(Float32Array.of(0, 1, 2), 3, view, signature)
    expect(heights.map((own) => [...own])).toEqual([[100, 105, 110]])
  })

  it.each([
    ['probabilities of a softmax', [1, 0, 0, 1, 0, 1], 'softmax', [0, 1], 'probability'],
    ['the probability of the second class', [0, 1, 1], 'sigmoid', [1], 'probability'],
    ['outputs for targets of -1 and 1', [-1, 1, 1], 'tanh', [1], 'output'],
  ] as const)('are %s', (_, targets, output, curves, label) => {
    const { view, signature } = viewOf(
      { kind: 'classes', target: 'c', names: ['no', 'yes'] },
      [...targets],
      output,
    )
    expect(view.answers).toEqual({ kind: 'classes', names: ['no', 'yes'], curves })
    expect(view.y.label).toBe(label)
    expect(view.y.extent[0]).toBeLessThan(Math.min(...targets))
    expect(view.y.extent[1]).toBeGreaterThan(1)
    expect(view.samples.map(({ value }) => value)).toEqual([0, 1, 1])
    const heights = curveHeights(Float32Array.from(targets), 3, view, signature)
    expect(heights).toHaveLength(curves.length)
    expect([...heights.at(-1)!]).toEqual(targets.filter((_, at) => (at + 1) % curves.length === 0))
  })
})
