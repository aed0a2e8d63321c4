import { describe, expect, it } from 'vitest'
import type { Evaluator } from '../../src/evaluation/evaluator.ts'
import type { Failure } from '../../src/evaluation/faults.ts'
import type { Score } from '../../src/evaluation/scorer.ts'
import type { Direction } from '../../src/math/direction.ts'
import type { Champion } from '../../src/run/events.ts'
import { FitnessWatch } from '../../src/run/fitness-rules.ts'
import { RunProgress } from '../../src/run/progress.ts'
import type { Costs } from '../../src/strategies/ranking.ts'
import { costs } from '../strategies/problem.ts'

interface FakeOptions {
  readonly direction?: Direction
  /** Whether the fitness is noisy. */
  readonly resampled?: boolean
  /** What a genome of one gene gets when it is scored again. */
  readonly again?: (gene: number) => Score | Failure
  /** The most evaluations of the run. */
  readonly evaluations?: number
}

/** A generation whose row r has the genome (r), and what is asked of its evaluator. */
function watched({
  direction = 'minimize',
  resampled = true,
  again = scored,
  evaluations,
}: FakeOptions = {}) {
  const progress = new RunProgress()
  const notices: string[] = []
  const asked: { genes: number[]; individuals: readonly number[]; generation: number; fresh: unknown }[] = []
  const evaluator = {
    direction,
    resampled,
    charge: (count: number) => 2 * count,
    phenotype: (row: number) => Float64Array.of(row),
    rescore: async (
      genomes: readonly Float64Array[],
      at: { generation: number; individuals: readonly number[] },
      fresh: unknown,
    ) => {
      const genes = genomes.map(([gene]) => gene!)
      asked.push({ genes, ...at, fresh })
      return genes.map(again)
    },
  } as unknown as Evaluator
  const onNotice = (line: string): void => void notices.push(line)
  const rules = { candidates: 3, episodes: 10, evaluations, onNotice }
  progress.generations = 7
  return { watch: new FitnessWatch(rules, evaluator, progress), progress, notices, asked }
}

/** Lets a watch take a generation, and elect the champion after it. */
async function elect(watch: FitnessWatch, generation: Costs): Promise<void> {
  watch.take(generation)
  await watch.elect()
}

/** As good as its gene. */
function scored(gene: number): Score {
  return { fitness: gene, violation: 0 }
}

function failure(message: string): Failure {
  return { kind: 'error', message, stack: null, generation: 6, individual: 0, seed: 1 }
}

function champion(gene: number, more: Partial<Champion> = {}): Champion {
  return {
    ...{ genome: Float64Array.of(gene), fitness: 0.5, violation: 0, validation: null },
    ...{ generation: 3, individual: 4, ...more },
  }
}

/** Which individual that is, whatever its fitness. */
function who(gene: number): Partial<Champion> {
  const { fitness: _, ...rest } = champion(gene)
  return rest
}

describe('the audit of the first champion', () => {
  it('scores it once more, as it was scored, and says nothing if it gets the same', async () => {
    const { watch, progress, notices, asked } = watched()
    progress.evaluations = 40
    await watch.audit(champion(4, { fitness: 4, generation: 1 }))
    expect(asked).toEqual([{ genes: [4], individuals: [4], generation: 0, fresh: null }])
    expect([notices, progress.evaluations]).toEqual([[], 42])
  })

  it.each<[string, Score | Failure]>([
    ['3.5', { fitness: 3.5, violation: 0 }],
    ['a failure (no wheels)', failure('no wheels')],
  ])('says that the fitness is not deterministic if it then gets %s', async (found, outcome) => {
    const { watch, notices } = watched({ again: () => outcome })
    await watch.audit(champion(4, { fitness: 4, generation: 1 }))
    expect(notices).toEqual([
      `the fitness is not deterministic: the first champion got 4, and with the same genome and random numbers then ${found}; ` +
        'use context.random instead of Math.random, and neither clock nor global state',
    ])
  })
})

