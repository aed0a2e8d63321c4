import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeWhole } from '../../src/files/whole-file.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-whole-'))
afterAll(() => rmSync(base, { recursive: true }))
const fresh = (): string => mkdtempSync(join(base, 'case-'))

describe('a whole file', () => {
  it('replaces the one before it', () => {
    const folder = fresh()
    const path = join(folder, 'a.json')
    writeWhole(path, 'one')
    writeWhole(path, Buffer.from('two'))
    expect(readFileSync(path, 'utf8')).toBe('two')
    expect(readdirSync(folder)).toEqual(['a.json'])
  })

  it('leaves the old file and no part of the new one if the disk is full', () => {
    const folder = fresh()
    const path = join(folder, 'a.json')
    writeFileSync(path, 'old')
    symlinkSync('/dev/full', `${path}.part`)
    expect(() => writeWhole(path, 'new')).toThrow('ENOSPC')
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['a.json'])
  })

  it('says the first error, also where its part cannot be removed', () => {
    const path = join(fresh(), 'a.json')
    mkdirSync(`${path}.part`)
    expect(() => writeWhole(path, 'new')).toThrow('EISDIR')
    expect(existsSync(path)).toBe(false)
  })

  it('is written in the working directory too', () => {
    const before = process.cwd()
    const folder = fresh()
    process.chdir(folder)
    try {
      writeWhole('a.json', 'here')
    } finally {
      process.chdir(before)
    }
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('here')
  })
})
