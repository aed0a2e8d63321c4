// A tiny network for 60,000 generations: the time, and the size of metrics.jsonl.
//   node bench/long-run.mjs [--against <another checkout, built>]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTurn } from './builds.mjs'

const out = join(mkdtempSync(join(tmpdir(), 'evolve-long-')), 'run')
const config = {
  task: { kind: 'classification', data: { generate: 'xor', samples: 4, validation: 0 } },
  network: { hidden: [2] },
  strategy: { kind: 'ga', population: 4 },
  stop: { generations: 60_000 },
}
const code = `
import { rmSync, statSync } from 'node:fs'
const { evolve } = await import(root + '/index.js')
const { outcome } = await evolve(${JSON.stringify(config)}, { workers: 0, out: ${JSON.stringify(out)} })
const kilobytes = statSync(${JSON.stringify(join(out, 'metrics.jsonl'))}).size / 1000
rmSync(${JSON.stringify(out)}, { recursive: true })
console.log(JSON.stringify({ milliseconds: outcome.elapsedMs, kilobytes }))
`
try {
  inTurn(6, code)
} finally {
  rmSync(join(out, '..'), { recursive: true })
}
