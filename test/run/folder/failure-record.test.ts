import { describe, expect, it } from 'vitest'
import type { FailureKind } from '../../../src/evaluation/faults.ts'
import type { FailedIndividual } from '../../../src/run/events.ts'
import { type FailureRecord, failureLine, failuresIn } from '../../../src/run/folder/failure-record.ts'
import { issue } from '../../tasks/supervised/issue.ts'

function failed(more: Partial<FailedIndividual> = {}): FailedIndividual {
  return {
    ...{ kind: 'error', message: 'no wheels', stack: 'Error: no wheels\n    at car.ts:3', seed: 7 },
    ...{ generation: 0, individual: 4, genome: Float64Array.of(0.1, -1e-300, 5e21) },
    ...more,
  }
}

function written(individual: FailedIndividual): string {
  return JSON.stringify(failureLine(individual))
}

const read = (...lines: readonly string[]): FailureRecord[] => [...failuresIn(lines, 'failures.jsonl')]

describe('the record of a failed individual', () => {
  it('counts generations from 1, as the metrics do, and rows from 0', () => {
    expect(failureLine(failed())).toMatchObject({ generation: 1, individual: 4 })
  })

  it.each<[string, FailedIndividual['genome']]>([
    ['float64', Float64Array.of(0.1, 1 / 3, -(2 ** -1074))],
    ['float32', Float32Array.of(0.1, 1 / 3, -(2 ** -149))],
    ['numbers that JSON lacks', Float32Array.of(Number.NaN, Infinity, -Infinity, -0, 0)],
  ])('holds a genome of %s to the bit', (_, genome) => {
    const [record] = read(written(failed({ genome })))
    expect((genome.constructor as Float64ArrayConstructor).from(record!.genome!)).toEqual(genome)
  })
})

describe('a file of failures', () => {
  it.each<FailureKind>(['died', 'error', 'deadline', 'budget'])('comes back with those that %s', (kind) => {
    const one = failed({ kind, stack: null, generation: 11 })
    expect(read(written(failed()), written(one))).toEqual([failureLine(failed()), failureLine(one)])
  })

  it('of no failures has none', () => {
    expect(read()).toEqual([])
  })

  it('is refused by the number of the line that is none', () => {
    expect(issue(() => read(written(failed()), '{"kind":'))).toBe(
      'failures.jsonl: line 2: expected a failed individual, found "{\\"kind\\":"',
    )
    const other = written(failed()).replace('"error"', '"bored"')
    expect(issue(() => read(other))).toMatch(/^failures\.jsonl: line 1: expected a failed individual, found /)
  })
})
