import { afterAll, beforeAll } from 'vitest'
import { cleanUp } from '../../e2e/command-line.ts'
import { endServers } from '../redis/server.ts'
import { removeNetworks, requireNetworks } from './network.ts'

beforeAll(() => {
  requireNetworks()
  // Those of a run that was killed.
  removeNetworks()
})

afterAll(() => {
  cleanUp()
  endServers()
  removeNetworks()
})

// Where a run is broken off, it comes to no end of a file.
process.once('exit', removeNetworks)
