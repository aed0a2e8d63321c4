// The benchmarks of networks, one after another: kernels, gradients, offspring, generations with one and two workers and with both
// engines, tiny generations, growth, memory. Prints their tables and writes their results as JSON. Takes about ten minutes.
//   npm run build && node bench/all.mjs [results.json]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { machine } from './machine.mjs'

const [out = 'bench-results.json'] = process.argv.slice(2)
const commands = [
  'kernels',
  'activations',
  'gradient',
  'operators',
  'handout',
  'generation',
  'generation --engines',
  'growth',
  'memory',
]
const folder = mkdtempSync(join(tmpdir(), 'bench-all-'))
const lines = join(folder, 'results.jsonl')
writeFileSync(lines, '')
try {
  for (const command of commands) {
    const [name, ...words] = command.split(' ')
    console.log(`\nnode bench/${name}.mjs ${words.join(' ')}`)
    const script = join(import.meta.dirname, `${name}.mjs`)
    const env = { ...process.env, BENCH_JSON: lines }
    const { status } = spawnSync(process.execPath, [script, ...words], { stdio: 'inherit', env })
    if (status !== 0) process.exitCode = 1
  }
  const results = readFileSync(lines, 'utf8').trim().split('\n')
  const report = {
    machine: machine(),
    date: new Date().toISOString(),
    results: results.map((line) => JSON.parse(line)),
  }
  writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`)
  console.log(`\n${results.length} results: ${resolve(out)}`)
} finally {
  rmSync(folder, { recursive: true })
}
