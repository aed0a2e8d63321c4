// How long a user waits for pictures after a short training: the whole command with pictures and without, in turn.
//   node bench/pictures.mjs [--against <another checkout, built>]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builds } from './builds.mjs'
import { machine, median } from './machine.mjs'

const repeats = 5

const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
const configs = {
  moons:
    'task: { kind: classification, data: { generate: moons, samples: 200 } }\nstop: { generations: 200 }\n',
  circles:
    'task: { kind: classification, data: { generate: circles, samples: 1000 }, loss: mse }\nstop: { generations: 200 }\n',
}
for (const [name, text] of Object.entries(configs)) {
  writeFileSync(join(folder, `${name}.yaml`), text)
  // Builds from before `pictures: false` refuse it.
  writeFileSync(join(folder, `${name}-without.yaml`), `${text}pictures: false\n`)
}

/** Milliseconds of a command; null if it was refused. */
function timeOf(root, config) {
  const out = join(folder, 'run')
  const args = [join(root, 'dist/bin/evolve.js'), join(folder, `${config}.yaml`), '--quiet', '--out', out]
  const began = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const ms = performance.now() - began
  rmSync(out, { recursive: true, force: true })
  if (status !== 0 && !stderr.includes('pictures')) throw new Error(stderr)
  return status === 0 ? ms : null
}

console.log(machine())
for (const name of Object.keys(configs)) {
  const times = new Map()
  for (let k = 0; k < repeats; k++) {
    for (const [build, root] of Object.entries(builds)) {
      for (const config of [name, `${name}-without`]) {
        const key = `${build}, ${config}`
        const ms = timeOf(root, config)
        if (ms !== null) times.set(key, [...(times.get(key) ?? []), ms])
      }
    }
  }
  for (const [key, each] of times) {
    const spread = `${Math.round(Math.min(...each))} to ${Math.round(Math.max(...each))}`
    console.log(`${key}: ${Math.round(median(each))} ms (${spread})`)
  }
}
rmSync(folder, { recursive: true })
