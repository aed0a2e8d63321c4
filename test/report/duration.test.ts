import { expect, test } from 'vitest'
import { formatRunning } from '../../src/report/duration.ts'

test.each([
  [0, '0.0 s'],
  [1_540, '1.5 s'],
  [59_900, '59.9 s'],
  [60_000, '1:00'],
  [119_999, '1:59'],
  [3_723_400, '1:02:03'],
])('a clock that runs shows %d ms as %s', (timeMs, text) => expect(formatRunning(timeMs)).toBe(text))
