import { availableParallelism } from 'node:os'
import {
  configDefaults,
  defineConfig,
  type TestProjectInlineConfiguration,
  type ViteUserConfig,
} from 'vitest/config'
import type { Reporter, TestModule } from 'vitest/node'

/** Ends the output with one plain line, for whoever reads it by program. */
const tally: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const results = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    )
    const count = (state: string): number => results.filter((result) => result === state).length
    // A file that fails to load has no tests of its own to fail.
    const broken = modules.filter((module) => module.errors().length > 0).length
    console.log(`${count('passed')} passed, ${count('failed') + broken} failed`)
  },
}

/** Node.js 20 keeps relaxed SIMD behind a flag, which the command line sets; so `auto` means the same in tests. */
const flags: string[] =
  Number.parseInt(process.versions.node, 10) < 22 ? ['--experimental-wasm-relaxed-simd'] : []

function project(
  name: string,
  options: NonNullable<TestProjectInlineConfiguration['test']>,
): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      pool: 'forks',
      execArgv: flags,
      setupFiles: 'test/setup.ts',
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // What was built runs as it is.
      server: { deps: { external: [/\/dist\//] } },
      ...options,
    },
  }
}

/** For tests that run the sources. */
const sources: { readonly isolate: boolean } = {
  // Files share processes and modules, most of which are pure: that halves the time.
  isolate: false,
}

/** Needs root, so that nobody gets it by `npm test`. */
const hosts: readonly TestProjectInlineConfiguration[] =
  process.env['FLEET'] === undefined
    ? []
    : [
        project('hosts', {
          isolate: false,
          setupFiles: ['test/setup.ts', 'test/fleet/hosts/clean-up.ts'],
          testTimeout: 3_600_000,
          include: ['test/fleet/hosts/**/*.test.ts'],
        }),
      ]

const config: ViteUserConfig = defineConfig({
  test: {
    reporters: ['default', tally],
    globalSetup: 'test/fresh-build.ts',
    experimental: { fsModuleCache: true },
    // Tests come to know what threads run by no import.
    forceRerunTriggers: [...configDefaults.forceRerunTriggers, '**/workers/*.ts', '**/*worker.ts'],
    // Many tests wait for other processes and for timers: one file more than there are cores saves a tenth of the time.
    maxWorkers: availableParallelism() + 1,
    projects: [
      project('unit', {
        ...sources,
        include: ['test/**/*.test.ts'],
        exclude: [
          ...['test/e2e/**', 'test/browser/**', 'test/fuzz/**', 'test/crash/**', 'test/fleet/redis/**'],
          'test/fleet/hosts/**',
          '**/*.threads.test.ts',
        ],
      }),
      // What starts thread after thread, or processes, takes longer than all others together.
      project('threads', { ...sources, include: ['test/**/*.threads.test.ts'] }),
      // In processes of their own: a case that hangs ends its process.
      project('fuzz', { ...sources, isolate: true, include: ['test/fuzz/**/*.test.ts'] }),
      // Disks that fail and processes that end, in processes of their own: the disk is replaced there.
      project('crash', {
        ...sources,
        isolate: true,
        // All cases take long.
        testTimeout: 3_600_000,
        include: ['test/crash/**/*.test.ts'],
      }),
      // Files share processes: each would load the whole program again.
      project('e2e', {
        isolate: false,
        setupFiles: ['test/setup.ts', 'test/e2e/clean-up.ts'],
        include: ['test/e2e/**/*.test.ts'],
      }),
      // Trainings over a Redis server of their own, with workers in processes.
      project('fleet', {
        isolate: false,
        setupFiles: ['test/setup.ts', 'test/fleet/redis/clean-up.ts'],
        // All cases take long.
        testTimeout: 3_600_000,
        include: ['test/fleet/redis/**/*.test.ts'],
      }),
      ...hosts,
      // Files share processes, as those above do.
      project('browser', {
        isolate: false,
        setupFiles: ['test/setup.ts', 'test/browser/clean-up.ts'],
        include: ['test/browser/**/*.test.ts'],
        globalSetup: 'test/browser/setup.ts',
      }),
    ],
  },
})

export default config
