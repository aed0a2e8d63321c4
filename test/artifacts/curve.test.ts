import { describe, expect, it } from 'vitest'
import { curveOf } from '../../src/artifacts/curve.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { event } from '../report/html/sample.ts'

const config = parseConfig({ task: { kind: 'classification', data: { generate: 'moons' } } })

describe('the curve of a run', () => {
  it('has the quartiles by value, whichever of them is the better', () => {
    const [fallen, risen] = [event(1, 10), { ...event(2, 10), spread: [480, 20] as const }]
    expect(curveOf(config, [fallen!, risen!]).points).toMatchObject([
      { low: fallen!.spread![0], high: fallen!.spread![1] },
      { low: 20, high: 480 },
    ])
  })

  it('leaves a gap where nobody could be scored', () => {
    const failed = { ...event(1, 10), median: null, spread: null, champion: null }
    expect(curveOf(config, [failed]).points[0]).toMatchObject({
      ...{ best: Number.NaN, median: Number.NaN, low: Number.NaN, high: Number.NaN },
    })
  })

  it('is labelled with what the run calls its fitness', () => {
    const run = { name: 'balance', seed: 3, network: '4-2 tanh', fitnessName: 'return' }
    expect(curveOf(config, []).run(run, config)).toMatchObject({
      title: 'balance, seed 3',
      fitnessLabel: 'return',
    })
  })
})
