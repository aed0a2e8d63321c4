import { afterAll, afterEach } from 'vitest'
import { cleanUp } from '../e2e/command-line.ts'
import { closePages, leaveBrowser } from './browser.ts'

// After each file, though they share the modules that know what is left.
afterEach(closePages)
afterAll(leaveBrowser)
afterAll(cleanUp)
