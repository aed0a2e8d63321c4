import { describe, expect, it } from 'vitest'
import type { MachineFigures } from '../../../src/evaluation/fleet-figures.ts'
import { machinesMarkup } from '../../../src/report/html/machines.ts'
import { event } from './sample.ts'

function textOf(markup: string): string {
  return markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

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
    expect(textOf(markup)).toContain('4 400 12,500 50.0 % generation 4, 0:00')
  })

  it('say when each had its last result, and which have left', () => {
    const idle = { threads: 1, individuals: 0, busyMs: 0 }
    const handed = (generation: number, ...machines: MachineFigures[]): ReturnType<typeof event> => {
      const { timing, ...rest } = event(generation)
      const elapsedMs = 20_000 * generation
      return { ...rest, timing: { ...timing, elapsedMs, fleet: { sentBytes: 0, machines } } }
    }
    const machine = (name: string, individuals: number, silentMs: number | null): MachineFigures => ({
      ...{ ...idle, name, individuals, silentMs },
    })
    const markup = machinesMarkup([
      handed(3, machine('early', 10, 5), machine('late', 10, 5)),
      handed(6, machine('early', 0, null), machine('late', 10, 5), machine('never', 0, 5)),
    ])
    const text = textOf(markup)
    expect(text).toContain('last result')
    expect(text).toMatch(/early 1 10 \S+ \S+ % generation 3, 1:00, then left/)
    expect(text).toMatch(/late 1 20 \S+ \S+ % generation 6, 2:00 never 1 0 0 0 % –/)
  })
})
