#!/usr/bin/env node
import { main } from '../src/cli/main.ts'
import { allowRelaxedSimd, processHost } from '../src/cli/process.ts'
import { filesShort, leastFiles, limits } from '../src/limits.ts'

const { openFiles } = limits()
if (openFiles !== null && openFiles < leastFiles) {
  // No command could be loaded.
  process.stderr.write(`evolve: ${filesShort(openFiles)}\n`)
  process.exitCode = 1
} else {
  // Before a command compiles WebAssembly.
  allowRelaxedSimd()
  process.exitCode = await main(process.argv.slice(2), processHost())
}
