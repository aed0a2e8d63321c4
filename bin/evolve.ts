#!/usr/bin/env node
import { main } from '../src/cli/main.ts'
import { allowRelaxedSimd, processHost } from '../src/cli/process.ts'

allowRelaxedSimd()
process.exitCode = await main(process.argv.slice(2), processHost())
