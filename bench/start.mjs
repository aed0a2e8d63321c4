// How long the program takes to start: `evolve --version` and the shortest training, this checkout in turn with another one.
//   npm run build && node bench/start.mjs <other built checkout>
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { machine, median } from './machine.mjs'

const other = process.argv[2]
if (other === undefined) throw new Error('expected the path of another built checkout')
const sides = { that: resolve(other), this: resolve(import.meta.dirname, '..') }
const rounds = 15
const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))
writeFileSync(
  join(folder, 'c.yaml'),
  'task: { kind: classification, data: { generate: moons } }\nnetwork: { hidden: [4] }\nstop: { generations: 2 }\npictures: false\n',
)
console.log(machine())
console.log(`ms, medians of ${rounds}: that, this`)
try {
  for (const args of [
    ['--version'],
    ['c.yaml', '-q', '--workers', '0'],
    ['c.yaml', '-q', '--workers', '2'],
  ]) {
    const times = { that: [], this: [] }
    for (let round = 0; round <= rounds; round++) {
      for (const [name, root] of Object.entries(sides)) {
        rmSync(join(folder, 'runs'), { recursive: true, force: true })
        const start = performance.now()
        const { status } = spawnSync(process.execPath, [join(root, 'dist/bin/evolve.js'), ...args], {
          cwd: folder,
        })
        if (status !== 0) throw new Error(`${name} ended with ${status}`)
        if (round > 0) times[name].push(performance.now() - start)
      }
    }
    console.log(
      args.join(' ').padEnd(28),
      Object.values(times)
        .map((all) => median(all).toFixed(0))
        .join(' '),
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
