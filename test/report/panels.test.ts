import { expect, it } from 'vitest'
import { targetLabel } from '../../src/report/panels.ts'

it('a target is written as the axis beside it writes its numbers', () => {
  const labels = [0.01, 1 / 3, -5, 1000, 100_000, 1_234_567.8, 1e-9].map(targetLabel)
  expect(labels).toEqual([
    ...['target 0.01', 'target 0.333333', 'target -5', 'target 1,000', 'target 100,000'],
    ...['target 1,234,570', 'target 1e-9'],
  ])
})
