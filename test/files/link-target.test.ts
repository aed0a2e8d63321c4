import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { writeFollowed } from '../../src/files/link-target.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-link-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

it('a file behind links is replaced, and the links stay', () => {
  const [file, link, other] = ['file.csv', 'link.csv', 'other.csv'].map((name) => join(base, name)) as [
    ...[string, string, string],
  ]
  symlinkSync('file.csv', link)
  symlinkSync(link, other)
  // The first makes the file.
  for (const content of ['one', 'two']) {
    writeFollowed(other, content)
    expect(readFileSync(file, 'utf8')).toBe(content)
  }
  expect([link, other].every((path) => lstatSync(path).isSymbolicLink())).toBe(true)
  expect(readdirSync(base).toSorted()).toEqual(['file.csv', 'link.csv', 'other.csv'])
})

it('a link into a folder that does not exist is a link to nothing', () => {
  const folder = join(base, 'folder')
  mkdirSync(folder)
  const link = join(folder, 'a.csv')
  symlinkSync('../gone/a.csv', link)
  expect(() => writeFollowed(link, 'x')).toThrow(`a link to nothing: ${link} leads to ${base}/gone/a.csv`)
  const circle = join(folder, 'circle.csv')
  symlinkSync('circle.csv', circle)
  expect(() => writeFollowed(circle, 'x')).toThrow()
  expect(readdirSync(folder).toSorted()).toEqual(['a.csv', 'circle.csv'])
})
