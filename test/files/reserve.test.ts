import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { Reserve } from '../../src/files/reserve.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-reserve-'))
afterAll(() => rmSync(base, { recursive: true }))
const fresh = (): string => join(mkdtempSync(join(base, 'case-')), 'reserve')

/** A write that fails the first `times`. */
function failing(code: string, times: number): { write: () => void; calls: () => number } {
  let calls = 0
  const write = (): void => {
    if (calls++ < times) throw Object.assign(new Error(code), { code })
  }
  return { write, calls: () => calls }
}

describe('a reserve', () => {
  it('holds all of its bytes, which nothing can compress', () => {
    const path = fresh()
    new Reserve(path, 100_000).hold()
    expect(statSync(path).size).toBe(100_000)
    expect(statSync(path).blocks * 512).toBeGreaterThanOrEqual(100_000)
    expect(gzipSync(readFileSync(path)).length).toBeGreaterThan(99_000)
  })

  it('leaves nothing behind where there is no room', () => {
    const path = fresh()
    symlinkSync('/dev/full', path)
    expect(() => new Reserve(path, 10_000).hold()).toThrow('ENOSPC')
    expect(existsSync(path)).toBe(false)
  })

  it.each(['ENOSPC', 'EDQUOT', 'EFBIG'])('makes way after %s, and is held again after that', (code) => {
    const path = fresh()
    const reserve = new Reserve(path, 10_000)
    reserve.hold()
    const { write, calls } = failing(code, 1)
    reserve.spend(() => {
      if (calls() === 1) expect(existsSync(path)).toBe(false)
      write()
    })
    expect(calls()).toBe(2)
    expect(statSync(path).size).toBe(10_000)
  })

  it('is not spent where it would not help', () => {
    const path = fresh()
    const reserve = new Reserve(path, 10_000)
    reserve.hold()
    const { write, calls } = failing('EACCES', 9)
    expect(() => reserve.spend(write)).toThrow('EACCES')
    expect(calls()).toBe(1)
    reserve.release()
    expect(existsSync(path)).toBe(false)
    expect(() => reserve.spend(failing('ENOSPC', 1).write)).toThrow('ENOSPC')
  })

  it('is held again where even its room was not enough', () => {
    const path = fresh()
    const reserve = new Reserve(path, 10_000)
    reserve.hold()
    expect(() => reserve.spend(failing('ENOSPC', 2).write)).toThrow('ENOSPC')
    expect(statSync(path).size).toBe(10_000)
  })
})
