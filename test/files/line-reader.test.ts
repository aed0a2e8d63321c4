import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { linesOf } from '../../src/files/line-reader.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-lines-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

function file(text: string): string {
  const path = join(mkdtempSync(join(base, 'case-')), 'lines.jsonl')
  writeFileSync(path, text)
  return path
}

describe('the lines of a file', () => {
  it.each([1, 2, 3, 7, 1000])('are the same, read by %d bytes at a time', (chunk) => {
    const lines = ['one', '', 'üñ€ and a long one', 'x']
    expect([...linesOf(file(lines.map((line) => `${line}\n`).join('')), chunk)]).toEqual(lines)
  })

  it.each([1, 4, 1000])('end with the last line end, read by %d bytes at a time', (chunk) => {
    expect([...linesOf(file('one\ntwo\nthr'), chunk)]).toEqual(['one', 'two'])
    expect([...linesOf(file('torn'), chunk)]).toEqual([])
  })

  it('are none of an empty file, and of none', () => {
    expect([...linesOf(file(''))]).toEqual([])
    expect([...linesOf(join(base, 'nothing'))]).toEqual([])
  })

  it('are read no further than they are asked for', () => {
    const [first] = linesOf(file('one\ntwo\n'), 4)
    expect(first).toBe('one')
  })

  it('are refused of what is no file', () => {
    const folder = join(base, 'folder')
    mkdirSync(folder)
    expect(() => [...linesOf(folder)]).toThrow(
      `${folder}: expected a readable file, found a folder of that name`,
    )
  })
})
