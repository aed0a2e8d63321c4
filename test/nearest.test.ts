import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { didYouMean, editDistance, nearest } from '../src/nearest.ts'

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['target', 'tagret', 1],
    ['ab', 'ba', 1],
  ])('counts the edits from %j to %j as %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })

  it('is symmetric, zero only for equal words, and at most the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b)
        expect(distance).toBe(editDistance(b, a))
        expect(distance === 0).toBe(a === b)
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
      { seed: 1 },
    )
  })
})

describe('nearest', () => {
  it('finds the word that was meant', () => {
    expect(nearest('Speices', ['Island', 'Species', 'Sex'])).toBe('Species')
    expect(nearest('species', ['Island', 'Species'])).toBe('Species')
    expect(nearest('populaton', ['population', 'elites'])).toBe('population')
  })

  it('finds nothing where nothing is near', () => {
    expect(nearest('colour', ['Species', 'Sex'])).toBeUndefined()
    expect(nearest('x', [])).toBeUndefined()
    expect(nearest('x', ['a', 'b'])).toBeUndefined()
    expect(nearest('', ['a'])).toBeUndefined()
    expect(nearest('X', ['a', 'x'])).toBe('x')
  })

  it('is not slowed by a huge word', () => {
    expect(nearest('x'.repeat(1e6), ['x', 'y'])).toBeUndefined()
  })

  it('makes a hint', () => {
    expect(didYouMean('tanhh', ['tanh', 'relu'])).toBe('did you mean "tanh"?')
    expect(didYouMean('zzzzz', ['tanh', 'relu'])).toBeUndefined()
  })
})
