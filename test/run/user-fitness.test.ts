import { describe, expect, it } from 'vitest'
import type { Genome } from '../../src/random/genome.ts'
import { follow, openTraining, rules, sphere, trainer } from './fake-training.ts'

describe('a training by a fitness of the user', () => {
  it('scores its first champion twice, and elects none if the fitness is not noisy', async () => {
    const made = openTraining({ generations: 3 }, { rules })
    const { events, outcome } = await follow(made.training)
    expect(made.rescored).toEqual([null])
    expect(events.map(({ evaluations }) => evaluations)).toEqual([21, 41, 61])
    expect(outcome.evaluations).toBe(61)
    expect(outcome.champion).not.toHaveProperty('episodes')
  })

  it('elects its champion at the end if the fitness is noisy, which counts as evaluations', async () => {
    const lucky = (genome: Genome, row: number): number => (row === 0 ? 0 : sphere(genome))
    const made = openTraining({ generations: 3 }, { rules, noisy: true, score: lucky })
    const { outcome } = await follow(made.training)
    expect(outcome.champion).toMatchObject({ fitness: sphere(outcome.champion.genome), episodes: 10 })
    expect(made.rescored).toHaveLength(2)
    expect(outcome.evaluations).toBeGreaterThan(61)
    expect(outcome.evaluations).toBeLessThanOrEqual(61 + 4 * 10)
  })

  it('elects nobody once the user has asked to stop', async () => {
    const controller = new AbortController()
    const made = openTraining({ generations: 1000 }, { rules, noisy: true })
    const generator = made.training.run(controller.signal)
    await generator.next()
    controller.abort()
    expect(await generator.next()).toMatchObject({ done: true, value: { reason: 'interrupted' } })
    expect(made.rescored).toEqual([null])
  })

  it('does not end at a target that only luck has reached', async () => {
    const target = 0.01
    const lucky = (genome: Genome): number => sphere(genome) / 1000
    const made = openTraining({ target, generations: 200 }, { rules, noisy: true, score: lucky })
    const { outcome } = await follow(made.training)
    expect(outcome.champion.fitness).toBe(sphere(outcome.champion.genome))
    if (outcome.reason === 'target') expect(outcome.champion.fitness).toBeLessThanOrEqual(target)
    else expect(outcome.reason).toBe('generations')
    expect(outcome.generations).toBeGreaterThan(1)
  })

  it.each([
    ['', {}],
    [', with a target', { target: 0.5 }],
  ])('never exceeds its limit of evaluations, elections included%s', async (_, more) => {
    for (let evaluations = 21; evaluations < 140; evaluations += 7) {
      const lucky = (genome: Genome): number => sphere(genome) / 1000
      const made = openTraining({ evaluations, ...more }, { rules, noisy: true, score: lucky })
      const { outcome } = await follow(made.training)
      expect(outcome.evaluations, `limit ${evaluations}`).toBeLessThanOrEqual(evaluations)
    }
  })

  it.each([1, 4, 6])(
    'goes on from a snapshot after generation %s as if it had not been interrupted',
    async (after) => {
      const lucky = (genome: Genome, row: number): number => (row === 0 ? 0 : sphere(genome))
      const options = { rules, noisy: true, score: lucky }
      const whole = await follow(openTraining({ generations: 6 }, options).training)
      const first = openTraining({ generations: 6 }, options).training
      const generator = first.run()
      for (let i = 0; i < after; i++) await generator.next()
      const second = openTraining({ generations: 6 }, options).training
      second.restore(structuredClone(first.snapshot()))
      const rest = await follow(second)
      const untimed = ({ outcome }: typeof whole) => [outcome.champion, outcome.evaluations, outcome.reason]
      expect(untimed(rest)).toEqual(untimed(whole))
      expect(rest.events).toHaveLength(6 - after)
    },
  )

  it('ends with the reason if too many fail, twice in succession', async () => {
    const score = (genome: Genome, row: number): number => (row < 3 ? Number.NaN : sphere(genome))
    await expect(follow(trainer({ generations: 5 }, { rules, failures: 0.1, score }))).rejects.toThrow(
      /^stopped since 3 of 20 evaluations of generation 2 failed, and 3 of the one before; .*no wheels\nat car\.ts:3$/s,
    )
  })
})
