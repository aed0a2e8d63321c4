// A whole generation of circles (ask, evaluate, tell) for population 512, on 1 and on 2 workers, in turn.
// Ratios are of generations that ran one after the other, with their quartiles: a shared machine has both its cores
// for some of them and not for others.
//   npm run build && node bench/generation.mjs [workers …]
import { setFlagsFromString } from 'node:v8'
import { buildRun } from '../dist/src/config/build.js'
import { parseConfig } from '../dist/src/config/parse.js'
import { machine, median, quantile } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 2]
const arithmetics = ['strict', 'fused']
console.log(machine())
console.log('2-24-24-24-12-12-2 relu, 1,000 samples, population 512; ms, medians of 200 generations')

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
  for (let generation = 0; generation < 210; generation++) {
    for (const { events, whole, parts } of runs) {
      const start = performance.now()
      const { value } = await events.next()
      if (generation < 10) continue
      whole.push(performance.now() - start)
      for (const part of Object.keys(parts)) parts[part].push(value.timing[part])
    }
  }
  for (const run of runs) {
    const { askMs, evaluateMs, tellMs } = run.parts
    const parts = `ask ${median(askMs).toFixed(1)}, evaluate ${median(evaluateMs).toFixed(1)}, tell ${median(tellMs).toFixed(1)}`
    const ratios = run.whole.map((ms, generation) => runs[0].whole[generation] / ms)
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(ratios, share).toFixed(2))
    console.log(
      `${arithmetic}, ${run.workers} workers: ${median(run.whole).toFixed(1)}, at best ${Math.min(...run.whole).toFixed(1)} (${parts}); ` +
        `${middle} times as fast as ${counts[0]} (quartiles ${low} to ${high})`,
    )
    await run.built.evaluator.close()
  }
}
