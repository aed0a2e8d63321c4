import { describe, expect, it } from 'vitest'
import { firstLines, redirectConsole } from '../../src/library/logged-lines.ts'

describe('the lines that the code of a user logs', () => {
  it('are shown up to a number, and then one says that the rest is left out', () => {
    const shown: string[] = []
    const log = firstLines((line) => shown.push(line), 2)
    for (const line of ['a', 'b', 'c', 'd']) log(line)
    expect(shown).toEqual(['a', 'b', '2 lines are shown; the others of this run are left out'])
  })

  it('are caught from the console, until that ends', () => {
    const shown: string[] = []
    const before = globalThis.console
    const restore = redirectConsole((line) => shown.push(line))
    console.log('one\ntwo', 3)
    console.error({ four: 4 })
    restore()
    expect(globalThis.console).toBe(before)
    expect(shown).toEqual(['one', 'two 3', '{ four: 4 }'])
  })
})
