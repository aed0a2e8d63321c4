import { describe, expect, it } from 'vitest'
import { Turn } from '../../../src/fleet/worker/turn.ts'

describe('a turn', () => {
  it('lets one work at a time, in their order, also after one that fails', async () => {
    const turn = new Turn()
    const log: string[] = []
    const work = (name: string, fails = false): Promise<string> =>
      turn.take(async () => {
        log.push(`${name} begins`)
        await Promise.resolve()
        log.push(`${name} ends`)
        if (fails) throw new Error(name)
        return name
      })
    const results = await Promise.allSettled([work('a'), work('b', true), work('c')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })
})
