import { join, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addressFrom, pagePlace } from '../../src/artifacts/page-address.ts'

describe('the address by which a page links', () => {
  it('is that of a file as seen from the page, wherever the page is', () => {
    const file = join('runs', 'a #1', 'episode.csv')
    const from = (report?: string): string => addressFrom(pagePlace(join('runs', 'a #1'), report), file)
    expect(from()).toBe('episode.csv')
    expect(from('all.html')).toBe('runs/a%20%231/episode.csv')
    expect(from(join('pages', 'all.html'))).toBe('../runs/a%20%231/episode.csv')
  })

  it('of a folder ends as one', () => {
    expect(addressFrom(pagePlace('runs'), join('runs', 'seed-1') + sep)).toBe('seed-1/')
  })
})
