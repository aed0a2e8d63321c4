// What must hold before a commit: format and lint, types, unused code, and the unit tests. All at once, since each of
// them leaves cores idle; what fails is printed last.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const checks = [
  ['unit tests', 'npx', 'vitest', 'run', '--project', 'unit', '--silent=passed-only'],
  ['format and lint', 'npm', 'run', '--silent', 'lint'],
  ['types', 'npm', 'run', '--silent', 'types'],
  ['unused', 'npm', 'run', '--silent', 'unused'],
]

/** Runs a command; resolves to what it printed, and whether it succeeded. */
function run([name, command, ...args]) {
  return new Promise((resolve) => {
    const beganMs = performance.now()
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.on('close', (code) => {
      const seconds = ((performance.now() - beganMs) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name}, ${seconds} s`)
      resolve({ name, output, failed: code !== 0 })
    })
  })
}

const failed = (await Promise.all(checks.map(run))).filter((check) => check.failed)
for (const { name, output } of failed) console.log(`\n${name}:\n${output.trim()}`)
process.exitCode = failed.length > 0 ? 1 : 0
