import { describe, expect, it } from 'vitest'
import {
  type BatchAnswer,
  decodeDetails,
  decodeNumbers,
  encodeDetails,
  encodeNumbers,
  readAnswer,
  readRunNotice,
  readWorkerNotice,
} from '../../../src/fleet/wire/messages.ts'

const answer = {
  kind: 'done',
  key: 'k',
  worker: 'A',
  result: {
    fitness: encodeNumbers(Float64Array.of(1)),
    violation: null,
    failures: [],
    details: [],
    noisy: false,
    busyMs: 3,
    threads: 2,
    learned: null,
  },
} satisfies BatchAnswer

describe('an answer', () => {
  it('is read as it was sent', () => {
    expect(readAnswer(structuredClone(answer), 'k')).toEqual(answer)
    expect(readAnswer({ kind: 'missing', key: 'k', worker: 'A' }, 'k')?.kind).toBe('missing')
  })

  it.each([
    ['of another run', { ...answer, key: 'other' }],
    ['without a key', { ...answer, key: undefined }],
    ['of another kind', { ...answer, kind: 'perfect' }],
    ['with more than belongs to it', { ...answer, extra: 1 }],
    ['whose numbers are no base64', { ...answer, result: { ...answer.result, fitness: '§' } }],
    ['with negative times', { ...answer, result: { ...answer.result, busyMs: -1 } }],
    [
      'with a failure that is none',
      { ...answer, result: { ...answer.result, failures: [{ kind: 'odd', message: '' }] } },
    ],
    ['that is nothing', null],
  ])('%s is refused', (_, value) => {
    expect(readAnswer(value, 'k')).toBeNull()
  })
})

describe('numbers on their way', () => {
  it('keep all bits', () => {
    const numbers = Float64Array.of(Number.NaN, -0, Number.NEGATIVE_INFINITY, 5e-324, 1 / 3)
    expect(decodeNumbers(encodeNumbers(numbers), 5)).toEqual(numbers)
    expect(decodeNumbers(encodeNumbers(numbers), 4)).toBeNull()
  })

  it('keep metrics that JSON has no form for', () => {
    const details = new Map([
      [3, { metrics: { steps: Number.NaN, 'a name': -0 } }],
      [5, { behaviour: [1, Number.POSITIVE_INFINITY] }],
    ])
    const tree = JSON.parse(JSON.stringify(encodeDetails(details)))
    expect(decodeDetails(tree)).toEqual(details)
    expect(decodeDetails([[3, { metrics: { steps: 'many' } }]])).toBeNull()
    expect(decodeDetails({ $: 7 })).toBeNull()
  })
})

describe('what runs and workers say of themselves', () => {
  it('is refused if it is of another version', () => {
    expect(readRunNotice('{"name":"x"}')).toBeNull()
    expect(readRunNotice('no JSON')).toBeNull()
    expect(readWorkerNotice('{"name":"x","threads":0}')).toBeNull()
  })
})
