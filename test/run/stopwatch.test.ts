import { describe, expect, it } from 'vitest'
import { Stopwatch } from '../../src/run/stopwatch.ts'

function stopwatch() {
  let now = 5000
  const watch = new Stopwatch(() => now)
  const pass = (ms: number): number => {
    now += ms
    return watch.elapsedMs
  }
  return { watch, pass }
}

describe('a stopwatch', () => {
  it('stands until it is started', () => {
    const { watch, pass } = stopwatch()
    expect(pass(100)).toBe(0)
    watch.start()
    expect(pass(100)).toBe(100)
  })

  it('runs on if it is started again', () => {
    const { watch, pass } = stopwatch()
    watch.start()
    pass(100)
    watch.start()
    expect(pass(50)).toBe(150)
  })

  it('leaves pauses out', () => {
    const { watch, pass } = stopwatch()
    watch.start()
    pass(100)
    watch.pause()
    expect(pass(10_000)).toBe(100)
    watch.pause()
    watch.start()
    expect(pass(50)).toBe(150)
    watch.pause()
    pass(10_000)
    watch.start()
    expect(pass(1)).toBe(151)
  })

  it('goes on from an earlier time', () => {
    const { watch, pass } = stopwatch()
    watch.start()
    pass(30)
    watch.set(7000)
    expect(pass(10)).toBe(7000)
    watch.start()
    expect(pass(10)).toBe(7010)
  })
})
