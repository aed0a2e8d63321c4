import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

const root: string = join(import.meta.dirname, '..')

/**
 * Brings dist up to date before tests run, and before each run of the watch mode: worker threads, WebAssembly and the
 * command line come from there. Threads cannot run the sources, since Node.js 20 strips no types.
 */
export function setup(project: TestProject): void {
  run('build')
  project.onTestsRerun(async () => run('build:ts'))
}

function run(script: string): void {
  execFileSync('npm', ['run', '--silent', script], { cwd: root, stdio: 'inherit' })
}
