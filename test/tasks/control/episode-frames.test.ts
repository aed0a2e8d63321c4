import { describe, expect, it } from 'vitest'
import { RandomStream } from '../../../src/random/stream.ts'
import { EpisodeFrames } from '../../../src/tasks/control/episode-frames.ts'
import type { ControlProblem } from '../../../src/tasks/control/problem.ts'
import { fakeNetwork } from './fake-network.ts'

/** The lines of text on each frame of an episode. */
function captions({ environment, steps }: Pick<ControlProblem, 'environment' | 'steps'>): string[][] {
  const source = { random: new RandomStream({ seed: 3, purpose: 32 }) }
  const frames = new EpisodeFrames({ environment, steps, window: 1, fitness: 'reward' }, source)
  const network = fakeNetwork(3, 1)
  const lines: string[][] = []
  for (let frame = frames.frame(network); frame !== null; frame = frames.frame(network)) {
    const shapes = 'shapes' in frame ? frame.shapes : []
    lines.push(shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : [])))
  }
  return lines
}

// A pendulum never fails, and each of its steps is a frame.
describe('the film of an episode', () => {
  it('shows all of one that fits, and how many steps there are', () => {
    const frames = captions({ environment: 'pendulum', steps: 299 })
    expect(frames).toHaveLength(300)
    expect(frames[0]![1]).toBe('step 0 of 299, reward 0')
    expect(frames.at(-1)![1]).toMatch(/^step 299 of 299, reward -/)
    expect(frames.every((lines) => lines.length === 2)).toBe(true)
  })

  it.each([300, 5000])(
    'shows the beginning and the end of one of %i steps, and says what it leaves out',
    (steps) => {
      const frames = captions({ environment: 'pendulum', steps })
      expect(frames).toHaveLength(250)
      expect(frames[149]).toHaveLength(2)
      expect(frames[149]![1]).toMatch(/^step 149 of /)
      const [from, all] = [steps - 99, steps].map((step) => step.toLocaleString('en-US'))
      expect(frames[150]![1]).toMatch(new RegExp(`^step ${from} of ${all}, reward`))
      expect(frames.at(-1)![1]).toMatch(new RegExp(`^step ${all} of ${all}, reward`))
      const cut = `steps 150 to ${(steps - 100).toLocaleString('en-US')} are left out`
      expect(new Set(frames.slice(150).map((lines) => lines[2]))).toEqual(new Set([cut]))
    },
  )
})
