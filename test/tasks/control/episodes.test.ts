import { describe, expect, it } from 'vitest'
import { RandomStream } from '../../../src/random/stream.ts'
import { Damping } from '../../../src/tasks/control/damping.ts'
import { actionOf } from '../../../src/tasks/control/environment.ts'
import { environments } from '../../../src/tasks/control/environments/index.ts'
import { Episodes } from '../../../src/tasks/control/episodes.ts'
import type { ControlProblem } from '../../../src/tasks/control/problem.ts'
import type { FitnessNetwork } from '../../../src/tasks/custom/fitness.ts'
import { fakeNetwork } from './fake-network.ts'

const cartPole: ControlProblem = { environment: 'cart-pole', steps: 500, window: 1, fitness: 'reward' }

function starts(count: number) {
  return Array.from({ length: count }, (_, episode) => ({
    random: new RandomStream({ seed: 1, purpose: 32, episode }),
  }))
}

/** A network that keeps what it is shown, and answers with the same outputs always. */
function watching(answer: readonly number[]): FitnessNetwork & { shown: number[][] } {
  const shown: number[][] = []
  const forward = (x: ArrayLike<number>, y: Float32Array): Float32Array => {
    shown.push(Array.from(x))
    for (let o = 0; o < y.length; o++) y[o] = answer[o % answer.length]!
    return y
  }
  return { shown, forward, reset: () => undefined } as never
}

describe('episodes side by side', () => {
  it('end one by one, and the network is asked about no more rows than there are', () => {
    const episodes = new Episodes(cartPole, 6)
    const network = fakeNetwork(4, 2)
    episodes.begin(starts(6))
    episodes.play(network)
    const longest = Math.max(...episodes.steps)
    expect(network.asked).toHaveLength(longest)
    expect(network.asked[0]).toBe(6)
    expect(network.asked.toSorted((a, b) => b - a)).toEqual(network.asked)
    expect(Array.from(episodes.reward)).toEqual(Array.from(episodes.steps))
  })

  it('end at the limit', () => {
    const episodes = new Episodes({ ...cartPole, environment: 'pendulum', steps: 30 }, 2)
    episodes.begin(starts(2))
    episodes.play(fakeNetwork(3, 1))
    expect(Array.from(episodes.steps)).toEqual([30, 30])
  })

  it('begin anew in the same memory', () => {
    const episodes = new Episodes(cartPole, 6)
    const network = fakeNetwork(4, 2)
    const played = (count: number): number[] => {
      episodes.begin(starts(count))
      episodes.play(network)
      return Array.from(episodes.reward.subarray(0, count))
    }
    const first = played(6)
    expect(played(3)).toEqual(first.slice(0, 3))
    expect(played(6)).toEqual(first)
  })

  it('show a window of observations, the newest first, and at the start the first one again and again', () => {
    const problem: ControlProblem = {
      ...{ environment: 'double-pole-without-velocities', steps: 5, fitness: 'reward' },
      window: 3,
    }
    const episodes = new Episodes(problem, 2)
    const network = watching([0.5])
    episodes.begin(starts(2))
    episodes.play(network)
    const [first, ...rest] = network.shown.map((x) => x.slice(9))
    const now = (x: readonly number[]): readonly number[] => x.slice(0, 3)
    expect(first).toEqual([...now(first!), ...now(first!), ...now(first!)])
    expect(now(first!)[1]).toBeCloseTo(4 / 36, 6)
    rest.forEach((x, k) => {
      const before = network.shown[k]!.slice(9)
      expect(x.slice(3)).toEqual(before.slice(0, 6))
      expect(now(x)).not.toEqual(now(before))
    })
  })
})

describe('an action', () => {
  it('is that of the largest output, of equals the first', () => {
    const { control } = environments['mountain-car']
    expect(actionOf(control, Float32Array.of(9, 1, 2, 2), 1)).toBe(0)
    expect(actionOf(control, Float32Array.of(9, 1, 2, 3), 1)).toBe(1)
    expect(actionOf(control, Float32Array.of(0, 0, 0), 0)).toBe(-1)
  })

  it('is bounded, whatever the activation of the output', () => {
    const { control } = environments['double-pole']
    expect(actionOf(control, Float32Array.of(0.25), 0)).toBe(2.5)
    expect(actionOf(control, Float32Array.of(-7), 0)).toBe(-10)
  })
})

describe('damping', () => {
  it('is what its formula says of the last 100 steps', () => {
    const damping = new Damping(2)
    for (let step = 0; step < 250; step++) damping.take(1, step, step < 150 ? 1000 : 0.02)
    expect(damping.fitness(1, 250)).toBeCloseTo(0.1 * 0.25 + (0.9 * 0.75) / 2, 12)
    expect(damping.fitness(0, 99)).toBeCloseTo(0.1 * 0.099, 12)
  })

  it('is larger for a system that comes to rest, and finite for one at rest', () => {
    const [calm, restless] = [new Damping(1), new Damping(1)]
    for (let step = 0; step < 200; step++) {
      calm.take(0, step, 1 / (1 + step))
      restless.take(0, step, 1)
    }
    expect(calm.fitness(0, 200)).toBeGreaterThan(restless.fitness(0, 200))
    expect(new Damping(1).fitness(0, 200)).toBeLessThan(Number.POSITIVE_INFINITY)
  })

  it('is the fitness of a double pole that asks for it', () => {
    const problem: ControlProblem = { environment: 'double-pole', steps: 1000, window: 1, fitness: 'damping' }
    const episodes = new Episodes(problem, 1)
    episodes.begin(starts(1))
    episodes.play(watching([0]))
    const [steps] = episodes.steps
    expect(steps).toBeLessThan(100)
    expect(episodes.fitness(0)).toBeCloseTo((0.1 * steps!) / 1000, 12)
  })
})
