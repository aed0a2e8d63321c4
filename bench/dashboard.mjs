// The cost of the dashboard: milliseconds per generation without it, with it, and with open pages; on Linux also how
// much of a core its thread uses. Pages use the same cores as the training, so the figure without pages is the fair one.
//   node bench/dashboard.mjs [seconds per measurement] [workers]
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

/** CPU seconds of the dashboard's thread so far; it is found by its priority. Null if unknown. */
function threadSeconds(pid) {
  const tasks = `/proc/${pid}/task`
  if (!existsSync(tasks)) return null
  const ticks = readdirSync(tasks).map((task) => {
    const fields = readFileSync(`${tasks}/${task}/stat`, 'utf8').split(') ')[1].split(' ').map(Number)
    return fields[16] === 5 ? fields[11] + fields[12] : 0
  })
  return ticks.reduce((sum, count) => sum + count, 0) / 100
}

/** @param pages number of open pages; null for no dashboard */
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
  const spent = []
  for (const share of [0.4, 0.9])
    setTimeout(() => spent.push(threadSeconds(child.pid)), share * seconds * 1000)
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
  const map = tookMs.length === 0 ? '' : `  a map ${tookMs[tookMs.length >> 1].toPrecision(3)} ms`
  const [from, to] = spent
  const busy =
    pages === null || to == null ? '' : `  thread ${((200 * (to - from)) / seconds).toFixed(1)} % of a core`
  console.log(`${name.padEnd(20)} ${at(0.5)} ms per generation (90 % below ${at(0.9)})${busy}${map}`)
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
