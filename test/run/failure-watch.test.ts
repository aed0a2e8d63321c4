import { describe, expect, it } from 'vitest'
import { EvolveError } from '../../src/errors.ts'
import { FailureWatch } from '../../src/run/failure-watch.ts'
import { RunProgress } from '../../src/run/progress.ts'

function watched(share: number) {
  const progress = new RunProgress()
  progress.generations = 7
  progress.champion = {
    ...{ genome: Float64Array.of(1), fitness: 1, violation: 0, validation: null, generation: 1 },
  }
  const rule = {
    share,
    what: 'failed',
    cure: (scored: boolean) => (scored ? 'drive slower' : 'learn to drive'),
  }
  return { watch: new FailureWatch(rule, progress), progress }
}

describe('failures', () => {
  it('end a run if more than the share that is allowed fails in two generations in succession', () => {
    const { watch, progress } = watched(0.5)
    progress.firstFailure = 'no wheels'
    progress.firstStack = 'Error: no wheels\n    at car.ts:3'
    expect(watch.check(8, 10)).toBeNull()
    expect(watch.check(6, 10)).toEqual(
      new EvolveError(
        'run',
        'stopped since 6 of 10 evaluations of generation 7 failed, and 8 of the one before; drive slower; ' +
          'the first failed with: no wheels\nError: no wheels\n    at car.ts:3',
      ),
    )
  })

  it('are forgiven up to that share, and in one generation', () => {
    const { watch } = watched(0.5)
    for (const failures of [5, 10, 5, 10, 0, 6, 5]) expect(watch.check(failures, 10)).toBeNull()
  })

  it('end a run in which all fail, whatever the share', () => {
    const { watch } = watched(1)
    for (const failures of [9, 10, 9, 10, 9, 9, 10]) expect(watch.check(failures, 10)).toBeNull()
    expect(watch.check(10, 10)).toBeInstanceOf(EvolveError)
  })

  it('may have left no reason', () => {
    const { watch } = watched(0.5)
    watch.check(10, 10)
    expect(watch.check(10, 10)?.message).toMatch(/; drive slower$/)
  })

  it('have another cure where nobody has had a fitness', () => {
    const { watch, progress } = watched(1)
    progress.champion = null
    watch.check(10, 10)
    expect(watch.check(10, 10)?.message).toMatch(/; learn to drive$/)
  })

  it('are remembered over a snapshot', () => {
    const { watch } = watched(0.5)
    watch.check(10, 10)
    const next = watched(0.5).watch
    next.restore(watch.snapshot())
    expect(next.check(10, 10)).toBeInstanceOf(EvolveError)
  })
})
