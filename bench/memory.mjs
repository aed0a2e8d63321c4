// Peak resident memory of whole trainings, each in a process of its own, beside what the data and two populations take:
// 1.3 times those + 120 MB + 15 MB a worker is the limit that this project sets itself.
//   npm run build && node bench/memory.mjs
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { machine, record, table } from './machine.mjs'

/** Inputs, hidden layers, outputs, samples, population, generations; `initial` is the default, 10 times the population. */
const workloads = {
  S50: { sizes: [2, 24, 24, 24, 12, 12, 2], samples: 1000, population: 50, generations: 20 },
  S512: { sizes: [2, 24, 24, 24, 12, 12, 2], samples: 1000, population: 512, generations: 5 },
  L64: { sizes: [784, 128, 10], samples: 1024, population: 64, generations: 3 },
  'L64, generational': {
    sizes: [784, 128, 10],
    samples: 1024,
    population: 64,
    generations: 3,
    replacement: 'generational',
  },
  'many samples': { sizes: [64, 64, 10], samples: 60_000, population: 20, generations: 2 },
  'many individuals': { sizes: [2, 24, 12, 2], samples: 100, population: 20_000, generations: 3 },
  'a million parameters': { sizes: [784, 1250, 10], samples: 100, population: 30, generations: 2 },
}

const [child] = process.argv.slice(2)
if (child === undefined) {
  console.log(machine())
  console.log(
    'MB'.padEnd(26) +
      ['data', 'population', 'limit', '0 workers', '2 workers'].map((cell) => cell.padStart(12)).join(''),
  )
  for (const [name, workload] of Object.entries(workloads)) {
    const { sizes, samples, population } = workload
    const parameters = sizes.slice(1).reduce((sum, width, layer) => sum + width * (sizes[layer] + 1), 0)
    const data = samples * (sizes[0] + sizes.at(-1)) * 4
    const genomes = population * parameters * 4
    const limit = (workers) => 1.3 * (data + 2 * genomes) + 120e6 + 15e6 * workers
    const peaks = [0, 2].map((workers) => peakOf({ ...workload, workers }))
    record({
      bench: 'memory',
      workload: name,
      data,
      population: genomes,
      limit: limit(2),
      workers0: peaks[0],
      workers2: peaks[1],
    })
    const cells = [data, genomes, limit(2), ...peaks].map((bytes) => (bytes / 1e6).toFixed(0).padStart(12))
    const verdict = peaks.every((peak, k) => peak <= limit([0, 2][k])) ? '' : '  above the limit'
    console.log(name.padEnd(26) + cells.join('') + verdict)
  }
} else await train(JSON.parse(child))

function peakOf(workload) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), JSON.stringify(workload)],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
  return Number(stdout)
}

/** Trains in this process, and prints its peak. */
async function train({ sizes, samples, population, generations, workers, replacement = 'plus' }) {
  const { evolve } = await import('../dist/index.js')
  const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'))
  try {
    await evolve(
      {
        engine: 'auto',
        network: { hidden: sizes.slice(1, -1), activation: 'relu' },
        task: {
          kind: 'classification',
          data: { file: table(folder, sizes[0], sizes.at(-1), samples), target: 'class', validation: 0 },
        },
        strategy: { kind: 'ga', population, replacement },
        stop: { generations },
      },
      { workers },
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
  console.log(process.resourceUsage().maxRSS * 1024)
}
