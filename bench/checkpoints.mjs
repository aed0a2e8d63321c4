// What checkpoints cost: trainings with a checkpoint after every generation and without any, in turn, on two workers. The workload
// is S512: 2-24-24-24-12-12-2 relu, 1,000 samples, population 512; with all of the population as parents, and by default five.
//   node bench/checkpoints.mjs [pairs]
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { evolve } from '../dist/src/index.js'
import { machine, median, quantile } from './machine.mjs'

const pairs = Number(process.argv[2] ?? 8)
const generations = 60
const base = mkdtempSync(join(tmpdir(), 'evolve-checkpoints-'))
const task = { kind: 'classification', data: { generate: 'circles', samples: 1000 } }
const network = { hidden: [24, 24, 24, 12, 12], activation: 'relu' }
const strategies = {
  'five parents, the default': { population: 512, initial: 1 },
  '512 parents': { population: 512, initial: 1, replacement: 'generational', elites: 1 },
}

async function train(strategy, checkpoint, name) {
  const out = join(base, name)
  const config = { task, network, strategy, checkpoint, stop: { generations }, pictures: false }
  const { outcome } = await evolve(config, { workers: 2, out })
  const folder = join(out, 'checkpoints')
  const bytes = checkpoint === false ? 0 : statSync(join(folder, readdirSync(folder)[0])).size
  rmSync(out, { recursive: true })
  return { ms: outcome.elapsedMs, bytes }
}

console.log(machine())
for (const [name, strategy] of Object.entries(strategies)) {
  await train(strategy, false, 'warm')
  const each = []
  let bytes = 0
  const whole = []
  for (let pair = 0; pair < pairs; pair++) {
    const turn = [{ generations: 1 }, false]
    const times = new Map()
    for (const checkpoint of pair % 2 === 0 ? turn : turn.toReversed()) {
      const found = await train(strategy, checkpoint, `run-${pair}`)
      times.set(checkpoint === false ? 'without' : 'with', found.ms)
      bytes = Math.max(bytes, found.bytes)
    }
    whole.push(times.get('without') / generations)
    each.push((times.get('with') - times.get('without')) / generations)
  }
  const ms = median(each)
  const span = `${quantile(each, 0.25).toFixed(2)} to ${quantile(each, 0.75).toFixed(2)}`
  console.log(
    `${name}: a checkpoint of ${(bytes / 1000).toFixed(0)} kB takes ${ms.toFixed(2)} ms (quartiles ${span}), a generation ` +
      `${median(whole).toFixed(1)} ms; one every 30 s: ${((ms / 30_000) * 100).toFixed(3)} % of the time`,
  )
}
rmSync(base, { recursive: true })
