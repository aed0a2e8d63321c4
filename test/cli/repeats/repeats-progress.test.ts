import { describe, expect, test } from 'vitest'
import { RepeatsProgress, type TrainingGroup } from '../../../src/cli/repeats/repeats-progress.ts'
import type { GenerationEvent } from '../../../src/run/events.ts'

function setUp(
  several: Partial<TrainingGroup> = {},
  quiet = false,
): { progress: RepeatsProgress; at: (timeMs: number) => void; lines: () => string[] } {
  let now = 0
  let written = ''
  const stream = { write: (text: string): unknown => (written += text) }
  const progress = new RepeatsProgress(
    {
      trainings: 4,
      stopsOf: () => ({ train: { generations: 10 } }),
      alike: true,
      direction: 'minimize',
      ...several,
    },
    quiet,
    { stream, clock: () => now, environment: {} },
  )
  const at = (timeMs: number): void => {
    now = timeMs
  }
  return { progress, at, lines: () => written.split('\n').slice(0, -1) }
}

function event(generation: number, champion: number | null): GenerationEvent {
  return {
    ...{ phase: 'train', unit: 'generation', phaseStart: { generation: 0, evaluations: 0 } },
    ...{ generation, evaluations: generation * 100, champion, validation: null },
    ...{ best: champion, mean: champion, median: champion, spread: null, diversity: 0, failures: 0 },
    ...{ strategy: {}, timing: { askMs: 0, evaluateMs: 0, tellMs: 0, elapsedMs: 0, phaseMs: 0 } },
  }
}

/** Generations 1 to `last` of a training whose champion has this fitness. */
function generations(last: number, champion: number | null): GenerationEvent[] {
  return Array.from({ length: last }, (_, index) => event(index + 1, champion))
}

describe('several trainings in one line', () => {
  test('count those that have ended, and tell best and median of all that have begun', () => {
    const { progress, at, lines } = setUp()
    at(500)
    progress.generations(1, generations(1, 0.3))
    at(1000)
    progress.generations(1, generations(10, 0.3))
    progress.finished(1, 0.3)
    at(2000)
    progress.generations(2, generations(5, 0.1))
    at(3000)
    progress.generations(3, generations(5, 0.2))
    // One of four has ended and two are half done: two of four.
    expect(lines().at(-1)).toBe('1/4 trainings  best 0.100  median 0.200  667 evals/s  0:03 left')
  })

  test('stop their clock while they are held', () => {
    const { progress, at, lines } = setUp()
    at(1000)
    progress.generations(1, generations(1, 0.3))
    progress.hold()
    at(50_000)
    progress.tick()
    const before = lines().length
    progress.resume()
    at(51_000)
    progress.generations(1, generations(2, 0.3))
    expect(lines().length).toBe(before + 1)
    expect(lines().at(-1)).toContain('100 evals/s')
  })

  test('keep their estimate while nothing is told', () => {
    const { progress, at, lines } = setUp()
    for (const [training, seconds] of [1, 2, 3, 4].entries()) {
      at(seconds * 5000)
      progress.generations(training, generations(5, 0.3))
    }
    expect(lines().at(-1)).toMatch(/0:20 left$/)
    at(31_000)
    progress.tick()
    expect(lines().at(-1)).toMatch(/0:09 left$/)
  })

  test('know which is best where more is better', () => {
    const { progress, at, lines } = setUp({ direction: 'maximize' })
    progress.generations(1, generations(1, 0.3))
    at(1000)
    progress.generations(2, generations(10, 0.9))
    expect(lines().at(-1)).toContain('best 0.900  median 0.600')
  })

  test('in a pipe are a line at each tenth, and one at the end', () => {
    const { progress, at, lines } = setUp({ trainings: 2 })
    for (let step = 1; step <= 20; step++) {
      at(step * 100)
      const training = step <= 10 ? 1 : 2
      progress.generations(training, [event(((step - 1) % 10) + 1, 0.5)])
      if (step % 10 === 0) progress.finished(training, 0.5)
    }
    progress.end()
    progress.end()
    const counts = lines().map((line) => line.slice(0, 3))
    // The first step and every second one; a training is not quite done before it has ended.
    expect(counts).toEqual(['0/2', '0/2', '0/2', '0/2', '0/2', '1/2', '1/2', '1/2', '1/2', '1/2', '2/2'])
    expect(lines().at(-1)).toBe('2/2 trainings  best 0.500  median 0.500  1.0k evals/s  in 0:02')
  })

  test('go on without one that fails', () => {
    const { progress, at, lines } = setUp({ trainings: 2 })
    progress.generations(1, generations(3, 0.01))
    progress.finished(1, null)
    at(1000)
    progress.warning('evolve: seed 1: no luck')
    progress.generations(2, generations(10, 0.7))
    progress.finished(2, 0.7)
    progress.end()
    expect(lines()).toContain('evolve: seed 1: no luck')
    expect(lines().at(-1)).toContain('2/2 trainings  best 0.700  median 0.700')
  })

  test('say so where none has a champion yet', () => {
    const { progress, lines } = setUp()
    progress.generations(1, generations(1, null))
    expect(lines()[0]).toContain('best -  median -')
  })

  test('show only errors in quiet mode', () => {
    const { progress, lines } = setUp({}, true)
    progress.generations(1, generations(10, 0.1))
    progress.notice('worth knowing')
    progress.warning('evolve: seed 1: no luck')
    progress.finished(1, null)
    progress.end()
    expect(lines()).toEqual(['evolve: seed 1: no luck'])
  })

  test('tell the time while the first generations take long; in a pipe every ten seconds', () => {
    const { progress, at, lines } = setUp()
    for (let timeMs = 500; timeMs <= 25_000; timeMs += 500) {
      at(timeMs)
      progress.tick()
    }
    expect(lines()).toEqual(['0/4 trainings  0:10 so far', '0/4 trainings  0:20 so far'])
  })

  test('show nothing of what never began', () => {
    const { progress, lines } = setUp()
    progress.end()
    expect(lines()).toEqual([])
  })
})
