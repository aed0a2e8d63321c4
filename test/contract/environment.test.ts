/** The contract of every environment that a network can control. */
import { describe, expect, it } from 'vitest'
import { RandomStream } from '../../src/random/stream.ts'
import { actionOf, type Environment, outputsOf } from '../../src/tasks/control/environment.ts'
import { type EnvironmentName, environments } from '../../src/tasks/control/environments/index.ts'
import { EpisodeFrames } from '../../src/tasks/control/episode-frames.ts'
import { Episodes } from '../../src/tasks/control/episodes.ts'
import type { ControlProblem } from '../../src/tasks/control/problem.ts'
import { checkFrame } from '../../src/tasks/custom/frame.ts'
import { fakeNetwork } from '../tasks/control/fake-network.ts'

const stream = (episode: number, generation = 0): RandomStream =>
  new RandomStream({ seed: 5, purpose: 32, generation, episode })

function startOf({ state, start }: Environment, episode: number): Float64Array {
  const out = new Float64Array(state.length)
  start(out, 0, { random: stream(episode) })
  return out
}

const all = Object.entries(environments) as [EnvironmentName, Environment][]

describe.each(all)('%s', (name, environment) => {
  const { control, inputs, state, steps, stepSeconds, varied } = environment
  const problem: ControlProblem = { environment: name, steps: 60, window: 1, fitness: 'reward' }
  const network = fakeNetwork(inputs.length, outputsOf(control).length)

  it('has a size, a limit and a time', () => {
    expect(steps).toBeGreaterThanOrEqual(200)
    expect(stepSeconds).toBeGreaterThan(0)
    expect(new Set(state).size).toBe(state.length)
    expect(new Set(inputs).size).toBe(inputs.length)
  })

  it('starts by its random numbers alone, and goes on from there', () => {
    const [one, other] = [startOf(environment, 1), startOf(environment, 2)]
    expect(one).toEqual(startOf(environment, 1))
    if (varied) expect(one).not.toEqual(other)
    else expect(one).toEqual(other)
    for (let episode = 0; episode < 50; episode++) {
      const start = startOf(environment, episode)
      expect(environment.over(start, 0)).toBe(false)
      const seen = new Float32Array(inputs.length)
      environment.observe(start, 0, seen, 0)
      for (const value of seen) expect(Math.abs(value)).toBeLessThanOrEqual(1)
    }
  })

  it('moves the state that it is given, whole, and no other number', () => {
    const size = state.length
    const alone = startOf(environment, 3)
    const among = new Float64Array(3 * size).fill(7)
    among.set(alone, size)
    const action = actionOf(
      control,
      Float32Array.from(outputsOf(control), (_, o) => o),
      0,
    )
    for (let step = 0; step < 20; step++) {
      expect(environment.step(among, size, action)).toBe(environment.step(alone, 0, action))
      expect(environment.over(among, size)).toBe(environment.over(alone, 0))
    }
    expect(among.subarray(size, 2 * size)).toEqual(alone)
    expect(among.filter((_, k) => k < size || k >= 2 * size).every((value) => value === 7)).toBe(true)
    expect(alone.every(Number.isFinite)).toBe(true)
  })

  it('ends where a state is not a number, or goes on by its clock alone', () => {
    const broken = new Float64Array(state.length).fill(Number.NaN)
    const ends = environment.over(broken, 0)
    if (/pole/.test(name)) expect(ends).toBe(true)
  })

  it('plays episodes side by side as it plays them one by one', () => {
    const together = new Episodes(problem, 7)
    together.begin(Array.from({ length: 7 }, (_, episode) => ({ random: stream(episode) })))
    together.play(network)
    for (let episode = 0; episode < 7; episode++) {
      const alone = new Episodes(problem, 1)
      alone.begin([{ random: stream(episode) }])
      alone.play(network)
      expect(together.steps[episode]).toBe(alone.steps[0])
      expect(together.fitness(episode)).toBe(alone.fitness(0))
      const size = state.length
      expect(together.state.subarray(episode * size, (episode + 1) * size)).toEqual(alone.state)
    }
  })

  it('draws frames of one size, from the start of an episode to its end', () => {
    const frames = new EpisodeFrames(problem, { random: stream(0) })
    const sizes = new Set<string>()
    let count = 0
    for (let frame = frames.frame(network); frame !== null; frame = frames.frame(network)) {
      const { width, height } = checkFrame(frame)!
      sizes.add(`${width} × ${height}`)
      count++
    }
    expect(sizes.size).toBe(1)
    expect(count).toBeGreaterThan(2)
    expect(count).toBeLessThanOrEqual(61)
  })
})
