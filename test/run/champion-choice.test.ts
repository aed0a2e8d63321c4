import { describe, expect, it } from 'vitest'
import { beats } from '../../src/run/champion-choice.ts'

const of = (fitness: number, validation: number | null = null, violation = 0) => ({
  fitness,
  validation,
  violation,
})

describe('the choice of the champion', () => {
  it('is the first contender with a finite fitness', () => {
    expect(beats(of(5), null, 'train', 'minimize')).toBe(true)
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(beats(of(bad), null, 'train', 'minimize')).toBe(false)
  })

  it('goes by the training part, whatever the validation part says', () => {
    expect(beats(of(1, 9), of(2, 1), 'train', 'minimize')).toBe(true)
    expect(beats(of(2, 1), of(1, 9), 'train', 'minimize')).toBe(false)
    expect(beats(of(2), of(1), 'train', 'maximize')).toBe(true)
  })

  it('goes by the validation part if that is monitored', () => {
    expect(beats(of(1, 9), of(2, 1), 'validation', 'minimize')).toBe(false)
    expect(beats(of(2, 1), of(1, 9), 'validation', 'minimize')).toBe(true)
    expect(beats(of(2, 9), of(1, 1), 'validation', 'maximize')).toBe(true)
  })

  it('needs a finite fitness on both parts', () => {
    expect(beats(of(1, Number.NaN), of(2, 5), 'validation', 'minimize')).toBe(false)
    expect(beats(of(Number.NaN, 1), of(2, 5), 'validation', 'minimize')).toBe(false)
    expect(beats(of(1, 1), of(2), 'validation', 'minimize')).toBe(true)
  })

  it('keeps the champion if nothing is better', () => {
    expect(beats(of(1), of(1), 'train', 'minimize')).toBe(false)
    expect(beats(of(3, 1), of(1, 1), 'validation', 'minimize')).toBe(false)
  })

  it('puts constraints before fitness', () => {
    expect(beats(of(1, null, 2), of(5, null, 1), 'train', 'minimize')).toBe(false)
    expect(beats(of(5, null, 0), of(1, null, 1), 'train', 'minimize')).toBe(true)
  })
})
