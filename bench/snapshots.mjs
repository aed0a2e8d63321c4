// The cost of keeping champions for a film: the same trainings with and without, in turn.
//   npm run build && node bench/snapshots.mjs
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { evolve } from '../dist/src/index.js'
import { machine, median, quantile } from './machine.mjs'

const rounds = 20
const base = mkdtempSync(join(tmpdir(), 'evolve-snapshots-'))
const times = new Map([
  [true, []],
  [false, []],
])

console.log(machine())
try {
  for (let round = 0; round < rounds; round++) {
    // Each goes first equally often.
    const turn = round % 2 === 0 ? [...times] : [...times].reverse()
    for (const [film, elapsed] of turn) {
      const run = await evolve(
        {
          task: {
            kind: 'classification',
            data: { generate: 'circles', samples: 1000 },
            loss: 'euclidean',
          },
          network: { hidden: [24, 24, 24, 12, 12], activation: 'relu', output: 'sigmoid' },
          strategy: { kind: 'ga', population: 50 },
          stop: { evaluations: 20_000 },
          pictures: { film },
        },
        { workers: 2, out: join(base, `${round}-${film}`) },
      )
      elapsed.push(run.outcome.elapsedMs)
    }
  }
} finally {
  rmSync(base, { recursive: true, force: true })
}
for (const [film, elapsed] of times) {
  const [low, middle, high] = [quantile(elapsed, 0.25), median(elapsed), quantile(elapsed, 0.75)]
  console.log(
    `${film ? 'with' : 'without'} champions kept: ${middle.toFixed(0)} ms, quartiles ${low.toFixed(0)} to ${high.toFixed(0)}`,
  )
}
