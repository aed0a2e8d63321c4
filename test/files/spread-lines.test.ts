import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { spreadLines } from '../../src/files/spread-lines.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-spread-'))
afterAll(() => rmSync(root, { recursive: true }))

function spread(content: string, most: number): string[] {
  const path = join(root, 'lines')
  writeFileSync(path, content)
  return spreadLines(path, most)
}

it('gives all lines of a short file, without an incomplete one', () => {
  expect(spreadLines(join(root, 'none'), 5)).toEqual([])
  expect(spread('', 5)).toEqual([])
  expect(spread('unfinished', 5)).toEqual([])
  expect(spread('a\nb\nc\nunfin', 5)).toEqual(['a', 'b', 'c'])
  expect(spread('a\nb\nc\nd\ne\n', 3)).toEqual(['a', 'c', 'e'])
})

it('gives lines evenly over a large file, the first and the last among them, each whole and once', () => {
  const lines = Array.from({ length: 30_000 }, (_, k) => `${k} ${'x'.repeat((k * 7) % 90)} ${k}`)
  const found = spread(`${lines.join('\n')}\nunfinished`, 20)
  const places = found.map((line) => lines.indexOf(line))
  expect(places.length).toBe(20)
  expect([places[0], places.at(-1)]).toEqual([0, 29_999])
  for (const [k, place] of places.entries()) expect(place).toBeCloseTo((29_999 * k) / 19, -3)
})

it('finds the last line however long lines are, and leaves out what is longer than anything', () => {
  const long = 'y'.repeat(100_000)
  expect(spread(`${long}1\n${long}2\n${long}3\n`, 2)).toEqual([`${long}1`, `${long}3`])
  expect(spread(`a\n${'z'.repeat(6_000_000)}\n`, 2)).toEqual(['a'])
})
