// How long the program takes to start: `evolve --version`, `--help` and the shortest training, in turn with Node.js that does
// nothing, or with another checkout.
//   npm run build && node bench/start.mjs [other built checkout]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { machine, median, quantile, record } from './machine.mjs'

const other = process.argv[2]
const programOf = (root) => [join(resolve(root), 'dist/bin/evolve.js')]
const here = programOf(join(import.meta.dirname, '..'))
// Node.js itself takes no arguments of the program.
const sides = {
  that: (args) => (other === undefined ? ['-e', '0'] : [...programOf(other), ...args]),
  this: (args) => [...here, ...args],
}
const rounds = 15
const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))
writeFileSync(
  join(folder, 'c.yaml'),
  'task: { kind: classification, data: { generate: moons } }\nnetwork: { hidden: [4] }\nstop: { generations: 2 }\npictures: false\n',
)
console.log(machine())
console.log(
  `ms, medians of ${rounds}: ${other ?? 'node -e 0'}, this; this / that pair by pair: median, quartiles`,
)
try {
  for (const args of [
    ['--version'],
    ['--help'],
    ['c.yaml', '-q', '--workers', '0'],
    ['c.yaml', '-q', '--workers', '2'],
  ]) {
    const times = { that: [], this: [] }
    for (let round = 0; round <= rounds; round++) {
      for (const [name, command] of Object.entries(sides)) {
        rmSync(join(folder, 'runs'), { recursive: true, force: true })
        const start = performance.now()
        const { status } = spawnSync(process.execPath, command(args), { cwd: folder })
        if (status !== 0) throw new Error(`${name} ended with ${status}`)
        if (round > 0) times[name].push(performance.now() - start)
      }
    }
    const ratios = times.this.map((ms, round) => ms / times.that[round])
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(ratios, share).toFixed(2))
    const ms = Object.values(times).map((all) => median(all))
    record({ bench: 'start', args: args.join(' '), other: other ?? null, ms: ms[1], ratio: Number(middle) })
    console.log(
      args.join(' ').padEnd(28),
      ms.map((each) => each.toFixed(0)).join(' '),
      `${middle} (${low} to ${high})`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
