import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { KeptFile } from '../../src/tasks/kept-file.ts'

const file = (mostBytes?: number): KeptFile =>
  new KeptFile('a.json', 'a', () => ['[1, ', '"é"', ']'], mostBytes)

describe('a kept file', () => {
  it('has the hash of its text, kept or not', () => {
    const hash = createHash('sha256').update('[1, "é"]').digest('hex')
    expect(file().hash).toBe(hash)
    expect(file(1).hash).toBe(hash)
  })

  it('is kept up to a number of bytes', () => {
    expect(file().text()).toBe('[1, "é"]')
    expect(file(9).text()).toBe('[1, "é"]')
    expect(file(8).text()).toBeNull()
  })
})