describe('the election of a champion', () => {
  it('is among the best of the last generation and the champion so far, on fresh episodes', async () => {
    const { watch, progress, asked } = watched({
      again: (gene) => ({ ...scored(10 - gene), metrics: { gene } }),
    })
    progress.champion = champion(9, { metrics: { old: 1 }, behaviour: [1] })
    progress.evaluations = 100
    await elect(watch, costs([5, 1, 2, 3, 4]))
    const individuals = [4, 1, 2, 3]
    expect(asked).toEqual([
      {
        genes: [9, 1, 2, 3],
        individuals,
        generation: 6,
        fresh: { reason: 'election', episodes: 10, drawn: 2 ** 32 - 1 },
      },
    ])
    expect(progress.champion).toMatchObject({ ...who(9), fitness: 1, metrics: { gene: 9 }, episodes: 10 })
    expect(Object.keys(progress.champion?.metrics ?? {})).toEqual(['gene'])
    expect(progress.champion).not.toHaveProperty('behaviour')
    expect(progress.evaluations).toBe(140)
  })

  it('is won by the best on those episodes, in either direction', async () => {
    for (const direction of ['minimize', 'maximize'] as const) {
      const { watch, progress } = watched({ direction, again: (gene) => scored(gene === 2 ? 7 : 8) })
      progress.champion = champion(9)
      await elect(watch, costs([5, 1, 2, 3, 4]))
      const won = direction === 'minimize' ? { gene: 2, fitness: 7 } : { gene: 9, fitness: 8 }
      expect(progress.champion).toMatchObject({ genome: Float64Array.of(won.gene), fitness: won.fitness })
    }
  })

  it('knows where its winner is from', async () => {
    const { watch, progress } = watched()
    progress.champion = champion(9)
    await elect(watch, { ...costs([5, 1, 2, 3, 4]), violation: Float64Array.of(0, 1, 0, 0, 0) })
    expect(progress.champion).toMatchObject({ generation: 7, individual: 2, fitness: 2, episodes: 10 })
  })

  it('prefers who keeps the constraints on those episodes', async () => {
    const { watch, progress } = watched({ again: (gene) => ({ fitness: gene, violation: gene < 3 ? 1 : 0 }) })
    progress.champion = champion(9)
    await elect(watch, costs([5, 1, 2, 3, 4]))
    expect(progress.champion).toMatchObject({ individual: 3, fitness: 3, violation: 0 })
  })

  it('leaves out who failed, then or now, and who is the champion already', async () => {
    const { watch, progress, asked } = watched({
      again: (gene) => (gene === 0 ? failure('no') : scored(gene)),
    })
    progress.champion = champion(2)
    const none = Number.POSITIVE_INFINITY
    await elect(watch, costs([1, none, 2, none, none]))
    expect(asked.map(({ genes }) => genes)).toEqual([[2, 0]])
    expect(progress.champion).toMatchObject({ genome: Float64Array.of(2), fitness: 2, episodes: 10 })
  })

  it('keeps the champion if nobody can be scored', async () => {
    const { watch, progress } = watched({ again: () => failure('no wheels') })
    const before = champion(9)
    progress.champion = before
    await elect(watch, costs([5, 1, 2, 3, 4]))
    expect(progress.champion).toBe(before)
  })

  it('has as many candidates as evaluations are left for, and says so if it is none', async () => {
    const { watch, progress, asked, notices } = watched({ evaluations: 1000 })
    const before = champion(9)
    progress.champion = before
    progress.evaluations = 991
    await elect(watch, costs([5, 1, 2, 3, 4]))
    expect([asked, progress.champion]).toEqual([[], before])
    expect(notices).toEqual([
      'the champion may owe its fitness to luck: measuring it on fresh episodes takes 10 evaluations, and 9 are left; ' +
        'raise stop.evaluations, or lower task.champion.episodes',
    ])
    progress.evaluations = 975
    await elect(watch, costs([5, 1, 2, 3, 4]))
    expect(asked.map(({ genes }) => genes)).toEqual([[9, 1]])
    expect(progress.champion).toMatchObject({ individual: 1, episodes: 10 })
    expect(progress.evaluations).toBe(995)
  })

  it('needs no election where the fitness is not noisy, or without a champion', async () => {
    const { watch, progress, asked } = watched({ resampled: false })
    progress.champion = champion(9)
    await elect(watch, costs([5, 1, 2]))
    expect(watch.reserve(true)).toBe(0)
    const without = watched()
    await elect(without.watch, costs([5, 1, 2]))
    expect([asked, without.asked]).toEqual([[], []])
    expect([without.watch.reserve(false), without.watch.reserve(true)]).toEqual([40, 50])
  })
})

describe('a target that was reached', () => {
  it('counts at once where the fitness is not noisy', async () => {
    const { watch, progress, asked } = watched({ resampled: false })
    progress.champion = champion(9)
    expect(await watch.confirm(1)).toBe(true)
    expect(asked).toEqual([])
  })

  it.each<[Direction, number, boolean]>([
    ['minimize', 9, true],
    ['minimize', 8.5, false],
    ['maximize', 9, true],
    ['maximize', 9.5, false],
  ])('counts on fresh episodes: %s, %d', async (direction, target, reached) => {
    const { watch, progress, asked } = watched({ direction })
    progress.champion = champion(9)
    expect(await watch.confirm(target)).toBe(reached)
    expect(progress.champion).toMatchObject({ ...who(9), fitness: 9, episodes: 10 })
    expect(progress.evaluations).toBe(10)
    expect(asked).toHaveLength(1)
  })

  it('is confirmed once for each champion', async () => {
    const { watch, progress, asked } = watched()
    progress.champion = champion(9)
    await watch.confirm(9)
    expect(await watch.confirm(9)).toBe(true)
    expect(asked).toHaveLength(1)
  })
})
