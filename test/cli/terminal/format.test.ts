import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import {
  formatClock,
  formatCount,
  formatDuration,
  formatFitness,
  formatMetric,
  formatPercent,
  formatRate,
  shortPath,
} from '../../../src/cli/terminal/format.ts'

test.each([
  [0, '0 ms'],
  [850, '850 ms'],
  [999.7, '1.0 s'],
  [3210, '3.2 s'],
  [59_949, '59.9 s'],
  [59_950, '1:00 min'],
  [65_000, '1:05 min'],
  [7_384_000, '2:03:04 h'],
  [86_400_000 * 3 + 3_600_000 * 4, '3 d 4 h'],
  [-1, '-'],
  [Number.NaN, '-'],
  [Number.POSITIVE_INFINITY, '-'],
])('a duration of %d ms reads %s', (timeMs, text) => expect(formatDuration(timeMs)).toBe(text))

test.each([
  [0, '0:00'],
  [12_400, '0:12'],
  [59_600, '1:00'],
  [3_599_600, '1:00:00'],
  [36_000_000, '10:00:00'],
])('%d ms on a clock reads %s', (timeMs, text) => expect(formatClock(timeMs)).toBe(text))

test.each([
  [0, '0.0'],
  [9.94, '9.9'],
  [9.96, '10'],
  [949.9, '950'],
  [999.7, '1.0k'],
  [18_240, '18.2k'],
  [182_400, '182k'],
  [1_840_000, '1.8M'],
  [999_999_999, '1.0G'],
  [2.5e12, '2.50T'],
  [Number.POSITIVE_INFINITY, '-'],
  [Number.NaN, '-'],
])('a rate of %d reads %s', (rate, text) => expect(formatRate(rate)).toBe(text))

test.each([
  [0, '0 %'],
  [1, '100 %'],
  [0.9712, '97.1 %'],
  [0.99999, '99.9 %'],
  [0.000001, '0.1 %'],
  [undefined, '-'],
  [Number.NaN, '-'],
])('a share of %d reads %s', (share, text) => expect(formatPercent(share)).toBe(text))

test('counts and fitness', () => {
  expect(formatCount(12345)).toBe('12,345')
  expect(formatFitness(0.0312345)).toBe('0.03123')
  expect(formatFitness(0.0312345, 3)).toBe('0.0312')
  expect(formatFitness(undefined)).toBe('-')
  expect(formatFitness(Number.NaN)).toBe('-')
})

test.each([
  ['accuracy', 0.975, '97.5 %'],
  ['psnr', 31.456, '31.46 dB'],
  ['mae', 0.25, '0.2500'],
  ['mae', undefined, '-'],
  ['accuracy', Number.NaN, '-'],
])('the metric %s of %d reads %s', (name, value, text) => expect(formatMetric(name, value)).toBe(text))

test('a path is short inside the working directory', () => {
  expect(shortPath(resolve('runs/a'))).toBe('runs/a')
  expect(shortPath('/elsewhere/a')).toBe('/elsewhere/a')
})
