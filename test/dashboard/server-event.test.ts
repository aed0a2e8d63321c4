import { expect, it } from 'vitest'
import { serverEvent } from '../../src/dashboard/server-event.ts'

it('writes an event in one line of data, with the digits that small differences of large values need', () => {
  const champion = {
    width: 1,
    height: 1,
    rgb: 'AAAA',
    generation: 12_345_678,
    tookMs: 1_700_000_003.25,
  }
  expect(serverEvent('champion', champion).toString()).toBe(
    'event: champion\ndata: {"width":1,"height":1,"rgb":"AAAA","generation":12345678,"tookMs":1700000003.25}\n\n',
  )
})

it('counts evaluations to the last one, though gradients cost parts of them', () => {
  const text = serverEvent('update', {
    status: { evaluations: 123_456_789.4, best: Number.NaN } as never,
    curves: { phases: [], figureNames: [], from: 0, rows: [] },
  }).toString()
  expect(text).toContain('"evaluations":123456789,"best":null')
})
