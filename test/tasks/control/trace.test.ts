import { describe, expect, it } from 'vitest'
import { RandomStream } from '../../../src/random/stream.ts'
import { type EnvironmentName, environments } from '../../../src/tasks/control/environments/index.ts'
import { Episodes } from '../../../src/tasks/control/episodes.ts'
import type { ControlProblem } from '../../../src/tasks/control/problem.ts'
import { traceEpisode } from '../../../src/tasks/control/trace.ts'
import { controlDefaults } from '../../../src/tasks/control.ts'
import { tasks } from '../../../src/tasks/index.ts'
import { fakeNetwork } from './fake-network.ts'

const names = Object.keys(environments) as EnvironmentName[]
const source = () => ({ random: new RandomStream({ seed: 3, purpose: 32 }) })

function problemOf(environment: EnvironmentName, more: Partial<ControlProblem> = {}): ControlProblem {
  return { environment, steps: 40, window: 1, fitness: 'reward', ...more }
}

/** A network that also keeps what it is shown. */
function networkOf({ environment, window }: ControlProblem) {
  const { inputs, control } = environments[environment]
  const width = window * inputs.length
  const network = fakeNetwork(width, control.kind === 'choice' ? control.actions.length : 1)
  const shown: number[][] = []
  const forward = (x: ArrayLike<number>, y: Float32Array): Float32Array => {
    shown.push(Array.from(x))
    return network.forward(x, y)
  }
  return { ...network, forward, shown } as ReturnType<typeof fakeNetwork> & { shown: number[][] }
}

describe.each(names)('a traced episode of %s', (name) => {
  it.each([1, 3])('has what a network sees of a window of %i, does and gets in each step', (window) => {
    const problem = problemOf(name, { window })
    const { inputs, stepSeconds } = environments[name]
    const network = networkOf(problem)
    const { columns, rows } = traceEpisode(problem, network, source())
    expect(columns).toEqual(['step', 'time (s)', ...inputs, 'action', 'reward'])

    const episodes = new Episodes(problem, 1)
    episodes.begin([source()])
    const played = networkOf(problem)
    played.reset()
    for (const [step, row] of rows.entries()) {
      const before = episodes.reward[0]!
      episodes.step(played)
      expect(row[0]).toBe(step)
      expect(row[1]).toBeCloseTo(step * stepSeconds, 6)
      expect(row.slice(2, -2).map(Math.fround)).toEqual(played.shown[step]!.slice(0, inputs.length))
      expect(row.at(-2)).toBe(episodes.action[0])
      expect(before + row.at(-1)!).toBe(episodes.reward[0])
    }
    expect(episodes.open).toBe(false)
    expect(network.shown).toEqual(played.shown)
  })
})

describe('a trace', () => {
  it('has short numbers', () => {
    const { rows } = traceEpisode(problemOf('double-pole'), networkOf(problemOf('double-pole')), source())
    expect(rows[0]!.slice(0, 5)).toEqual([0, 0, 0, 0, 0.11111111])
    expect(rows[3]![1]).toBe(0.06)
  })

  it('of a task has the limit of its config', () => {
    const options = { kind: 'control', environment: 'pendulum', ...controlDefaults } as const
    const trace = (steps: number | undefined): number =>
      tasks.control.trace!({ ...options, steps }, networkOf(problemOf('pendulum')), source()).rows.length
    expect([trace(12), trace(undefined)]).toEqual([12, 200])
  })
})
