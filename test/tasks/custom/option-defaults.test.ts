import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/errors.ts'
import { withDefaults } from '../../../src/tasks/custom/option-defaults.ts'

const defaults = { samples: 2000, exact: false, name: 'x', sizes: [1, 2], words: ['a'], flags: [true] }

/** The lines of the error. */
function refusal(given: unknown, declared: unknown = defaults): readonly string[] {
  try {
    withDefaults(declared, given, '/x/fit.ts')
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n')
    throw error
  }
  return []
}

describe('options with defaults', () => {
  it('are what is given, and the defaults of the others', () => {
    expect(withDefaults(defaults, {}, undefined)).toEqual(defaults)
    const given = { samples: 0.5, exact: true, name: '', sizes: [], words: ['b', 'c'], flags: [false, true] }
    expect(withDefaults(defaults, given, undefined)).toEqual(given)
    expect(withDefaults(defaults, { samples: undefined, name: 'y' }, undefined)).toEqual({
      ...defaults,
      name: 'y',
    })
  })

  it('are copies, so that nobody changes a default', () => {
    expect(withDefaults(defaults, {}, undefined)['sizes']).not.toBe(defaults.sizes)
  })

  it.each<[unknown, string]>([
    [{ samples: '2000' }, 'samples: expected a finite number, found "2000"'],
    [{ samples: null }, 'samples: expected a finite number, found null'],
    [{ samples: Number.NaN }, 'samples: expected a finite number, found NaN'],
    [{ samples: [1] }, 'samples: expected a finite number, found a list of 1'],
    [{ samples: 3n }, 'samples: expected a finite number, found 3'],
    [{ exact: 1 }, 'exact: expected true or false, found 1'],
    [{ name: true }, 'name: expected a text, found true'],
    [{ sizes: 1 }, 'sizes: expected a list of finite numbers, found 1'],
    [{ sizes: { 0: 1 } }, 'sizes: expected a list of finite numbers, found a mapping of 0'],
    [{ sizes: [1, 'b'] }, 'sizes[1]: expected a finite number, found "b"'],
    [{ sizes: Array(1) }, 'sizes[0]: expected a finite number, found nothing'],
    [{ words: ['a', [1]] }, 'words[1]: expected a text, found a list of 1'],
    [{ flags: 'yes' }, 'flags: expected a list of true or false, found "yes"'],
    [{ sample: 3 }, 'sample: expected a known key, found "sample"; did you mean "samples"?'],
    [{ sample: undefined }, 'sample: expected a known key, found "sample"; did you mean "samples"?'],
    [
      { gravity: 3 },
      'gravity: expected a known key, found "gravity"; known here: samples, exact, name, sizes, words, flags',
    ],
    [{ toString: 3 }, 'toString: expected a known key, found "toString"; known here: samples, exact, name'],
  ])('refuse %o', (given, line) => {
    expect(refusal(given)).toHaveLength(1)
    expect(refusal(given)[0]).toContain(`task.options.${line}`)
  })

  it('are a mapping', () => {
    for (const given of [null, 3, 'x', [1], new Map([['samples', 1]])])
      expect(refusal(given)[0]).toMatch(/^task\.options: expected a mapping, found /)
  })

  it('are refused for all that is wrong at once', () => {
    expect(refusal({ exact: 'no', sizes: ['a', 1, 'b'], nam: 'y' })).toEqual([
      'task.options.exact: expected true or false, found "no"',
      'task.options.sizes[0]: expected a finite number, found "a"',
      'task.options.sizes[2]: expected a finite number, found "b"',
      'task.options.nam: expected a known key, found "nam"; did you mean "name"?',
    ])
  })

  it('may have any name', () => {
    const declared = JSON.parse('{ "__proto__": 1, "a b": "x" }') as unknown
    const given = withDefaults(declared, JSON.parse('{ "__proto__": 2 }'), undefined)
    expect(Object.entries(given)).toEqual([
      ['__proto__', 2],
      ['a b', 'x'],
    ])
    expect(refusal({ 'a b': 1 }, declared)[0]).toContain('task.options["a b"]: expected a text, found 1')
  })

  it('may be none', () => {
    expect(withDefaults({}, {}, undefined)).toEqual({})
    expect(refusal({ size: 1 }, {})[0]).toContain('found "size"; the fitness has no options')
  })
})

describe('defaults', () => {
  it.each<[unknown, string]>([
    [null, 'options: expected a schema, or a mapping of defaults, found null'],
    [[1], 'options: expected a schema, or a mapping of defaults, found a list'],
    [() => ({}), 'options: expected a schema, or a mapping of defaults, found a function'],
    [new Date(0), 'options: expected a schema, or a mapping of defaults, found an instance of a class'],
    [{ a: null }, 'options.a: expected a finite number, a text, true, false, or a list that begins with'],
    [{ a: undefined }, 'options.a: expected a finite number, a text, true, false'],
    [{ a: Infinity }, 'found Infinity; a schema may declare other options'],
    [{ a: () => 1 }, 'options.a: expected a finite number, a text, true, false'],
    [{ a: { b: 1 } }, 'found a mapping of b; a schema may declare other options'],
    [{ a: [] }, 'found a list of 0; a schema may declare other options'],
    [{ a: [[1]] }, 'options.a: expected a finite number, a text, true, false'],
    [{ a: [1, 'b'] }, 'options.a[1]: expected a finite number, found "b"'],
  ])('that say no kind are refused: %o', (declared, text) => {
    expect(refusal({}, declared)).toHaveLength(1)
    expect(refusal({}, declared)[0]).toMatch(/^\/x\/fit\.ts: options/)
    expect(refusal({}, declared)[0]).toContain(text)
  })
})
