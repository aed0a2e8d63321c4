import { describe, expect, it } from 'vitest'
import { dotted, shownValue, undotted, valueAt } from '../src/value-path.ts'

describe('a path', () => {
  it.each([
    [['network', 'hidden', 2], 'network.hidden[2]'],
    [['compare', 'contestants', 'GA alone', 'network'], 'compare.contestants["GA alone"].network'],
    [[0, 'name'], '[0].name'],
    [['two\nlines'], '["two\\nlines"]'],
    [[], ''],
  ])('%j is written as a person writes it', (path, text) => {
    expect(dotted(path)).toBe(text)
    expect(undotted(text)).toEqual(path)
  })

  it.each(['row 3, column "mass"', '["a\\x"]', '["', '..', '[1'])('is read of any text: %s', (text) => {
    expect(() => undotted(text)).not.toThrow()
  })

  it('leads to what stands there, and to nothing else', () => {
    const root = { layers: [{ outputs: 3 }] }
    expect(valueAt(['layers', 0, 'outputs'], root)).toBe(3)
    expect(valueAt([], root)).toBe(root)
    expect(valueAt(['layers', 1, 'outputs'], root)).toBeUndefined()
    expect(valueAt(['constructor'], root)).toBeUndefined()
  })
})

describe('a value in a message', () => {
  it.each([
    [[1, 2], 'a list of 2'],
    [{}, 'an empty mapping'],
    [{ a: 1, 'b c': 2 }, 'a mapping of a, "b c"'],
    ['text', '"text"'],
    ['redis://ann:secret@host:1', '"redis://…@host:1"'],
    ['redis://:se/c@ret@host', '"redis://…@host"'],
    [undefined, 'nothing'],
    [null, 'null'],
  ])('%j', (value, text) => {
    expect(shownValue(value)).toBe(text)
  })
})
