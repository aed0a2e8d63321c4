// How long a large CSV file takes until it is ready to train on: 39 MB, 200,000 rows, ten columns of numbers, one of words.
//   node bench/reading.mjs [--against <another checkout, built>]
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTurn } from './builds.mjs'

const folder = mkdtempSync(join(tmpdir(), 'evolve-reading-'))
const file = join(folder, 'large.csv')
const columns = Array.from({ length: 10 }, (_, column) => `x${column}`)
const rows = Array.from({ length: 200_000 }, (_, row) => {
  const numbers = columns.map((_, column) => Math.sin(row * 12.9898 + column * 78.233) * 1000)
  return [...numbers, ['red', 'green', 'blue'][row % 3], row % 2 === 0 ? 'yes' : 'no'].join(',')
})
writeFileSync(file, `${[...columns, 'colour', 'answer'].join(',')}\n${rows.join('\n')}\n`)
console.log(`${(statSync(file).size / 1e6).toFixed(1)} MB`)

const task = { kind: 'classification', data: { file, target: 'answer' } }
const code = `
const { createTask } = await import(root + '/tasks/index.js')
const { parseConfig } = await import(root + '/config/parse.js')
const config = parseConfig(${JSON.stringify({ task })})
const began = performance.now()
await createTask(config.task, { directory: ${JSON.stringify(folder)}, seed: 1 })
console.log(JSON.stringify({ milliseconds: performance.now() - began }))
`
try {
  inTurn(6, code)
} finally {
  rmSync(folder, { recursive: true })
}
