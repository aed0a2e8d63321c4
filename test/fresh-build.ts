import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import manifest from '../package.json' with { type: 'json' }

const root: string = join(import.meta.dirname, '..')

/**
 * Brings dist up to date before tests run, and before each run of the watch mode: worker threads, WebAssembly and the
 * command line come from there. Threads cannot run the sources, since Node.js 20 strips no types.
 */
export function setup(project: TestProject): void {
  for (const script of ['build:wasm', 'build:ts', 'build:page'] as const) {
    if (!run(script)) throw new Error(`npm run ${script} failed`)
  }
  // What the compiler finds wrong is on the screen then; the tests run all the same.
  project.onTestsRerun(async () => void run('build:ts'))
}

/** Runs a script of package.json, half a second sooner than npm does; tells whether it succeeded. */
function run(script: keyof typeof manifest.scripts): boolean {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter)
  const command = manifest.scripts[script]
  const { status } = spawnSync(command, {
    ...{ cwd: root, env: { ...process.env, PATH: path }, shell: true, stdio: 'inherit' },
  })
  return status === 0
}
