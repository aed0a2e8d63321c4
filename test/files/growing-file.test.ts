import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { EvolveError } from '../../src/errors.ts'
import { GrowingFile } from '../../src/files/growing-file.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-growing-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const fresh = (): string => join(mkdtempSync(join(base, 'case-')), 'lines.jsonl')
const textOf = (path: string): string => readFileSync(path, 'utf8')

describe('a growing file', () => {
  it('is not there before its first line', () => {
    const path = fresh()
    const file = new GrowingFile(path)
    file.flush()
    expect(existsSync(path)).toBe(false)
    expect(file.size).toBe(0)
  })

  it('gets its lines when it is told to, in their order, behind what it holds', () => {
    const path = fresh()
    appendFileSync(path, 'before\n')
    const file = new GrowingFile(path)
    file.add({ a: 1 })
    file.add([2, 'ü'])
    expect(textOf(path)).toBe('before\n')
    file.flush()
    file.add(null)
    file.flush()
    file.flush()
    expect(textOf(path)).toBe('before\n{"a":1}\n[2,"ü"]\nnull\n')
    expect(file.size).toBe(Buffer.byteLength(textOf(path)))
  })

  it('keeps the lines that the disk refuses, and writes each once with the next ones', () => {
    const path = fresh()
    // A folder in place of the file makes every write fail, also for root.
    mkdirSync(path)
    const file = new GrowingFile(path)
    const refused = new EvolveError('output', `${path}: could not be written: a folder of that name`)
    for (const line of [1, 2]) {
      file.add(line)
      expect(() => file.flush()).toThrow(refused)
    }
    rmdirSync(path)
    file.add(3)
    file.flush()
    expect(textOf(path)).toBe('1\n2\n3\n')
  })

  it('goes back to what it was, without lines that are not written or were refused', () => {
    const path = fresh()
    const file = new GrowingFile(path)
    file.add('kept')
    file.flush()
    const { size } = file
    file.add('written')
    file.flush()
    file.add('not written')
    file.truncate(size)
    file.flush()
    expect(textOf(path)).toBe('"kept"\n')

    rmSync(path)
    mkdirSync(path)
    file.add('refused')
    expect(() => file.flush()).toThrow(EvolveError)
    rmdirSync(path)
    file.truncate(0)
    file.flush()
    expect(existsSync(path)).toBe(false)
  })

  it('is not made longer by going back to a size that it never had', () => {
    const path = fresh()
    const file = new GrowingFile(path)
    file.truncate(10)
    expect(existsSync(path)).toBe(false)
    file.add(1)
    file.flush()
    file.truncate(10)
    expect(textOf(path)).toBe('1\n')
  })

  it('drops the older lines of those that wait if they grow too many, and counts them', () => {
    const path = fresh()
    symlinkSync('/dev/full', path)
    const file = new GrowingFile(path, 100)
    for (let line = 0; line < 1000; line++) {
      file.add(line)
      if (line % 10 === 0) expect(() => file.flush()).toThrow('a full disk')
    }
    expect(file.missing).toBe(1000)
    rmSync(path)
    file.flush()
    const lines = textOf(path).trimEnd().split('\n').map(Number)
    expect(textOf(path).length).toBeLessThanOrEqual(100)
    expect(lines).toEqual(Array.from({ length: lines.length }, (_, k) => 1000 - lines.length + k))
    expect(file.missing).toBe(1000 - lines.length)
  })

  it('writes at once what does not fit into memory, and drops nothing', () => {
    const path = fresh()
    const file = new GrowingFile(path, 10)
    for (let line = 0; line < 100; line++) file.add(line)
    file.flush()
    expect(textOf(path)).toBe(Array.from({ length: 100 }, (_, line) => `${line}\n`).join(''))
    expect(file.missing).toBe(0)
  })

  it('keeps one line, however long it is', () => {
    const path = fresh()
    symlinkSync('/dev/full', path)
    const file = new GrowingFile(path, 10)
    file.add('x'.repeat(50))
    file.add('y'.repeat(50))
    rmSync(path)
    file.flush()
    expect(textOf(path)).toBe(`"${'y'.repeat(50)}"\n`)
    expect(file.missing).toBe(1)
  })

  it('writes much in pieces', () => {
    const path = fresh()
    const file = new GrowingFile(path)
    const line = 'z'.repeat(1000)
    for (let count = 0; count < 1000; count++) file.add(line)
    file.flush()
    expect(textOf(path)).toBe(`"${line}"\n`.repeat(1000))
    expect(file.missing).toBe(0)
  })
})
