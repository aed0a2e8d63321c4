// What the dashboard costs a training: milliseconds a generation without it, with it, and with pages that listen.
//   node bench/dashboard.mjs [seconds a measurement] [workers]
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { machine } from './machine.mjs'

const seconds = Number(process.argv[2] ?? 10)
const workers = process.argv[3] ?? '1'
const program = fileURLToPath(new URL('../dist/bin/evolve.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'evolve-bench-'))
writeFileSync(
  join(folder, 'c.yaml'),
  `task: { kind: classification, data: { generate: circles, samples: 1000 } }
network: { hidden: [24, 24, 24, 12, 12] }
strategy: { population: 256 }
stop: { seconds: ${seconds} }
pictures: { film: false }
`,
)

/** @param pages that listen; null for no dashboard at all */
async function measure(name, pages) {
  const out = name.replaceAll(' ', '-')
  const options = pages === null ? [] : ['--dashboard']
  const args = [program, ...options, 'c.yaml', '--quiet', '--workers', workers, '--out', out]
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const tookMs = []
  let said = ''
  const sockets = []
  child.stderr.on('data', (text) => {
    said += text
    const link = /dashboard: (\S+)\n/.exec(said)
    if (link === null || sockets.length > 0) return
    const { host, port, pathname } = new URL(link[1])
    for (let k = 0; k < pages; k++) {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
      socket.write(`GET ${pathname}events HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
      socket.on('data', (chunk) => {
        if (k > 0) return
        for (const [, ms] of chunk.toString('latin1').matchAll(/"tookMs":([\d.]+)/g)) tookMs.push(Number(ms))
      })
      sockets.push(socket)
    }
  })
  await new Promise((resolve) => child.on('close', resolve))
  const events = readFileSync(join(folder, out, 'metrics.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map(JSON.parse)
  const ms = events
    .slice(1)
    .map(({ timing }, index) => timing.elapsedMs - events[index].timing.elapsedMs)
    .sort((a, b) => a - b)
  const at = (share) => ms[Math.floor(share * (ms.length - 1))].toFixed(2)
  tookMs.sort((a, b) => a - b)
  const map = tookMs.length === 0 ? '' : `  a map ${tookMs[tookMs.length >> 1]} ms`
  console.log(`${name.padEnd(24)} ${at(0.5)} ms a generation (90 % below ${at(0.9)})${map}`)
}

console.log(machine())
try {
  await measure('no dashboard', null)
  await measure('dashboard', 0)
  await measure('one page', 1)
  await measure('1000 pages', 1000)
  await measure('no dashboard again', null)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
