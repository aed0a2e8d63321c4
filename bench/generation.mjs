// Times whole generations (plan, make, score, tell) of the same networks in turn: on 1 and on 2 workers, or with this
// checkout and another one. Each ratio compares a few consecutive generations of one with the next few of the other, since a
// shared machine does not always have all its cores; the output has the quartiles of the ratios.
//   npm run build && node bench/generation.mjs                        2 workers compared with 1
//   npm run build && node bench/generation.mjs --against <checkout>   this build compared with another one, 2 workers
//   npm run build && node bench/generation.mjs --engines              the engine native compared with wasm, 2 workers
//   … S50 S512 M256 L64                                               only these workloads; default: all
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { machine, median, quantile, record, table } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const folder = mkdtempSync(join(tmpdir(), 'bench-generation-'))

/** Name, hidden layers, data, population, and the number of timed generations. */
const workloads = {
  S50: { hidden: [24, 24, 24, 12, 12], data: circles(), population: 50, rounds: 200 },
  S512: { hidden: [24, 24, 24, 12, 12], data: circles(), population: 512, rounds: 50 },
  M256: { hidden: [64, 64], data: samplesOf(64, 10, 1797), population: 256, rounds: 20 },
  L64: { hidden: [128], data: samplesOf(784, 10, 1024), population: 64, rounds: 15 },
}
/** Consecutive generations of one side that make one time. */
const together = 3
const mutations = { dense: { neurons: 'all' }, default: {} }

const words = process.argv.slice(2)
const against = words.includes('--against') ? words[words.indexOf('--against') + 1] : null
const wanted = words.filter((word) => Object.hasOwn(workloads, word))
const here = resolve(import.meta.dirname, '..')
const sides = words.includes('--engines')
  ? ['wasm', 'native'].map((engine) => ({ label: engine, checkout: here, workers: 2, engine }))
  : against === null
    ? [
        { label: '1 worker', checkout: here, workers: 1 },
        { label: '2 workers', checkout: here, workers: 2 },
      ]
    : [
        { label: 'that', checkout: resolve(against), workers: 2 },
        { label: 'this', checkout: here, workers: 2 },
      ]

console.log(machine())
console.log(
  `ms per generation, medians; ${sides[1].label} compared with ${sides[0].label}; fused if available`,
)
try {
  for (const [name, workload] of Object.entries(workloads)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    for (const mutation of Object.keys(mutations)) await measure(name, workload, mutation)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(name, { hidden, data, population, rounds }, mutation) {
  const config = {
    network: { hidden, activation: 'relu' },
    task: { kind: 'classification', data },
    strategy: { kind: 'ga', population, initial: 1, mutation: mutations[mutation] },
    stop: { generations: 1_000_000 },
  }
  const runs = await Promise.all(sides.map((side) => start(side, config)))
  for (let round = 0; round < rounds; round++) {
    for (const { events, whole, parts } of runs) {
      // The other side has used the caches.
      for (let k = 0; k < (round === 0 ? 20 : 1); k++) await events.next()
      const times = []
      for (let k = 0; k < together; k++) {
        const begin = performance.now()
        const { value } = await events.next()
        times.push(performance.now() - begin)
        for (const part of Object.keys(parts)) parts[part].push(value.timing[part])
      }
      whole.push(median(times))
    }
  }
  for (const { label, whole, parts } of runs) {
    const [ask, evaluate, tell] = Object.values(parts).map((times) => median(times).toFixed(1))
    const best = Math.min(...whole).toFixed(1)
    console.log(
      `${name} ${mutation}, ${label}: ${median(whole).toFixed(1)}, at best ${best} (ask ${ask}, evaluate ${evaluate}, tell ${tell})`,
    )
  }
  for (const { label, whole } of runs)
    record({
      bench: 'generation',
      workload: name,
      mutation,
      side: label,
      ms: median(whole),
      best: Math.min(...whole),
    })
  const ratios = runs[0].whole.map((ms, round) => ms / runs[1].whole[round])
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(ratios, share).toFixed(2))
  console.log(
    `${name} ${mutation}: ${sides[1].label} ${middle} times as fast as ${sides[0].label} (quartiles ${low} to ${high})`,
  )
  record({
    bench: 'generation',
    workload: name,
    mutation,
    compared: [sides[1].label, sides[0].label],
    low,
    middle,
    high,
  })
  for (const { built } of runs) await built.evaluator.close()
}

async function start({ label, checkout, workers, engine }, config) {
  const { buildRun } = await import(`${checkout}/dist/src/config/build.js`)
  const { parseConfig } = await import(`${checkout}/dist/src/config/parse.js`)
  if (engine !== undefined) config = { ...config, engine }
  const built = await buildRun(parseConfig(config), { directory: '.', workers, onNotice: () => {} })
  const parts = { askMs: [], evaluateMs: [], tellMs: [] }
  return { label, built, events: built.trainer.run(), whole: [], parts }
}

function circles() {
  return { generate: 'circles', samples: 1000 }
}

function samplesOf(inputs, classes, samples) {
  return { file: table(folder, inputs, classes, samples), target: 'class', validation: 0 }
}
