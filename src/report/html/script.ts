import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * The report's only script, bundled from `browser/` by `npm run build:page`. It adds to each chart what pointer and
 * arrow keys read; all else works without it.
 */
export function readScript(): string {
  return readFileSync(createRequire(import.meta.url).resolve('#browser/report.js'), 'utf8')
}
