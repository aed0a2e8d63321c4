import { describe, expect, it } from 'vitest'
import { TrainingProgress } from '../../../src/cli/train/progress.ts'
import { parseConfig } from '../../../src/config/parse.ts'
import { event } from '../../report/html/sample.ts'

const config = parseConfig({
  task: { kind: 'classification', data: { generate: 'moons' } },
  stop: { generations: 8 },
})

/** A progress on a terminal or in a pipe, and its clock. */
function setUp(isTTY: boolean, scored: { count: number; of: number } | null = { count: 12, of: 50 }) {
  let now = 0
  const written: string[] = []
  const stderr = { isTTY, columns: 120, write: (text: string) => written.push(text) }
  const host = { stderr, environment: { NO_COLOR: '1' } } as unknown as ConstructorParameters<
    typeof TrainingProgress
  >[1]
  const progress = new TrainingProgress(config, host, false, undefined, () => now)
  /** Lets time pass as the timer sees it. */
  const wait = (toMs: number): void => {
    for (now += 500; now <= toMs; now += 500) progress.tick()
    now = toMs
  }
  progress.begin(() => scored)
  const shown = (): string[] => written.map((text) => text.replaceAll('\u001b[K', '').trim())
  return { progress, wait, shown }
}

describe('the progress of a training', () => {
  it('shows a first generation that takes longer than a second', () => {
    const { progress, wait, shown } = setUp(true)
    wait(900)
    expect(shown()).toEqual([])
    wait(2000)
    expect(shown()[0]).toMatch(/0\/8 {2}12\/50 scored {2}0:01 so far$/)
    expect(shown().at(-1)).toMatch(/0\/8 {2}12\/50 scored {2}0:02 so far$/)
    progress.end()
  })

  it('shows the time alone where nobody counts individuals', () => {
    const { progress, wait, shown } = setUp(true, null)
    wait(1500)
    expect(shown().at(-1)).toMatch(/0\/8 {2}0:02 so far$/)
    progress.end()
  })

  it('shows that in a pipe every ten seconds only', () => {
    const { progress, wait, shown } = setUp(false)
    wait(35_000)
    expect(shown()).toEqual(['10', '20', '30'].map((time) => `0/8  12/50 scored  0:${time} so far`))
    progress.end()
  })

  it('shows a later generation that takes long, too', () => {
    const { progress, wait, shown } = setUp(true)
    progress.generation(event(1))
    wait(3000)
    expect(shown().at(-1)).toMatch(/1\/8 {2}best 0\.995 {2}validation 1\.05 {2}12\/50 scored .* 0:03 so far$/)
    progress.end()
  })

  it('shows nothing new while the training is held', () => {
    const { progress, wait, shown } = setUp(true)
    progress.generation(event(1))
    progress.hold()
    const before = shown().length
    wait(60_000)
    expect(shown()).toHaveLength(before)
    progress.resume()
    wait(61_500)
    expect(shown().length).toBeGreaterThan(before)
    progress.end()
  })

  it('leaves the last state on the screen, not that of a generation that did not end', () => {
    const { progress, wait, shown } = setUp(true)
    progress.generation(event(2))
    wait(3000)
    progress.end()
    const lines = shown().filter((line) => line !== '')
    expect(lines.at(-1)).toContain('2/8')
    expect(lines.at(-1)).not.toContain('scored')
  })
})
