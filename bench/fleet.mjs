// What it costs to hand generations to workers in other processes, through a Redis on this machine. Redis has to be installed:
// npm run install:redis.
//   speedup   how many times as fast 4 workers of a thread each score a fitness that waits 5 ms as 1 worker, 256 individuals
//   handout   a generation on 4 threads of this process, on a worker with 4 threads, and on 4 workers with one each, in turn: what
//             the workers take longer is handing out
//   distance  a generation of 64 individuals of 5 ms on 4 workers with one thread each, where Redis is further away
//   bytes     what is sent for a generation of 64 genomes of 100,000 numbers
//   npm run build && node bench/fleet.mjs [speedup | handout | distance | bytes]…
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { evolve } from '../dist/src/index.js'
import { machine, median, record } from './machine.mjs'

const command = fileURLToPath(new URL('../dist/bin/evolve.js', import.meta.url))
const waiting = fileURLToPath(new URL('fleet/waiting.mjs', import.meta.url))
const relay = fileURLToPath(new URL('../test/fleet/hosts/relay.mjs', import.meta.url))
const large = fileURLToPath(new URL('fleet/large.mjs', import.meta.url))

const parts = { speedup, handout, distance, bytes }
const chosen = process.argv.slice(2)
const unknown = chosen.find((name) => !Object.hasOwn(parts, name))
if (unknown !== undefined) throw new Error(`expected ${Object.keys(parts).join(', ')}, found ${unknown}`)

const folder = mkdtempSync(join(tmpdir(), 'bench-fleet-'))
const port = await freePort()
const url = `redis://127.0.0.1:${port}`
const children = []
try {
  const redis = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder]
  await start('redis-server', redis, 'Ready to accept connections')
  console.log(machine())
  for (const name of chosen.length === 0 ? Object.keys(parts) : chosen) await parts[name]()
} finally {
  for (const child of children) child.kill()
  rmSync(folder, { recursive: true, force: true })
}

async function speedup() {
  const rounds = 5
  const times = { one: [], four: [] }
  // In turn, since the machine may be busy with something else.
  for (let round = 0; round < rounds; round++) {
    times.one.push(await generationMs(1, 256, 5, 6))
    times.four.push(await generationMs(4, 256, 5, 12))
  }
  const ratios = times.one.map((ms, k) => ms / times.four[k])
  const ratio = median(ratios)
  console.log(
    `\nspeedup: a generation of 256 individuals of 5 ms takes ${median(times.one).toFixed(0)} ms with 1 worker, ` +
      `${median(times.four).toFixed(0)} ms with 4: ${ratio.toFixed(2)} times as fast ` +
      `(${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
  )
  record({ bench: 'fleet speedup', ratio, one: median(times.one), four: median(times.four) })
}

async function handout() {
  console.log(
    '\nhandout: milliseconds of a generation on 4 threads of this process; on a worker with 4; on 4 workers with one',
  )
  const row = (...cells) => console.log(cells.map((cell) => String(cell).padStart(18)).join(''))
  row('individuals', 'each', 'here', 'one worker', 'four workers')
  for (const [population, ms, count] of [
    [64, 1, 30],
    [80, 5, 20],
    [256, 5, 12],
    [1024, 5, 8],
  ]) {
    const here = median((await generations(population, ms, count, null)).slice(1))
    const one = median(await withWorkers(1, 4, () => generations(population, ms, count, url)))
    const four = median(await withWorkers(4, 1, () => generations(population, ms, count, url)))
    const percent = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1, signDisplay: 'always' })
    const beside = (wall) => `${wall.toFixed(0)} (${percent.format((100 * (wall - here)) / here)} %)`
    row(population, ms, here.toFixed(0), beside(one), beside(four))
    record({ bench: 'fleet handout', population, ms, here, one, four })
  }
}

async function distance() {
  console.log('\ndistance: milliseconds of a generation, by the milliseconds to Redis and back')
  const times = []
  for (const away of [0, 4, 20, 100]) {
    const place = away === 0 ? url : await relayed(away / 2)
    const ms = median(await withWorkers(4, 1, () => generations(64, 5, 15, place), place))
    times.push(ms)
    const trips = away === 0 ? '' : `, ${((ms - times[0]) / away).toFixed(1)} times there and back`
    console.log(`${String(away).padStart(5)}${ms.toFixed(0).padStart(8)}${trips}`)
    record({ bench: 'fleet distance', away, ms })
  }
}

/** @returns a URL behind which the same Redis is further away */
async function relayed(delayMs) {
  const near = await freePort()
  await start(process.execPath, [relay, near, '127.0.0.1', port, delayMs].map(String), 'ready')
  return `redis://127.0.0.1:${near}`
}

async function bytes() {
  const genomes = 64 * 100_000 * 8
  const mebibytes = (count) => `${(count / 2 ** 20).toFixed(1)} MiB`
  console.log(`\nbytes: a generation of 64 genomes of 100,000 float64, ${mebibytes(genomes)}`)
  for (const [name, strategy] of [
    ['ga, whose best five parents stay', { kind: 'ga', population: 64 }],
    [
      'ga, with 64 new parents each time',
      { kind: 'ga', population: 64, replacement: 'generational', elites: 0 },
    ],
    ['snes', { kind: 'snes', population: 64 }],
  ]) {
    const sent = []
    await withWorkers(1, 1, () =>
      evolve(
        {
          ...{ task: { kind: 'custom', module: large }, strategy, stop: { generations: 8 } },
          executor: { kind: 'queue', url },
        },
        { onGeneration: ({ timing }) => sent.push(timing.fleet.sentBytes) },
      ),
    )
    const later = median(sent.slice(2))
    console.log(
      `${name.padEnd(36)}${mebibytes(later).padStart(10)}, ${(later / genomes).toFixed(2)} of the genomes`,
    )
    record({ bench: 'fleet bytes', name, later, genomes })
  }
}

async function generationMs(workers, population, ms, count) {
  return median(await withWorkers(workers, 1, () => generations(population, ms, count, url)))
}

/** Milliseconds of generations, without the first ones, in which workers join and times are learnt. */
async function generations(population, ms, count, queue) {
  const found = []
  await evolve(
    {
      task: { kind: 'custom', module: waiting, options: { ms } },
      strategy: { kind: 'ga', population },
      stop: { generations: count },
      ...(queue !== null && { executor: { kind: 'queue', url: queue } }),
    },
    { ...(queue === null && { workers: 4 }), onGeneration: ({ timing }) => found.push(timing.evaluateMs) },
  )
  return found.slice(3)
}

async function withWorkers(count, threads, work, place = url) {
  const begun = await Promise.all(
    Array.from({ length: count }, (_, k) =>
      start(
        process.execPath,
        [command, 'worker', '--queue', place, '-w', String(threads), '--name', `w${k}`, '--allow-code'],
        'serving',
      ),
    ),
  )
  try {
    return await work()
  } finally {
    for (const child of begun) child.kill()
    await Promise.all(begun.map((child) => (child.exitCode === null ? once(child, 'exit') : null)))
  }
}

/** Starts a process, and waits until it prints something. */
async function start(program, args, sign) {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)))
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => String(text).includes(sign) && resolve())
  })
  return child
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
