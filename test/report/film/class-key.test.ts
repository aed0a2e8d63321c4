import { describe, expect, it } from 'vitest'
import { classKey } from '../../../src/report/film/class-key.ts'

const above = { left: 134, right: 344, base: 93 }
const below = { left: 58, right: 702, base: 446 }

function keyOf(...labels: string[]): { words: string[]; line: string; dots: number } {
  const look = { fill: [0, 114, 178], rim: [255, 255, 255] } as const
  const { svg, line } = classKey(
    labels.map((label) => ({ label, look })),
    above,
    below,
  )
  const words = [...svg.matchAll(/>([^<]+)<\/text>/g)].map(([, label]) => label!)
  return { words, line, dots: svg.split('<circle').length - 1 }
}

describe('the key of classes', () => {
  it.each([[['a', 'b']], [['0', '1', '2']], [['no', 'yes']]])('names short ones: %s', (labels) => {
    expect(keyOf(...labels)).toEqual({ words: labels, line: 'above', dots: labels.length })
  })

  it('goes below the plot rather than cutting names to nothing', () => {
    const labels = ['Adelie of the north', 'Chinstrap of the south', 'Gentoo', 'Emperor of Antarctica', 'x']
    expect(keyOf(...labels)).toEqual({ words: labels, line: 'below', dots: 5 })
    const digits = Array.from({ length: 10 }, (_, digit) => String(digit))
    expect(keyOf(...digits)).toEqual({ words: digits, line: 'below', dots: 10 })
  })

  it('cuts long names where there is some room for each, and counts classes where there is none', () => {
    const long = ['a class with a long name', 'another class with a long name', 'short']
    expect(keyOf(...long).words.map((word) => word.endsWith('…'))).toEqual([true, true, false])
    const many = Array.from({ length: 75 }, (_, k) => `class ${k}`)
    expect(keyOf(...many)).toEqual({ words: ['75 classes'], line: 'above', dots: 0 })
  })
})
