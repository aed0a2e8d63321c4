import { describe, expect, it } from 'vitest'
import { distinctNames } from '../../src/report/distinct-names.ts'

const first =
  (count: number) =>
  (names: readonly string[]): string[] =>
    names.map((name) => name.slice(0, count))

describe('names with little room', () => {
  it('stay as they are where their beginnings tell them apart, or nothing does', () => {
    const names = ['setosa', 'versicolor', 'virginica']
    expect(distinctNames(names, first(3))).toBe(names)
    expect(distinctNames(['abc', 'abd'], first(2))).toEqual(['abc', 'abd'])
    expect(distinctNames(['same', 'same'], first(2))).toEqual(['same', 'same'])
    expect(distinctNames([], first(2))).toEqual([])
  })

  it('lose the words that all begin with', () => {
    expect(distinctNames(['class number 1', 'class number 12'], first(5))).toEqual(['…1', '…12'])
    expect(distinctNames(['a name', 'a name too'], first(4))).toEqual(['…name', '…name too'])
  })

  it('lose the words that all end with, if that is not enough', () => {
    const names = ['the kind 1 of them', 'the kind 12 of them']
    expect(distinctNames(names, first(8))).toEqual(['…1 of them', '…12 of them'])
    expect(distinctNames(['the kind 1 of them', 'the kind 1a of them'], first(2))).toEqual(['…1', '…1a'])
  })
})
