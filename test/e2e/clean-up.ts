import { afterAll } from 'vitest'
import { cleanUp } from './command-line.ts'

// After each file, though they share the module that knows what is left.
afterAll(cleanUp)
