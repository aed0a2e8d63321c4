import { describe, expect, it } from 'vitest'
import { WorkerProgress } from '../../../src/cli/fleet/worker-progress.ts'
import type { WorkFigures } from '../../../src/fleet/worker/run-work.ts'

function setUp(terminal: object, quiet = false) {
  const written: string[] = []
  let now = 0
  const stderr = { ...terminal, write: (text: string) => written.push(text) }
  const host = { stdout: stderr, stderr, environment: { NO_COLOR: '1' } }
  const progress = new WorkerProgress(host, quiet, () => now)
  const at = (timeMs: number, ...work: readonly WorkFigures[]): void => {
    now = timeMs
    progress.tick(work)
  }
  return { progress, written, at }
}

/** A worker with two threads that scores 50 individuals a second and is busy half of the time. */
function workAfter(timeMs: number, over: Partial<WorkFigures> = {}): WorkFigures {
  const individuals = timeMs / 20
  return {
    ...{ id: 'a1', name: 'moons', threads: 2, generation: Math.ceil(timeMs / 1000) },
    ...{ individuals, evaluations: 3 * individuals, busyMs: timeMs, activeMs: timeMs },
    ...over,
  }
}

describe('the progress of a worker in a log', () => {
  it('is a line every ten seconds while it computes, and one at the end of a run', () => {
    const { progress, written, at } = setUp({})
    at(0)
    for (let second = 0; second <= 24; second++) at(second * 1000, workAfter(second * 1000))
    for (let second = 25; second <= 60; second++) at(second * 1000, workAfter(24_000))
    progress.left(workAfter(24_000), false)
    expect(written).toEqual([
      'moons  generation 1  50 individuals  150 evals/s  50.0 % busy\n',
      'moons  generation 11  550 individuals  150 evals/s  50.0 % busy\n',
      'moons  generation 21  1,050 individuals  150 evals/s  50.0 % busy\n',
      // The seconds until it waited.
      'moons  generation 24  1,200 individuals  45 evals/s  15.0 % busy\n',
      'run a1 has ended: 1,200 individuals scored, up to generation 24, 150 evals/s, 50.0 % busy\n',
    ])
  })

  it('has a line for each run, whose id tells runs of one name apart', () => {
    const { written, at } = setUp({})
    const both = (timeMs: number): WorkFigures[] => [
      workAfter(timeMs),
      workAfter(timeMs, { id: 'b2' }),
      workAfter(timeMs, { id: 'c3', name: 'bad\u001b[2J' }),
    ]
    for (const timeMs of [0, 1000]) at(timeMs, ...both(timeMs))
    expect(written.map((line) => line.split('  ')[0])).toEqual([
      'moons (a1)',
      'moons (b2)',
      String.raw`bad\u001b[2J`,
    ])
  })

  it('says of a run that it has done nothing, and that a batch was given up', () => {
    const { progress, written } = setUp({})
    progress.left(workAfter(0), false)
    progress.left(workAfter(20), true)
    expect(written).toEqual([
      'run a1 has ended: nothing scored here\n',
      'run a1 has ended: 1 individual scored, up to generation 1, 150 evals/s, 50.0 % busy; its last batch is given up, since nobody waits for it\n',
    ])
  })
})

describe('the progress of a worker on a terminal', () => {
  const terminal = { isTTY: true, columns: 80 }

  it('is one line that is written over, and makes way for other lines', () => {
    const { progress, written, at } = setUp(terminal)
    for (const timeMs of [0, 1000, 2000]) at(timeMs, workAfter(timeMs))
    progress.notice('another line')
    for (const timeMs of [3000, 4000]) at(timeMs, workAfter(timeMs), workAfter(timeMs, { id: 'b2' }))
    for (const timeMs of [30_000, 31_000]) at(timeMs, workAfter(4000))
    progress.end()
    const line = (text: string): string => `\r${text}\u001b[K`
    expect(written).toEqual([
      line('moons  generation 1  50 individuals  150 evals/s  50.0 % busy'),
      line('moons  generation 2  100 individuals  150 evals/s  50.0 % busy'),
      '\r\u001b[K',
      'another line\n',
      line('moons (a1)  generation 3  150 individuals  150 evals/s  50.0 % busy'),
      line('2 runs  400 individuals  300 evals/s  100 % busy'),
      // After a while.
      '\r\u001b[K',
      line('moons  generation 4  200 individuals  waiting'),
      '\r\u001b[K',
    ])
  })

  it('fits into any width', () => {
    for (const columns of [10, 20, 30, 40, 60, 80]) {
      const { written, at } = setUp({ isTTY: true, columns })
      for (const timeMs of [0, 1000]) at(timeMs, workAfter(timeMs, { name: '名前'.repeat(30) }))
      const shown = written[0]!.slice(1, -'\u001b[K'.length)
      expect(shown.replaceAll(/[^ -~…]/g, 'xx').length, shown).toBeLessThanOrEqual(columns - 3 + 1)
    }
  })
})

it('is silent with -q, but for what the code of users logs', () => {
  const { progress, written } = setUp({}, true)
  progress.begin(() => [])
  progress.notice('a notice')
  progress.left(workAfter(20), false)
  progress.logOf()('said')
  progress.end()
  expect(written).toEqual(['│ said\n'])
})
