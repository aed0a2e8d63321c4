import { describe, expect, it } from 'vitest'
import { aggregate, aggregateBound } from '../../../src/tasks/custom/aggregate.ts'
import { errorText, thrown } from '../../../src/tasks/custom/error-text.ts'
import { separateTask } from '../../../src/tasks/custom/inline.ts'
import { checkMetrics, checkResult } from '../../../src/tasks/custom/result.ts'
import { shareArrays } from '../../../src/tasks/custom/shared-arrays.ts'
import { checkOptions } from '../../../src/tasks/custom/standard-schema.ts'

describe('the aggregate of episodes', () => {
  const values = [4, 1, 3, 2, 10, 5, 6, 7]

  it('is their mean, the worst, the median, or the mean of the worst quarter', () => {
    expect(aggregate(values, 'mean', 'minimize')).toBe(4.75)
    expect(aggregate(values, 'min', 'minimize')).toBe(10)
    expect(aggregate(values, 'min', 'maximize')).toBe(1)
    expect(aggregate(values, 'median', 'minimize')).toBe(4.5)
    expect(aggregate(values, 'cvar', 'minimize')).toBe(8.5)
    expect(aggregate(values, 'cvar', 'maximize')).toBe(1.5)
  })

  it('of one is that one, and a quarter of few is one', () => {
    for (const how of ['mean', 'min', 'median', 'cvar'] as const)
      expect(aggregate([7], how, 'minimize')).toBe(7)
    expect(aggregate([1, 2, 3], 'cvar', 'maximize')).toBe(1)
  })

  it('is bounded by an episode under way only if nothing after it can make it better', () => {
    expect(aggregateBound([1], 5, 3, 'mean', 'minimize')).toBeNull()
    expect(aggregateBound([1, 3], 5, 3, 'mean', 'minimize')).toBe(3)
    expect(aggregateBound([1], 5, 3, 'min', 'minimize')).toBe(5)
    expect(aggregateBound([7], 5, 3, 'min', 'minimize')).toBe(7)
    expect(aggregateBound([1, 2], 5, 3, 'cvar', 'minimize')).toBe(5)
  })
})

describe('the result of an evaluation', () => {
  it('is a number, or more', () => {
    expect(checkResult(2)).toEqual({ fitness: 2, violation: 0 })
    expect(
      checkResult({ fitness: 1, constraints: [-3, 0.5, 2], metrics: { a: 1 }, behaviour: [1, 2] }),
    ).toEqual({
      ...{ fitness: 1, violation: 2.5, metrics: { a: 1 }, behaviour: [1, 2] },
    })
    expect(checkResult({ fitness: 1, behaviour: Float32Array.of(1, 2) }).behaviour).toEqual([1, 2])
    expect(checkResult({ fitness: 1, constraints: [] }).violation).toBe(0)
  })

  it.each([
    [Number.NaN, 'a fitness that is a finite number, found NaN'],
    [-Infinity, 'found -Infinity'],
    [undefined, 'a number or { fitness, … }, found undefined'],
    [null, 'found null'],
    ['3', 'found "3"'],
    [3n, 'found 3'],
    [() => 1, 'found a function'],
    [Promise.resolve(1), 'found a promise'],
    [{ fitness: '3' }, 'found "3"'],
    [{ fitness: 1, constraints: [1, Infinity] }, 'constraints[1]'],
    [{ fitness: 1, constraints: 3 }, 'constraints as a list of numbers, found 3'],
    [{ fitness: 1, metrics: [1] }, 'metrics as numbers by name'],
    [{ fitness: 1, behaviour: ['x'] }, 'behaviour[0]'],
    [{ fitness: 1, constraint: [1] }, 'found "constraint"; did you mean "constraints"?'],
    [{ fitness: 1, steps: 3 }, 'found "steps"; figures of your own belong in metrics'],
  ])('is refused if it is %o', (result, message) => {
    expect(() => checkResult(result)).toThrow(message)
  })

  it('may not hold metrics that are not numbers', () => {
    expect(() => checkMetrics({ a: 1, 'b\n': null })).toThrow('the metric "b\\n"')
    expect(() => checkMetrics(null)).toThrow('found null')
  })
})

describe('a fitness given as an object', () => {
  it('is told from a module by any of its keys', () => {
    expect(separateTask({ kind: 'custom', inputs: 1, evalute() {} }).inline).toBe(true)
    expect(separateTask({ kind: 'custom', module: 'a.mjs', options: { size: 1 } })).toMatchObject({
      ...{ inline: false, task: { module: 'a.mjs', options: { size: 1 } } },
    })
    const options = { size: 1 }
    expect(separateTask({ kind: 'custom', evaluate: () => 1, options })).toMatchObject({
      ...{ inline: true, task: { module: 'inline', options } },
    })
  })
})

describe('arrays to share', () => {
  it('are copied to shared memory once', () => {
    const { a, b } = shareArrays({ a: Float64Array.of(1, 2), b: Uint8Array.of(3) })
    expect([a, b]).toEqual([Float64Array.of(1, 2), Uint8Array.of(3)])
    expect(a!.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(shareArrays({ a: a! })['a']).toBe(a)
  })

  it.each([
    [{ a: [1] }, 'share.a: expected one of Float32Array'],
    [{ a: Buffer.from([1]) }, 'found Buffer'],
    [{ a: new DataView(new ArrayBuffer(1)) }, 'found DataView'],
    [[Float64Array.of(1)], 'share: expected typed arrays by name'],
    [undefined, 'share: expected typed arrays by name, found nothing'],
  ])('are typed arrays by name, not %o', (arrays, message) => {
    expect(() => shareArrays(arrays)).toThrow(message)
  })
})

describe('a schema of options', () => {
  const schema = (result: object) =>
    ({ '~standard': { version: 1, vendor: 'x', validate: () => result } }) as never

  it('gives the checked value or the first issue', async () => {
    expect(await checkOptions(schema({ value: 3 }), 1)).toEqual({ value: 3 })
    const path = ['a', 0, { key: 'b' }, Symbol.iterator]
    expect(await checkOptions(schema({ issues: [{ message: 'no', path }] }), 1)).toEqual({
      issue: { path: '.a[0].b.Symbol(Symbol.iterator)', message: 'no' },
    })
    expect(await checkOptions(schema({ issues: [{ message: 'no' }] }), 1)).toEqual({
      issue: { path: '', message: 'no' },
    })
    expect(await checkOptions(schema({ issues: [] }), 1)).toEqual({
      issue: { path: '', message: 'other options' },
    })
  })
})

describe('what is thrown', () => {
  it('has a text of bounded length, whatever it is', () => {
    expect(thrown('x')).toEqual({ message: 'threw x', stack: null })
    expect(thrown(Object.create(null)).message).toBe('threw something that has no text')
    expect(thrown(new Error('y'.repeat(10_000))).message).toHaveLength(2001)
    expect(thrown(Object.assign(new Error('z'), { stack: 5 }))).toEqual({ message: 'z', stack: null })
  })

  it('stands on one line with its place in the file', () => {
    const error = new TypeError('first\nsecond')
    error.stack =
      'TypeError: first\n    at node:internal:3\n    at f (file:///x/my.mjs:3:5)\n    at g (file:///x/my.mjs:9:5)'
    expect(errorText(error, '/x/my.mjs')).toBe('TypeError: first (at f (file:///x/my.mjs:3:5))')
    expect(errorText(error, '/x/other.mjs')).toBe('TypeError: first')
  })
})
