import { describe, expect, test } from 'vitest'
import type { LiveState } from '../../../src/cli/terminal/live-line.ts'
import { LiveLine } from '../../../src/cli/terminal/live-output.ts'

function setUp(
  terminal: object,
  environment: Record<string, string> = {},
): {
  live: LiveLine
  at: (timeMs: number, generation: number, generations?: number) => void
  written: string[]
} {
  const written: string[] = []
  let now = 0
  const live = new LiveLine(
    { ...terminal, write: (text: string) => written.push(text) },
    { clock: () => now, environment },
  )
  const at = (timeMs: number, generation: number, generations: number | undefined = 100): void => {
    now = timeMs
    const state: LiveState = {
      generation,
      generations,
      evaluations: generation * 50,
      best: 0.5,
      elapsedMs: timeMs,
    }
    live.update(state)
  }
  return { live, at, written }
}

describe('on a terminal', () => {
  const terminal = { isTTY: true, columns: 80 }

  test('one line is written over, at most ten times a second', () => {
    const { at, written } = setUp(terminal)
    for (let i = 0; i <= 100; i++) at(i * 10, i)
    expect(written).toHaveLength(11)
    for (const text of written) {
      expect(text).toMatch(/^\r[^\r\n]*$/)
      expect(text.endsWith('\u001b[K')).toBe(true)
    }
  })

  test('the last state is shown at the end, and the cursor moves on', () => {
    const { live, at, written } = setUp(terminal)
    at(0, 1)
    at(5, 100)
    live.finish()
    expect(written.join('')).toContain('100/100')
    expect(written.at(-1)).toBe('\n')
    live.finish()
    expect(written.filter((text) => text === '\n')).toHaveLength(1)
  })

  test('it makes way for other words and comes back', () => {
    const { live, at, written } = setUp(terminal)
    live.clear()
    expect(written).toEqual([])
    at(0, 1)
    live.clear()
    expect(written.at(-1)).toBe('\r\u001b[K')
    at(1, 2)
    expect(written.at(-1)).toContain('2/100')
    live.clear()
    live.finish()
    expect(written.slice(-2)).toEqual([expect.stringContaining('2/100'), '\n'])
  })

  test('nothing is written of a run that never began', () => {
    const { live, written } = setUp(terminal)
    live.finish()
    expect(written).toEqual([])
  })

  test('leaves room for the ^C of a terminal, and takes 80 cells where it tells none', () => {
    for (const [columns, widest] of [
      [40, 37],
      [undefined, 77],
    ] as const) {
      const { at, written } = setUp({ isTTY: true, columns }, { NO_COLOR: '1' })
      at(1000, 50)
      expect(written[0]!.length - '\r\u001b[K'.length).toBeLessThanOrEqual(widest)
    }
  })

  test('colours only where they are wanted', () => {
    const coloured = (environment: Record<string, string>): boolean => {
      const { at, written } = setUp(terminal, environment)
      at(1000, 50)
      return written[0]!.includes('\u001b[36m')
    }
    expect(coloured({})).toBe(true)
    expect(coloured({ NO_COLOR: '' })).toBe(true)
    expect(coloured({ NO_COLOR: '1' })).toBe(false)
    expect(coloured({ TERM: 'dumb' })).toBe(false)
  })
})

describe('in a pipe', () => {
  test('the first, each tenth and the last are plain lines', () => {
    const { live, at, written } = setUp({})
    for (let i = 1; i <= 99; i++) at(i * 10, i)
    live.finish()
    expect(written.map((line) => line.split('/')[0]!.trim())).toEqual([
      '1',
      '10',
      '20',
      '30',
      '40',
      '50',
      '60',
      '70',
      '80',
      '90',
      '99',
    ])
    for (const line of written) {
      expect(line).toMatch(/^[^\r\n]+\n$/)
      expect(line).not.toContain('\u001b')
    }
  })

  test('nothing is said twice', () => {
    const { live, at, written } = setUp({})
    for (let i = 1; i <= 100; i++) at(i * 10, i)
    live.finish()
    expect(written.filter((line) => line.startsWith('100/100'))).toHaveLength(1)
  })

  test('a slow run without a limit speaks every ten seconds', () => {
    const { at, written } = setUp({ isTTY: false })
    for (let i = 0; i <= 35; i++) at(i * 1000, i, Number.NaN)
    expect(written).toHaveLength(4)
  })
})
