import { describe, expect, it } from 'vitest'
import { fixture, recorded, removeRunsAtEnd } from './recorded-run.ts'

removeRunsAtEnd()

function configOf(name: string, task: object, more: object = {}) {
  return {
    task: { module: fixture('noise.mjs'), export: name, ...task },
    strategy: { kind: 'ga', population: 20, parents: 4, initial: 1, replacement: 'plus' },
    stop: { generations: 6 },
    ...more,
  }
}

describe('a noisy fitness', () => {
  const champion = { candidates: 5, episodes: 200 }
  /** Luck that hits single individuals. */
  const own = { randomness: 'own', champion }

  it('elects a champion that is good, not lucky', async () => {
    const { run, events } = await recorded(configOf('lucky', own), { workers: 0 })
    const { champion: elected, evaluations } = run!.outcome
    expect(events.at(-1)!.champion).toBeGreaterThan(3)
    // The mean of the luck is 0.3.
    expect(elected.fitness).toBeLessThan(1.7)
    expect(run!.genome[0]).toBeGreaterThan(0.8)
    expect(elected.episodes).toBe(200)
    expect(run!.scores.train.fitness).toBe(elected.fitness)
    // Parents are scored again from generation 2 on; one for the audit; the champion and five others are elected.
    const elections = (evaluations - events.at(-1)!.evaluations) / 200
    expect(elections).toBeLessThanOrEqual(6)
    expect(elections).toBeGreaterThan(1)
    const rows = events.map((event, k) => event.evaluations - (events[k - 1]?.evaluations ?? 0))
    expect(rows).toEqual([21, 24, 24, 24, 24, 24])
  })

  it.each([24, 50, 100, 300, 900, 1300])('never takes more than %d evaluations', async (evaluations) => {
    const stop = { generations: 6, evaluations }
    const { run, events, error } = await recorded(configOf('lucky', own, { stop }), { workers: 0 })
    expect(error).toBeNull()
    expect(run!.outcome.evaluations).toBeLessThanOrEqual(evaluations)
    expect(events.length).toBeGreaterThan(0)
    const measured = run!.outcome.champion.episodes === 200
    expect(measured).toBe(evaluations >= 221)
  })

  it('does not end at a target that was reached by luck', async () => {
    const stop = { generations: 5, target: 2 }
    const { run, events } = await recorded(configOf('lucky', own, { stop }), { workers: 0 })
    expect(events.some(({ champion }) => champion! > 2)).toBe(true)
    expect(run!.outcome.reason).toBe('generations')
    const reached = await recorded(configOf('lucky', own, { stop: { generations: 50, target: 1.2 } }), {
      workers: 0,
    })
    expect(reached.run!.outcome.reason).toBe('target')
    expect(reached.run!.outcome.champion.fitness).toBeGreaterThanOrEqual(1.2)
  })

  it('has no room for a target to be confirmed, and ends at its limit', async () => {
    const stop = { target: 2, evaluations: 150 }
    const { run } = await recorded(configOf('lucky', own, { stop }), { workers: 0 })
    expect(run!.outcome.reason).toBe('evaluations')
    expect(run!.outcome.evaluations).toBeLessThanOrEqual(150)
  })

  it('counts as noisy if only an individual that fails has drawn, wherever it runs', async () => {
    const alone = await recorded(configOf('shy', { champion }), { workers: 0 })
    expect(alone.events[1]!.evaluations - alone.events[0]!.evaluations).toBe(24)
    for (const workers of [1, 2]) {
      const { events } = await recorded(configOf('shy', { champion }), { workers })
      expect(events).toEqual(alone.events)
    }
  })
})

describe('a fitness that is not deterministic', () => {
  it('is told of once, and not by one that is', async () => {
    const careless = await recorded(configOf('careless', {}), { workers: 0 })
    expect(careless.notices.filter((line) => line.includes('not deterministic'))).toHaveLength(1)
    for (const name of ['lucky', 'falling', 'constrained']) {
      const { notices } = await recorded(configOf(name, { options: {} }), { workers: 0 })
      expect(notices.join('\n')).not.toContain('deterministic')
    }
  })
})

describe('constraints', () => {
  it('make the feasible win, and come with metrics and behaviour to the champion and the events', async () => {
    const { run, events } = await recorded(configOf('constrained', {}, { stop: { generations: 40 } }), {
      workers: 0,
    })
    const { champion } = run!.outcome
    const [a, b] = run!.genome
    expect(champion.violation).toBe(0)
    expect(a).toBeGreaterThanOrEqual(1)
    expect(champion.fitness).toBeCloseTo(1, 1)
    expect(champion.metrics).toEqual({ a })
    expect(champion.behaviour).toEqual([a, b])
    expect(run!.scores.train.metrics).toEqual({ a })
    expect(events.every(({ metrics, behaviour }) => metrics?.['a'] === behaviour?.[0])).toBe(true)
  })
})

describe('pruning', () => {
  it.each(['falling', 'rising'])('changes no parent and no champion of a %s fitness', async (name) => {
    const course = async (prune: boolean, workers: number) => {
      const config = configOf(name, { options: { prune } }, { stop: { generations: 25 } })
      const { events, fitness, champion } = await recorded(config, { workers })
      const parents = events.map(({ champion, strategy, evaluations }) => ({
        champion,
        strategy,
        evaluations,
      }))
      return { champion, fitness, parents, diversity: events.map(({ diversity }) => diversity) }
    }
    const { fitness, ...whole } = await course(false, 0)
    const { fitness: lower, ...pruned } = await course(true, 0)
    expect(pruned).toEqual(whole)
    expect(lower).not.toEqual(fitness)
    expect(await course(true, 2)).toEqual({ fitness: lower, ...whole })
  })

  it('saves work', async () => {
    const task = { options: { prune: true } }
    const { logs, run } = await recorded(configOf('counted', task, { stop: { generations: 20 } }), {
      workers: 0,
    })
    const [, pruned, evaluated] = /pruned (\d+) of (\d+)/.exec(logs.join('\n'))!
    expect(Number(evaluated)).toBe(run!.outcome.evaluations)
    expect(Number(pruned)).toBeGreaterThan(Number(evaluated) / 2)
  })
})
