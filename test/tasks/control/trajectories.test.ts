import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type EnvironmentName, environments } from '../../../src/tasks/control/environments/index.ts'

interface Trajectory {
  readonly start: readonly number[]
  readonly steps: readonly {
    readonly action: number
    readonly state: readonly number[]
    readonly reward: number
  }[]
}

/** Made by test/golden/control/trajectories.py from the published equations. */
const goldens = JSON.parse(
  readFileSync(new URL('../../golden/control/trajectories.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Trajectory>>

describe('the equations of', () => {
  it.each(Object.entries(goldens))('%s give the trajectory of an independent integration', (name, golden) => {
    const environment = environments[name as EnvironmentName]
    const state = Float64Array.from(golden.start)
    let farthest = 0
    for (const { action, state: expected, reward } of golden.steps) {
      const given = environment.step(state, 0, action)
      for (const [s, value] of expected.entries()) farthest = Math.max(farthest, Math.abs(state[s]! - value))
      farthest = Math.max(farthest, Math.abs(given - reward))
    }
    expect(farthest).toBeLessThan(1e-9)
  })

  it('every environment are held to it', () => {
    const same = Object.keys(environments).filter((name) => name !== 'double-pole-without-velocities')
    expect(Object.keys(goldens).toSorted()).toEqual(same.toSorted())
  })
})
