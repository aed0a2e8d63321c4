import { describe, expect, it } from 'vitest'
import type { Genome } from '../../src/random/genome.ts'
import type { GenerationEvent, Outcome } from '../../src/run/events.ts'
import { Stopwatch } from '../../src/run/stopwatch.ts'
import { follow, length, openTraining, rows, sphere, trainer } from './fake-training.ts'

describe('a training', () => {
  it('improves, and its champion never gets worse', async () => {
    const { events, outcome } = await follow(trainer({ generations: 60 }))
    const champions = events.map(({ champion }) => champion!)
    for (let g = 1; g < champions.length; g++) expect(champions[g]).toBeLessThanOrEqual(champions[g - 1]!)
    expect(champions.at(-1)).toBeLessThan(champions[0]! / 10)
    expect(outcome.champion.fitness).toBe(sphere(outcome.champion.genome))
    expect(outcome).toMatchObject({ reason: 'generations', generations: 60, failures: 0 })
  })

  it('maximizes if the task says so', async () => {
    const { events, outcome } = await follow(trainer({ generations: 60 }, { direction: 'maximize' }))
    expect(outcome.champion.fitness).toBeGreaterThan(events[0]!.champion! / 10)
    const [better, worse] = events[3]!.spread!
    expect(better).toBeGreaterThanOrEqual(worse)
  })

  it('counts each individual it scored, and never exceeds the limit', async () => {
    const { events, outcome } = await follow(trainer({ evaluations: 105 }))
    expect(events.map(({ evaluations }) => evaluations)).toEqual([20, 40, 60, 80, 100])
    expect(outcome).toMatchObject({ reason: 'evaluations', evaluations: 100 })
  })

  it('charges the cost of a generation beyond its individuals', async () => {
    const { events } = await follow(trainer({ evaluations: 105 }, { extra: 5.5 }))
    expect(events.map(({ evaluations }) => evaluations)).toEqual([25.5, 51, 76.5, 102])
  })

  it('ends at its target, in either direction', async () => {
    for (const direction of ['minimize', 'maximize'] as const) {
      const target = direction === 'minimize' ? 0.5 : -0.5
      const { outcome } = await follow(trainer({ target, generations: 1000 }, { direction }))
      expect(outcome.reason).toBe('target')
      expect(Math.abs(outcome.champion.fitness)).toBeLessThanOrEqual(0.5)
    }
  })

  it('ends when patience runs out', async () => {
    const { outcome } = await follow(trainer({ patience: 7 }, { score: () => 1 }))
    expect(outcome).toMatchObject({ reason: 'patience', generations: 8 })
    expect(outcome.champion.generation).toBe(1)
  })

  it('chooses its champion by the validation part if that is monitored, and is patient with it', async () => {
    // The validation part agrees up to a point; beyond it the network only learns the training part by heart.
    const validation = (genome: Genome): number => Math.abs(sphere(genome) - 1)
    const stop = { generations: 200, patience: 20 }
    const { events, outcome } = await follow(trainer(stop, { monitor: 'validation', validation }))
    const { champion } = outcome
    expect(outcome.reason).toBe('patience')
    expect(champion.validation).toBe(validation(champion.genome))
    expect(champion.validation).toBe(Math.min(...events.map((event) => event.validation!)))
    expect(champion.fitness).toBe(sphere(champion.genome))
    expect(champion.fitness).toBeGreaterThan(events.at(-1)!.best!)
  })

  it('ends after the current generation when asked to stop', async () => {
    const controller = new AbortController()
    const training = trainer({ generations: 1000 })
    const generator = training.run(controller.signal)
    await generator.next()
    controller.abort()
    const last = await generator.next()
    expect(last).toMatchObject({ done: true, value: { reason: 'interrupted', generations: 1 } })
  })

  it('counts no pause into its times and its limit of seconds', async () => {
    let now = 0
    const score = (genome: Genome, row: number): number => {
      if (row === 0) now += 100
      return sphere(genome)
    }
    const training = trainer({ seconds: 1 }, { score, watch: new Stopwatch(() => now) })
    const elapsed: number[] = []
    const generator = training.run()
    let step = await generator.next()
    for (; step.done !== true; step = await generator.next()) {
      elapsed.push(step.value.timing.elapsedMs)
      training.pause()
      now += 60_000
      training.resume()
    }
    expect(elapsed).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000])
    expect(step.value).toMatchObject({ reason: 'seconds', elapsedMs: 1000 })
  })

  it('counts failures and never makes a failure champion', async () => {
    const { events, outcome } = await follow(
      trainer({ generations: 10 }, { score: (genome, row) => (row % 2 === 0 ? Number.NaN : sphere(genome)) }),
    )
    expect(events[0]!.failures).toBe(rows / 2)
    expect(outcome.failures).toBe((10 * rows) / 2)
    expect(outcome.champion.fitness).toBeGreaterThan(0)
  })

  it('keeps those that failed in the last generation with their genomes, and why the first one did', async () => {
    const made = openTraining(
      { generations: 3 },
      { score: (genome, row) => (row < 2 ? Number.NaN : sphere(genome)) },
    )
    for await (const { generation } of made.training.run()) {
      const { failed } = made.progress
      expect(failed.map(({ individual, ...rest }) => [individual, rest.generation])).toEqual([
        [0, generation - 1],
        [1, generation - 1],
      ])
      for (const { genome } of failed) expect(genome).toHaveLength(length)
    }
    const { firstFailure, firstStack } = made.progress
    expect([firstFailure, firstStack]).toEqual(['no wheels', 'at car.ts:3'])
  })

  it('keeps a thousand of them at most over the whole run', async () => {
    const made = openTraining(
      { generations: 60 },
      { score: (genome, row) => (row > 0 ? Number.NaN : sphere(genome)) },
    )
    const kept: number[] = []
    for await (const _ of made.training.run()) kept.push(made.progress.failed.length)
    const all = Array.from({ length: 60 }, () => rows - 1)
    expect(made.progress.failures).toBe(60 * (rows - 1))
    expect(kept).toEqual([...all.slice(0, 52), 1000 - 52 * (rows - 1), ...Array(7).fill(0)])
  })

  it('survives a generation in which all fail', async () => {
    const { events } = await follow(
      trainer(
        { generations: 4 },
        { score: (genome, _, generation) => (generation % 2 === 0 ? Number.NaN : sphere(genome)) },
      ),
    )
    expect(events[0]).toMatchObject({ best: null, median: null, spread: null, champion: null })
    expect(events[3]!.champion).toBeGreaterThan(0)
  })

  it('ends with the reason once all fail, twice in succession, and keeps its champion', async () => {
    const score = (genome: Genome, _: number, generation: number): number =>
      generation < 3 ? sphere(genome) : Number.NaN
    const reason = /^stopped since 20 of 20 evaluations of generation 5 failed, and 20 of the one before; /
    const first = trainer({ generations: 9 }, { score })
    await expect(follow(first)).rejects.toThrow(reason)
    expect(first.best).toMatchObject({ fitness: sphere(first.best!.genome) })

    // Also after a snapshot between the two generations.
    const left = trainer({ generations: 9 }, { score })
    const generator = left.run()
    for (let generation = 0; generation < 4; generation++) await generator.next()
    const second = trainer({ generations: 9 }, { score })
    second.restore(structuredClone(left.snapshot()))
    await expect(follow(second)).rejects.toThrow(reason)
  })

  it('fails with a message when no individual can be scored', async () => {
    await expect(follow(trainer({ generations: 1 }, { score: () => Number.NaN }))).rejects.toThrow(
      'expected at least one individual with a finite fitness, found none in 20 evaluations',
    )
    await expect(follow(trainer({ generations: 3 }, { score: () => Number.NaN }))).rejects.toThrow(
      'stopped since 20 of 20 evaluations of generation 2 failed',
    )
  })

  it('chooses its champion on the whole training part if generations are scored on batches', async () => {
    // The batch raises all fitness equally, so the best batch fitness is not the champion's fitness.
    const flattering = (genome: Genome): number => sphere(genome) / 1000
    const { outcome } = await follow(trainer({ generations: 20 }, { resampled: true, score: flattering }))
    expect(outcome.champion.fitness).toBe(sphere(outcome.champion.genome))
  })

  it('reports the champion on the validation part, without effect on training', async () => {
    const { events } = await follow(trainer({ generations: 5 }))
    for (const { champion, validation } of events) expect(validation).toBe(2 * champion!)
  })

  it('never prefers a champion that breaks constraints to one that satisfies them', async () => {
    const violation = (genome: Genome): number => Math.max(0, 0.5 - genome[0]!)
    const { outcome, events } = await follow(trainer({ generations: 60 }, { violation }))
    expect(outcome.champion.violation).toBe(0)
    expect(outcome.champion.genome[0]).toBeGreaterThanOrEqual(0.5)
    expect(outcome.champion.fitness).toBeLessThan(1)
    expect(events.at(-1)!.best).toBeGreaterThanOrEqual(0.25)
  })

  it('reports its unit and the start of its phase', async () => {
    const { events } = await follow(trainer({ generations: 2 }))
    expect(events[1]).toMatchObject({
      unit: 'generation',
      phaseStart: { generation: 0, evaluations: 0 },
    })
  })

  it('continues from a snapshot after any generation as if uninterrupted', async () => {
    const stop = { generations: 12, patience: 8 }
    const whole = await follow(trainer(stop))
    // The run ends after generation 10.
    for (const taken of [1, 5, 10, 12]) {
      const first = trainer(stop)
      const generator = first.run()
      for (let generation = 0; generation < taken; generation++) await generator.next()
      const snapshot = structuredClone(first.snapshot())
      const second = trainer(stop)
      second.restore(snapshot)
      const rest = await follow(second)
      expect(rest.events.map(withoutTimes)).toEqual(whole.events.slice(taken).map(withoutTimes))
      expect(bare(rest.outcome)).toEqual(bare(whole.outcome))
      expect(rest.outcome.elapsedMs).toBeGreaterThanOrEqual(snapshot.progress.elapsedMs)
    }
  })
})

describe('a training that was interrupted', () => {
  it('continues as if it had not been, and lists its phase once', async () => {
    const stop = { generations: 12 }
    const controller = new AbortController()
    const first = trainer(stop)
    const generator = first.run(controller.signal)
    for (let generation = 0; generation < 4; generation++) await generator.next()
    controller.abort()
    expect(await generator.next()).toMatchObject({ done: true, value: { reason: 'interrupted' } })
    const second = trainer(stop)
    second.restore(structuredClone(first.snapshot()))
    const whole = await follow(trainer(stop))
    expect(bare((await follow(second)).outcome)).toEqual(bare(whole.outcome))
  })
})

function bare({ elapsedMs: _, phases, ...outcome }: Outcome): object {
  return { ...outcome, phases: phases.map(({ elapsedMs: __, ...phase }) => phase) }
}

function withoutTimes({ timing: _, ...event }: GenerationEvent): object {
  return event
}
