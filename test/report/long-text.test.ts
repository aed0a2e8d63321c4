import { describe, expect, it } from 'vitest'
import { fitText, textWidth } from '../../src/report/font.ts'
import { classesMarkup } from '../../src/report/html/classes.ts'
import { named } from '../../src/report/html/markup.ts'
import { legend } from '../../src/report/legend.ts'
import { text } from '../../src/report/svg.ts'

const long = 'class '.repeat(40_000)

/** How many pieces of work a test may take: it counts no time, but the size of what is made. */
const fewCharacters = 2000

describe('names of any length', () => {
  it('are measured, fitted and drawn as far as they are shown', () => {
    expect(textWidth(long, 12)).toBeLessThan(2000)
    expect(fitText(long, 12, 100)).toMatch(/^class .*…$/)
    expect(text(long, { x: 0 }).length).toBeLessThan(fewCharacters)
    expect(named(long).length).toBeLessThan(fewCharacters)
    const item = { label: long, colour: '#000000', swatch: 'line' } as const
    expect(legend([item], 0, 900, 0).svg.length).toBeLessThan(fewCharacters)
  })

  it('of very many classes fill a bounded report and a bounded legend', () => {
    const names = Array.from({ length: 10_000 }, (_, k) => `${k} ${long}`)
    const labels = Uint32Array.from({ length: 20_000 }, (_, sample) => sample % names.length)
    const parts = [{ part: 'train', truth: labels, chosen: labels } as const]
    expect(classesMarkup({ kind: 'classes', target: long, names, parts }).length).toBeLessThan(50_000)
    const items = names.map((label) => ({ label, colour: '#000000', swatch: 'line' }) as const)
    const { svg, height } = legend(items, 0, 900, 0)
    expect(svg).toContain('and 9,940 more')
    expect(height).toBeLessThan(1000)
  })
})
