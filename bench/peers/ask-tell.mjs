// Milliseconds of the processor for a generation of N = 64, ask and tell without any fitness, in evolve-mlp and in pycma, each on one core. See README.md.
//   npm run build && node bench/peers/ask-tell.mjs [folder of pycma's repository]
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { machine, median, quantile, record } from '../machine.mjs'
import { searchOf } from '../search.mjs'

const count = 64
/** Generations that are timed together: covariances are decomposed only in every second, third or fourth. */
const block = 12
const blocks = 5
const cases = [
  { kind: 'cma-es', genes: 100, diagonal: false },
  { kind: 'cma-es', genes: 500, diagonal: false },
  { kind: 'cma-es', genes: 1000, diagonal: false },
  { kind: 'sep-cma-es', genes: 2000, diagonal: true },
]

const [given] = process.argv.slice(2)
const pycma = given === undefined ? null : resolve(given)
console.log(machine())
console.log(
  pycma === null ? 'Without pycma: give the folder of its repository to time it too.' : versions(pycma),
)
const row = (...cells) => console.log(cells.map((cell) => String(cell).padStart(15)).join(''))
row('strategy', 'genes', 'side', 'median', 'range')
for (const { kind, genes, diagonal } of cases) {
  const ours = searchOf(kind, genes, count)
  const sides = [
    {
      name: 'ours',
      generation: async () => {
        const { tellMs, makeMs } = ours()
        return tellMs + makeMs
      },
    },
  ]
  const peer = pycma === null ? null : await startPycma(pycma, genes, diagonal)
  if (peer !== null) sides.push(peer)
  // The first round warms up.
  const means = sides.map(() => [])
  for (let round = 0; round <= blocks; round++) {
    for (const [at, { generation }] of sides.entries()) {
      let sum = 0
      for (let k = 0; k < block; k++) sum += await generation()
      if (round > 0) means[at].push(sum / block)
    }
  }
  peer?.end()
  for (const [at, { name }] of sides.entries()) {
    const [low, middle, high] = [quantile(means[at], 0), median(means[at]), quantile(means[at], 1)]
    row(kind, genes, name, shown(middle), `${shown(low)} … ${shown(high)}`)
    record({ bench: 'ask-tell', kind, genes, side: name, ms: middle, low, high })
  }
}

function shown(ms) {
  return ms.toFixed(ms < 10 ? 1 : 0)
}

/** What pycma runs on. Ends with one line if it cannot run. */
function versions(folder) {
  if (!existsSync(join(folder, 'cma', '__init__.py'))) {
    fail(`${folder}: expected a clone of https://github.com/CMA-ES/pycma, found no folder cma in it`)
  }
  const print = 'import sys, numpy; print(f"NumPy {numpy.__version__}, Python {sys.version.split()[0]}")'
  const { status, stdout } = spawnSync('python3', ['-c', print], { encoding: 'utf8' })
  return status === 0
    ? `pycma on ${stdout.trim()}, one thread`
    : fail('expected python3 with NumPy, found none')
}

function fail(message) {
  console.error(message)
  process.exit(2)
}

/** pycma in a process of its own, whose NumPy has one thread. */
async function startPycma(folder, genes, diagonal) {
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }
  const script = join(import.meta.dirname, 'ask_tell.py')
  const child = spawn('python3', [script], { stdio: ['pipe', 'pipe', 'inherit'], env })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async (line) => {
    child.stdin.write(`${line}\n`)
    const { value, done } = await lines.next()
    if (done) throw new Error('pycma has ended: see above')
    return JSON.parse(value)
  }
  const name = await ask(JSON.stringify([folder, genes, count, diagonal]))
  return { name, generation: () => ask(''), end: () => child.stdin.end() }
}
