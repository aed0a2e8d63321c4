import { describe, expect, it } from 'vitest'
import { LateResults, type ListCommands } from '../../../src/fleet/wire/late-results.ts'
import type { BatchAnswer } from '../../../src/fleet/wire/messages.ts'

class MemoryLists implements ListCommands {
  readonly lists: Map<string, string[]> = new Map()

  async append(key: string, value: string, { count }: { readonly count: number }): Promise<void> {
    this.lists.set(key, [...(this.lists.get(key) ?? []), value].slice(-count))
  }

  async takeAll(key: string): Promise<readonly string[]> {
    const list = this.lists.get(key) ?? []
    this.lists.delete(key)
    return list
  }
}

const answer: BatchAnswer = { key: 'key', worker: 'A', kind: 'missing' }

describe('late results', () => {
  it('arrive once, in their order', async () => {
    const late = new LateResults(new MemoryLists(), 'run')
    await late.handIn('3-1', answer)
    await late.handIn('3-2', answer)
    expect(await late.take(0)).toEqual([
      { id: '3-1', answer },
      { id: '3-2', answer },
    ])
    expect(await late.take(0)).toEqual([])
  })

  it('are not asked for again and again', async () => {
    const late = new LateResults(new MemoryLists(), 'run')
    expect(await late.take(1e9)).toEqual([])
    await late.handIn('3-1', answer)
    expect(await late.take(1e9)).toEqual([])
    expect(await late.take(0)).toHaveLength(1)
  })

  it('that no worker has written are dropped', async () => {
    const lists = new MemoryLists()
    lists.lists.set('run:late', ['{', '{"id":7,"answer":{}}', 'null', '{"id":"3-1","answer":5}'])
    expect(await new LateResults(lists, 'run').take(0)).toEqual([{ id: '3-1', answer: 5 }])
  })
})
