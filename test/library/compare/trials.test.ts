import { expect, it } from 'vitest'
import { folderNames } from '../../../src/library/compare/trials.ts'

it('contestants get folders of their own, whatever their names', () => {
  const long = '語'.repeat(200_000)
  const labels = ['10', '2', 'GA, then Adam', 'ga then adam', '../..', '__proto__', long, `${long}x`]
  expect([...folderNames(labels).values()]).toEqual([
    ...['10', '2', 'GA-then-Adam', 'ga-then-adam-2', 'contestant', '__proto__'],
    ...['語'.repeat(60), `${'語'.repeat(60)}-2`],
  ])
})
