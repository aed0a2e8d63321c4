import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Contest, type ContestantRun, figuresOf } from '../../../src/library/compare/figures.ts'

/** A run whose champion stood at these fitnesses after 100, 200, … evaluations and 1, 2, … seconds. */
function run(fitnesses: readonly number[], metrics: ContestantRun['metrics'] = {}): ContestantRun {
  const points = fitnesses.map((fitness, i) => ({ evaluations: 100 * (i + 1), seconds: i + 1, fitness }))
  return { seed: 1, fitness: fitnesses.at(-1)!, points, metrics }
}

const minimize: Contest = { direction: 'minimize', seed: 1 }
const fitness = fc.double({ min: -1e3, max: 1e3, noNaN: true })
const runs = fc.array(
  fc.array(fitness, { minLength: 1, maxLength: 6 }).map((values) =>
    run(
      values.sort((a, b) => b - a),
      { accuracy: Math.abs(values[0]!) / 1e3 },
    ),
  ),
  { minLength: 1, maxLength: 8 },
)

/** The same runs seen from the other side. */
function mirrored({ points, ...rest }: ContestantRun): ContestantRun {
  return {
    ...rest,
    fitness: -rest.fitness,
    points: points.map((point) => ({ ...point, fitness: -point.fitness })),
  }
}

describe('the figures of a contestant', () => {
  const five = [3, 1, 4, 2, 5].map((end) => run([9, end]))

  it('say where the fitness ended: median, quartiles, best and worst', () => {
    expect(figuresOf(five, minimize)).toMatchObject({
      runs: 5,
      median: 3,
      quartiles: [2, 4],
      best: 1,
      worst: 5,
    })
    expect(figuresOf(five, { ...minimize, direction: 'maximize' })).toMatchObject({ best: 5, worst: 1 })
  })

  it('hold the median in the interval, and the interval in the range', () => {
    fc.assert(
      fc.property(runs, (all) => {
        const { interval, median, best, worst } = figuresOf(all, minimize)
        expect(best).toBeLessThanOrEqual(interval[0])
        expect(interval[0]).toBeLessThanOrEqual(median)
        expect(median).toBeLessThanOrEqual(interval[1])
        expect(interval[1]).toBeLessThanOrEqual(worst)
      }),
      { seed: 1, numRuns: 30 },
    )
  })

  it('depend on the seed in the interval alone, and on the order of the runs in nothing', () => {
    const spread = [0.1, 0.9, 0.35, 0.6, 0.2, 0.45, 0.8].map((end) => run([end]))
    expect(figuresOf(spread.toReversed(), minimize)).toEqual(figuresOf(spread, minimize))
    const { interval: _, ...others } = figuresOf(spread, minimize)
    expect(figuresOf(spread, { ...minimize, seed: 2 })).toMatchObject(others)
  })

  it('take the median of each metric over the runs that have it', () => {
    const measured = [
      run([1], { accuracy: 0.9, r2: Number.NaN }),
      run([1], { accuracy: 0.5, r2: 0.25 }),
      run([1], { accuracy: 0.8 }),
    ]
    expect(figuresOf(measured, minimize).metrics).toEqual({ accuracy: 0.8, r2: 0.25 })
    // Names that every object seems to have.
    const odd = [run([1], { constructor: 5 } as never), run([2])]
    expect(figuresOf(odd, minimize).metrics).toEqual({ constructor: 5 })
  })

  it('are those of one run where there is one', () => {
    const alone = figuresOf([run([4, 2])], minimize)
    expect(alone).toMatchObject({ median: 2, quartiles: [2, 2], interval: [2, 2], best: 2, worst: 2 })
  })

  it('say nothing of a target where there is none', () => {
    expect(Object.keys(figuresOf(five, minimize)).sort()).toEqual(
      ['best', 'interval', 'median', 'metrics', 'quartiles', 'runs', 'worst'].sort(),
    )
  })

  it('are NaN, and no success, where no run came to its end', () => {
    const none = figuresOf([], { ...minimize, target: 1 })
    for (const value of [none.median, ...none.quartiles, ...none.interval, none.best, none.worst])
      expect(value).toBeNaN()
    expect(none).toMatchObject({ runs: 0, successes: 0, evaluationsToTarget: null, metrics: {} })
  })
})

describe('the way to the target', () => {
  it('counts the runs that came to it, and what they had spent there', () => {
    const all = [run([5, 2, 1]), run([5, 3, 2, 0.5]), run([5, 4]), run([2])]
    expect(figuresOf(all, { ...minimize, target: 2 })).toMatchObject({
      successes: 3,
      successRate: 0.75,
      evaluationsToTarget: 200,
      secondsToTarget: 2,
      // 200 + 300 + 100 up to the target and 200 in vain, over 3 successes.
      expectedRunningTime: 800 / 3,
    })
  })

  it('takes a fitness on the target for a success, in either direction', () => {
    const scores = [run([1, 2, 3]), run([1, 2])]
    const { successes, evaluationsToTarget } = figuresOf(scores, {
      direction: 'maximize',
      target: 2,
      seed: 1,
    })
    expect([successes, evaluationsToTarget]).toEqual([2, 200])
    expect(figuresOf(scores, { direction: 'maximize', target: 2.5, seed: 1 }).successes).toBe(1)
  })

  it('is null where no run came to it, and passes over generations without a champion', () => {
    expect(figuresOf([run([5, 4])], { ...minimize, target: 1 })).toMatchObject({
      successes: 0,
      successRate: 0,
      evaluationsToTarget: null,
      secondsToTarget: null,
      expectedRunningTime: null,
    })
    const late = run([Number.NaN, 0.5])
    expect(figuresOf([late], { ...minimize, target: 1 }).evaluationsToTarget).toBe(200)
  })

  it('is the same for a score as for the cost that mirrors it', () => {
    fc.assert(
      fc.property(runs, fitness, (all, target) => {
        const cost = figuresOf(all, { ...minimize, target })
        const score = figuresOf(all.map(mirrored), { direction: 'maximize', target: -target, seed: 1 })
        for (const name of [
          'successes',
          'evaluationsToTarget',
          'secondsToTarget',
          'expectedRunningTime',
        ] as const)
          expect(score[name]).toBe(cost[name])
        expect(score.best).toBe(-cost.best)
      }),
      { seed: 2, numRuns: 30 },
    )
  })

  it('is expected to be no shorter than the mean over the successful runs, and equal to it if all succeed', () => {
    fc.assert(
      fc.property(runs, fitness, (all, target) => {
        const { successes, expectedRunningTime } = figuresOf(all, { ...minimize, target })
        const arrivals = all.flatMap(
          ({ points }) => points.find((point) => point.fitness <= target)?.evaluations ?? [],
        )
        expect(successes).toBe(arrivals.length)
        if (successes === 0) return
        const mean = arrivals.reduce((sum, value) => sum + value, 0) / arrivals.length
        if (successes === all.length) expect(expectedRunningTime).toBe(mean)
        else expect(expectedRunningTime).toBeGreaterThan(mean)
      }),
      { seed: 3, numRuns: 30 },
    )
  })
})
