import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import manifest from '../package.json' with { type: 'json' }

const root: string = join(import.meta.dirname, '..')

/**
 * Brings dist up to date before tests run, and before each run of the watch mode, as far as it has changed. Unit tests
 * run the sources: vitest strips their types, but the threads that they start need bundles. All others run what the
 * compiler built.
 */
export function setup(project: TestProject): void {
  const names = project.vitest.projects.map(({ name }) => name)
  const scripts: Script[] = ['build:wasm', 'build:native', 'build:page', 'build:bundle']
  const ofSources = (name: string): boolean => ['unit', 'threads', 'fuzz'].includes(name)
  if (!names.every(ofSources)) scripts.push('build:ts')
  for (const script of scripts) if (!run(script)) throw new Error(`npm run ${script} failed`)
  // What is wrong stands on the screen then; the tests run all the same.
  project.onTestsRerun(async () => {
    for (const script of scripts.slice(3)) run(script)
  })
}

type Script = keyof typeof manifest.scripts

/** Runs a script of package.json, half a second sooner than npm does; tells whether it succeeded. */
function run(script: Script): boolean {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter)
  const { status } = spawnSync(manifest.scripts[script], {
    ...{ cwd: root, env: { ...process.env, PATH: path }, shell: true, stdio: 'inherit' },
  })
  return status === 0
}
