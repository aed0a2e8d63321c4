import { describe, expect, it } from 'vitest'
import { type Repeat, repeatsReport } from '../../../src/cli/repeats/repeats-report.ts'

const repeat = (seed: number, fitness: number): Repeat => ({
  ...{ seed, fitness, validation: null, metricsOn: 'train', metrics: {}, reason: 'generations' },
  ...{ generations: 10, evaluations: 1000, elapsedMs: 2000 },
})
const repeats = [repeat(1, 480), repeat(2, 500), repeat(3, 20)]

function lines(direction: 'minimize' | 'maximize', target?: number): string[] {
  return repeatsReport(repeats, { fitnessName: 'return', direction }, target).trimEnd().split('\n')
}

describe('the report of several trainings', () => {
  it('calls the fitness as the task does, by value whichever way is better', () => {
    const expected = [
      'seed  train return  evaluations   time  ended by',
      '   1         480.0        1,000  2.0 s  generations',
      '   2         500.0        1,000  2.0 s  generations',
      '   3         20.00        1,000  2.0 s  generations',
      'return: median 480.0, quartiles 250.0 to 490.0, range 20.00 to 500.0',
    ]
    expect(lines('minimize')).toEqual(expected)
    expect(lines('maximize')).toEqual(expected)
  })

  it('counts who came to the target, or past it where that is better', () => {
    expect(lines('minimize', 480)).toContain('success rate: 66.7 % (2 of 3 reached 480)')
    expect(lines('maximize', 480)).toContain('success rate: 66.7 % (2 of 3 reached 480)')
    expect(lines('minimize', 100)).toContain('success rate: 33.3 % (1 of 3 reached 100)')
    expect(lines('maximize', 490)).toContain('success rate: 33.3 % (1 of 3 reached 490)')
  })
})
