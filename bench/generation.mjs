// A whole generation of circles (ask, evaluate, tell) for population 512, on 1 and on 2 workers, in turn.
//   npm run build && node bench/generation.mjs [workers …]
import { setFlagsFromString } from 'node:v8'
import { buildRun } from '../dist/src/config/build.js'
import { parseConfig } from '../dist/src/config/parse.js'
import { machine, median } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 2]
const arithmetics = ['strict', 'fused']
console.log(machine())
console.log('2-24-24-24-12-12-2 relu, 1,000 samples, population 512; ms, medians of 60 generations')

for (const arithmetic of arithmetics) {
  const config = parseConfig({
    network: { hidden: [24, 24, 24, 12, 12], activation: 'relu', output: 'sigmoid' },
    task: { kind: 'classification', data: { generate: 'circles', samples: 1000 }, loss: 'euclidean' },
    strategy: { kind: 'ga', population: 512, initial: 1 },
    stop: { generations: 1_000_000 },
    arithmetic,
  })
  const runs = counts.map((workers) => {
    const built = buildRun(config, { directory: '.', workers, onNotice: () => {} })
    return {
      workers,
      built,
      events: built.trainer.run(),
      whole: [],
      parts: { askMs: [], evaluateMs: [], tellMs: [] },
    }
  })
  for (let generation = 0; generation < 70; generation++) {
    for (const { events, whole, parts } of runs) {
      const start = performance.now()
      const { value } = await events.next()
      if (generation < 10) continue
      whole.push(performance.now() - start)
      for (const part of Object.keys(parts)) parts[part].push(value.timing[part])
    }
  }
  const middle = ({ whole }) => median(whole)
  for (const run of runs) {
    const { askMs, evaluateMs, tellMs } = run.parts
    const parts = `ask ${median(askMs).toFixed(1)}, evaluate ${median(evaluateMs).toFixed(1)}, tell ${median(tellMs).toFixed(1)}`
    const ratio = middle(runs[0]) / middle(run)
    console.log(
      `${arithmetic}, ${run.workers} workers: ${middle(run).toFixed(1)} (${parts}); ` +
        `${ratio.toFixed(2)} times as fast as ${counts[0]}`,
    )
    await run.built.evaluator.close()
  }
}
