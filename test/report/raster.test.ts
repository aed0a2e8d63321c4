import { describe, expect, test } from 'vitest'
import { fitText, textWidth } from '../../src/report/font.ts'
import { toPng } from '../../src/report/raster.ts'
import { text } from '../../src/report/svg.ts'
import { darkPixels, decode } from './picture.ts'

function page(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="120" height="40" fill="white"/>${content}</svg>`
}

describe('rasterising', () => {
  test('draws glyphs without any font of the machine', () => {
    const blank = decode(toPng(page(''), 1))
    const regular = decode(toPng(page(text('Evaluations', { x: 5, y: 25, 'font-size': 18 })), 1))
    const bold = decode(
      toPng(page(text('Evaluations', { x: 5, y: 25, 'font-size': 18, 'font-weight': 600 })), 1),
    )
    expect(darkPixels(blank)).toBe(0)
    expect(darkPixels(regular)).toBeGreaterThan(150)
    expect(darkPixels(bold)).toBeGreaterThan(darkPixels(regular) * 1.1)
  })

  test('has a glyph of its own for every sign that the pictures use', () => {
    const glyph = (sign: string): Buffer => toPng(page(text(sign, { x: 5, y: 25, 'font-size': 18 })), 1)
    const missing = glyph('\u{10FFFD}')
    for (const sign of '0123456789,.−×⁻⁰¹²³⁴⁵⁶⁷⁸⁹→↑∞…·') expect(glyph(sign).equals(missing), sign).toBe(false)
  })

  test('zooms, and leaves nothing transparent', () => {
    const image = decode(toPng(page(''), 2))
    expect([image.width, image.height]).toEqual([240, 80])
    expect(image.data.every((channel) => channel === 255)).toBe(true)
  })
})

describe('measuring text', () => {
  test('grows with text, size and weight', () => {
    expect(textWidth('', 12)).toBe(0)
    expect(textWidth('best best', 12)).toBeGreaterThan(textWidth('best', 12) * 2)
    expect(textWidth('best', 24)).toBeCloseTo(textWidth('best', 12) * 2, 0)
    expect(textWidth('best', 12, 600)).toBeGreaterThan(textWidth('best', 12))
  })

  test('text that fits is left alone, and longer text is cut to the width', () => {
    expect(fitText('penguins', 14, 200)).toBe('penguins')
    const cut = fitText('penguins '.repeat(500), 14, 200)
    expect(cut).toMatch(/^penguins .*…$/)
    expect(textWidth(cut, 14)).toBeLessThanOrEqual(200)
    expect(textWidth(cut, 14)).toBeGreaterThan(170)
    expect(fitText('🐧'.repeat(900), 14, 100)).not.toMatch(/\p{Cs}/u)
  })
})
