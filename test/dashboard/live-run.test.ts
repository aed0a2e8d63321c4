import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LiveRun } from '../../src/dashboard/live-run.ts'
import type { RunUpdate } from '../../src/dashboard/messages.ts'
import type { CurveRow } from '../../src/report/curves.ts'
import { RunCurves } from '../../src/report/run-curves.ts'
import { event } from '../report/html/sample.ts'
import { facts, generationsMessage, newsOf } from './sample.ts'

describe('a run as the dashboard knows it', () => {
  it('keeps a page that hears every update equal to itself, however rarely it is told and for a run of any length', () => {
    const batches = fc.array(fc.record({ generations: fc.nat(40), told: fc.boolean() }), { maxLength: 40 })
    fc.assert(
      fc.property(batches, fc.constantFrom(2, 8, 20), (batches, limit) => {
        const curves = new RunCurves(limit)
        const run = new LiveRun(facts)
        const { position, mark } = generationsMessage(1)
        const page: CurveRow[] = []
        const follow = ({ curves: { from, rows } }: RunUpdate): void => {
          page.splice(from, page.length, ...rows)
        }
        let generation = 0
        for (const { generations, told } of batches) {
          for (let k = 0; k < generations; k++) curves.add(event(++generation))
          run.advance(position, newsOf(curves), mark)
          if (told) follow(run.update())
        }
        follow(run.update())
        expect(page).toEqual(curves.rows)
        expect(run.history().curves.rows).toEqual(curves.rows)
      }),
    )
  })

  it('tells where the run is and how it goes', () => {
    const run = new LiveRun(facts)
    expect(run.history().status).toMatchObject({ state: 'training', unit: 'generation', count: 0 })
    for (const count of [10, 20]) {
      const { position, curves, mark } = generationsMessage(count)
      run.advance(position, curves, mark)
    }
    const { status, curves } = run.update()
    expect(status).toMatchObject({ count: 20, evaluations: 1000, unit: 'generation' })
    expect(status.rate).toBeCloseTo(2500, 6)
    expect(status.busy).toBeCloseTo(0.6, 6)
    expect(curves.phases.map(({ phase }) => phase)).toEqual(['train'])
    expect(curves.figureNames).toEqual(['sigma', 'failures'])
    expect(run.update().curves.rows).toEqual([])
    expect(run.history().curves.rows).toHaveLength(20)
  })

  it('tells the state, and keeps the pace over a pause, in which the clock of the run stands', () => {
    const run = new LiveRun(facts)
    const advance = (count: number): void => {
      const { position, curves, mark } = generationsMessage(count)
      run.advance(position, curves, mark)
    }
    advance(10)
    advance(20)
    run.change({ state: 'paused' })
    expect(run.status.rate).not.toBeNull()
    run.change({ state: 'training' })
    advance(30)
    expect(run.status).toMatchObject({ state: 'training', rate: 2500 })
    run.change({ state: 'ended', ending: { text: 'Done.', well: true } })
    expect(run.history().status).toMatchObject({ state: 'ended', ending: { text: 'Done.', well: true } })
  })
})
