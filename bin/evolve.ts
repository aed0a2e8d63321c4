#!/usr/bin/env node
import { filesShort, leastFiles, limits } from '../src/shortage.ts'

const { openFiles } = limits()
if (openFiles !== null && openFiles < leastFiles) {
  // Without them not even the rest of the program can be loaded.
  process.stderr.write(`evolve: ${filesShort(openFiles)}\n`)
  process.exitCode = 1
} else {
  const { allowRelaxedSimd, processHost } = await import('../src/cli/process.ts')
  allowRelaxedSimd()
  const { main } = await import('../src/cli/main.ts')
  process.exitCode = await main(process.argv.slice(2), processHost())
}
