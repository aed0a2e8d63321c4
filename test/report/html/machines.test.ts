import { describe, expect, it } from 'vitest'
import { machinesMarkup } from '../../../src/report/html/machines.ts'
import { event } from './sample.ts'

describe('the machines of a report', () => {
  it('are left out for a run of one machine', () => {
    expect(machinesMarkup([event(1), event(2)])).toBe('')
  })

  it('have a row each, with their names as text', () => {
    const machine = { name: '<b>', threads: 4, individuals: 200, busyMs: 32, silentMs: 10 }
    const handed = (generation: number): ReturnType<typeof event> => {
      const { timing, ...rest } = event(generation)
      return { ...rest, timing: { ...timing, fleet: { sentBytes: 2 ** 20, machines: [machine] } } }
    }
    const markup = machinesMarkup([handed(2), handed(4)])
    expect(markup).toContain(
      '1 machine scored 400 individuals in 4 generations; 2.00 MiB were sent to Redis, 512 KiB for each generation.',
    )
    expect(markup).toContain('&lt;b&gt;')
    expect(markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')).toContain('4 400 12,500 50.0 %')
  })
})
