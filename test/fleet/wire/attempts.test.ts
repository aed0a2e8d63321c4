import { describe, expect, it } from 'vitest'
import { Attempts, type CountCommands } from '../../../src/fleet/wire/attempts.ts'

class MemoryCounts implements CountCommands {
  readonly counts: Map<string, number> = new Map()

  async count(key: string, field: string): Promise<number> {
    const name = `${key} ${field}`
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
    return this.counts.get(name)!
  }

  async forget(key: string, field: string): Promise<void> {
    this.counts.delete(`${key} ${field}`)
  }
}

describe('attempts', () => {
  it('end with the third worker, if two have died over a batch', async () => {
    const attempts = new Attempts(new MemoryCounts(), 'run')
    expect(await attempts.begin('0-1', false)).toBe(true)
    expect(await attempts.begin('0-1', true)).toBe(true)
    expect(await attempts.begin('0-1', true)).toBe(false)
    expect(await attempts.begin('0-2', true)).toBe(true)
  })

  it('do not count a worker that came to the end, or that had the batch and never began it', async () => {
    const attempts = new Attempts(new MemoryCounts(), 'run')
    for (let times = 0; times < 5; times++) {
      expect(await attempts.begin('0-1', true)).toBe(true)
      attempts.end('0-1')
    }
  })

  it('leave nothing behind', async () => {
    const commands = new MemoryCounts()
    const attempts = new Attempts(commands, 'run')
    await attempts.begin('0-1', false)
    expect([...commands.counts.keys()]).toEqual(['run:begun 0-1'])
    attempts.end('0-1')
    expect(commands.counts.size).toBe(0)
  })

  it('go on where Redis counts nothing', async () => {
    const refuse = (): Promise<never> => Promise.reject(new Error('OOM'))
    const attempts = new Attempts({ count: refuse, forget: refuse }, 'run')
    expect(await attempts.begin('0-1', true)).toBe(true)
    attempts.end('0-1')
  })
})
