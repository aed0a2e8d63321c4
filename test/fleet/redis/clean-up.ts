import { afterAll } from 'vitest'
import { cleanUp } from '../../e2e/command-line.ts'
import { endServers } from './server.ts'

// After each file, though they share the modules that know what is left. Workers end first: they would wait for their server.
afterAll(() => {
  cleanUp()
  endServers()
})
