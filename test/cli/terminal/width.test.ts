import { describe, expect, it } from 'vitest'
import { wrap } from '../../../src/cli/terminal/width.ts'

describe('wrapping', () => {
  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 13, ['one two three']],
    ['incomprehensible as it is', 5, ['incomprehensible', 'as it', 'is']],
    ['', 5, ['']],
    ['one two', Number.POSITIVE_INFINITY, ['one two']],
    ['ペンギン ペンギン', 10, ['ペンギン', 'ペンギン']],
  ])('%j to %d cells', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines)
  })
})
