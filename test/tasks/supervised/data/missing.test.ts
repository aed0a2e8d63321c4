import { describe, expect, it } from 'vitest'
import type { ClassTarget, Examples } from '../../../../src/tasks/supervised/data/examples.ts'
import { examplesFromFile } from '../../../../src/tasks/supervised/data/from-file.ts'
import { missingChoice } from '../../../../src/tasks/supervised/data/missing.ts'
import type { FileData } from '../../../../src/tasks/supervised/data/options.ts'
import { dataFolder } from '../folder.ts'
import { issue } from '../issue.ts'

const folder = dataFolder()
const continents = 'a,k\n0,"NA"\n1,"EU"\n2,"AS"\n3,NA\n4,EU\n,AS\n'

function examples(content: string, missing?: FileData['missing']): Examples {
  const file = folder.write('data.csv', content)
  return examplesFromFile({ file, target: 'k', missing }, { directory: folder.path }, 'classes')
}

describe('missingChoice', () => {
  it.each<[FileData['missing'], ReturnType<typeof missingChoice>]>([
    [undefined, { policy: 'drop', words: undefined }],
    ['mean', { policy: 'mean', words: undefined }],
    [[], { policy: 'drop', words: [] }],
    [['', -999], { policy: 'drop', words: ['', '-999'] }],
    [
      { cells: 'mean', words: ['x'] },
      { policy: 'mean', words: ['x'] },
    ],
    [{ words: ['x'] }, { policy: 'drop', words: ['x'] }],
    [{ cells: 'mean' }, { policy: 'mean', words: undefined }],
  ])('reads %j', (missing, choice) => {
    expect(missingChoice(missing)).toEqual(choice)
  })
})

describe('keptRows', () => {
  it('says which words count as missing, and how to keep them', () => {
    const { target, notes } = examples(continents)
    expect((target as ClassTarget).names).toEqual(['AS', 'EU'])
    expect(notes).toEqual([
      '3 of 6 rows left out for missing cells (k 2, a 1); "NA" counts as missing; missing: [] takes it as written',
    ])
  })

  it('keeps them where the config lists no words', () => {
    const { target, notes } = examples(continents, [])
    expect((target as ClassTarget).names).toEqual(['AS', 'EU', 'NA'])
    expect(notes).toEqual(['1 of 6 rows left out for missing cells (a 1)'])
  })

  it('leaves out rows with the words of the config, by text or number', () => {
    const { count, inputs, notes } = examples('a,k\n1,p\n-999.0,q\n-,p\n4,q\n', [-999, '-'])
    expect([count, ...inputs]).toEqual([2, 1, 4])
    expect(notes).toEqual(['2 of 4 rows left out for missing cells (a 2); "-999.0", "-" count as missing'])
  })

  it('marks them where they are to be filled', () => {
    const { inputs, notes } = examples('a,k\n1,p\n-999,q\n4,q\n', { cells: 'mean', words: ['-999'] })
    expect([...inputs]).toEqual([1, Number.NaN, 4])
    expect(notes).toEqual(['"-999" counts as missing'])
  })

  it('says so where no row is left', () => {
    expect(issue(() => examples('a,b,k\n1,?,p\n?,2,q\n'))).toBe(
      'data.csv: expected rows without a missing cell, found none of 2 (b 1, a 1); ' +
        '"?" counts as missing; missing: [] takes it as written',
    )
  })
})
