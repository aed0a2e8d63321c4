// How the cost of a generation grows with individuals, samples and parameters, on two workers: milliseconds, GFLOP/s of all cores, and
// the milliseconds in which the coordinator works alone.
//   npm run build && node bench/growth.mjs
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { buildRun } from '../dist/src/config/build.js'
import { parseConfig } from '../dist/src/config/parse.js'
import { machine, median, record, table } from './machine.mjs'

setFlagsFromString('--experimental-wasm-relaxed-simd')
const folder = mkdtempSync(join(tmpdir(), 'bench-growth-'))

/** Inputs, hidden layers and outputs; N, S; and how many generations are timed. */
const workloads = [
  ...[20, 200, 2000, 20_000].map((N) => ({ sizes: [2, 24, 24, 2], N, S: 200, rounds: N < 5000 ? 60 : 9 })),
  ...[60, 600, 6000, 60_000].map((S) => ({ sizes: [16, 32, 32, 4], N: 50, S, rounds: S < 5000 ? 60 : 9 })),
  ...[12, 125, 1250].map((width) => ({
    sizes: [784, width, 10],
    N: 30,
    S: 256,
    rounds: width < 500 ? 20 : 5,
  })),
]

/** Until code is compiled, small networks take several times as long. */
const warmMs = 1500

console.log(machine())
console.log(
  'network'.padEnd(20) +
    ['P', 'N', 'S', 'ms', 'GFLOP/s', 'alone, ms'].map((cell) => cell.padStart(11)).join(''),
)
try {
  for (const { sizes, N, S, rounds } of workloads) {
    const layers = sizes.slice(1).map((outputs, layer) => [sizes[layer], outputs])
    const P = layers.reduce((sum, [inputs, outputs]) => sum + (inputs + 1) * outputs, 0)
    const flops = 2 * N * S * layers.reduce((sum, [inputs, outputs]) => sum + inputs * outputs, 0)
    const { ms, alone } = await measure(sizes, N, S, rounds)
    const rate = flops / ms / 1e6
    record({ bench: 'growth', network: sizes.join('-'), P, N, S, ms, gigaflops: rate, aloneMs: alone })
    const cells = [P, N, S, ms.toFixed(2), rate.toFixed(1), alone.toFixed(2)]
    console.log(sizes.join('-').padEnd(20) + cells.map((cell) => String(cell).padStart(11)).join(''))
  }
} finally {
  rmSync(folder, { recursive: true })
}

async function measure(sizes, population, samples, rounds) {
  const file = table(folder, sizes[0], sizes.at(-1), samples)
  const config = {
    network: { hidden: sizes.slice(1, -1), activation: 'relu' },
    task: { kind: 'classification', data: { file, target: 'class', validation: 0 } },
    strategy: { kind: 'ga', population, initial: 1, mutation: { neurons: 'all' } },
    stop: { generations: 1_000_000 },
  }
  const built = await buildRun(parseConfig(config), { directory: '.', workers: 2, onNotice: () => {} })
  const [whole, alone] = [[], []]
  const events = built.trainer.run()
  const begin = performance.now()
  for (let warm = 0; warm < 3 || performance.now() - begin < warmMs; warm++) await events.next()
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    const { value } = await events.next()
    whole.push(performance.now() - start)
    alone.push(whole.at(-1) - value.timing.evaluateMs)
  }
  await built.evaluator.close()
  return { ms: median(whole), alone: median(alone) }
}
