import { describe, expect, it } from 'vitest'
import { Interrupted } from '../../src/errors.ts'
import type { Genome } from '../../src/random/genome.ts'
import type { Outcome } from '../../src/run/events.ts'
import { type FakeOptions, follow, openTraining, rules, sphere } from './fake-training.ts'

const lucky = (genome: Genome): number => sphere(genome) / 1000
const noisy: FakeOptions = { rules, noisy: true, score: lucky }

/** From the n-th call on, from 1, nobody scores any more; null counts the calls alone. */
function leaving(n: number | null): { nobody: (what: string) => boolean; readonly calls: string[] } {
  const calls: string[] = []
  return { calls, nobody: (what) => calls.push(what) === n }
}

function told({ reason, champion, generations, evaluations }: Outcome): unknown {
  return { reason, champion, generations, evaluations }
}

describe('a training that nobody scores for any more, and that the user ends', () => {
  const stop = { generations: 12, target: 0.5 }

  it('ends as interrupted wherever that is, and goes on to the same result', async () => {
    const whole = leaving(null)
    const expected = await follow(openTraining(stop, { ...noisy, nobody: whole.nobody }).training)
    // Generations, the audit of the first champion, measurements of the target, and the election.
    const { calls } = whole
    expect(calls.slice(0, 2)).toEqual(['evaluate', 'rescore'])
    expect(calls.slice(2).filter((what) => what === 'rescore').length).toBeGreaterThan(1)
    for (let n = 3; n <= calls.length; n++) {
      const first = openTraining(stop, { ...noisy, nobody: leaving(n).nobody }).training
      const ended = await follow(first)
      expect(ended.outcome.reason, `call ${n}, ${calls[n - 1]}`).toBe('interrupted')
      expect(first.settled).toBe(true)
      const second = openTraining(stop, noisy).training
      second.restore(structuredClone(first.snapshot()))
      const rest = await follow(second)
      expect(told(rest.outcome), `call ${n}, ${calls[n - 1]}`).toEqual(told(expected.outcome))
      expect([...ended.events, ...rest.events].map(({ generation }) => generation)).toEqual(
        expected.events.map(({ generation }) => generation),
      )
    }
  })

  it.each([
    ['before its first generation is scored', 1],
    ['before its first champion is scored again', 2],
  ])('has no result %s', async (_, n) => {
    const { training } = openTraining(stop, { ...noisy, nobody: leaving(n).nobody })
    await expect(follow(training)).rejects.toThrow(Interrupted)
  })
})
