// What must hold before a commit: format and lint, types, unused code, and the unit tests. All at once, since none of
// them keeps every core busy. What fails is printed at the end.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)

/** Runs a command as npm would; resolves to what it printed, and whether it succeeded. */
function run([name, command]) {
  return new Promise((resolve) => {
    const beganMs = performance.now()
    const child = spawn(command, {
      ...{ cwd: root, env: { ...process.env, PATH: path }, shell: true },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
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

const checks = await Promise.all(
  [
    ['unit tests', `${scripts.test} --project unit`],
    ['format and lint', scripts.lint],
    ['types', scripts.types],
    ['unused', scripts.unused],
  ].map(run),
)
const failed = checks.filter((check) => check.failed)
for (const { name, output } of failed) console.log(`\n${name}:\n${output.trim()}`)
process.exitCode = failed.length > 0 ? 1 : 0
