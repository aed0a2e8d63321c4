import { describe, expect, it } from 'vitest'
import { rowAfter } from '../../src/report/reading-keys.ts'

const press = (key: string, held: { ctrlKey?: boolean } = {}): Parameters<typeof rowAfter>[0] => ({
  ...{ key, altKey: false, ctrlKey: false, metaKey: false },
  ...held,
})

describe('the keys that read a curve', () => {
  it.each([
    ['ArrowRight', 51],
    ['ArrowUp', 51],
    ['ArrowLeft', 49],
    ['ArrowDown', 49],
    ['PageUp', 75],
    ['PageDown', 25],
    ['Home', 0],
    ['End', 99],
  ])('%s goes from row 50 of 100 to row %i', (key, row) => {
    expect(rowAfter(press(key), 50, 100)).toBe(row)
  })

  it('stop at the ends', () => {
    expect(rowAfter(press('ArrowLeft'), 0, 100)).toBe(0)
    expect(rowAfter(press('PageUp'), 90, 100)).toBe(99)
  })

  it('leave every other key, and those of the browser, to others', () => {
    expect(rowAfter(press('a'), 50, 100)).toBeNull()
    expect(rowAfter(press('Tab'), 50, 100)).toBeNull()
    expect(rowAfter(press('ArrowLeft', { ctrlKey: true }), 50, 100)).toBeNull()
  })
})
