import { createRequire } from 'node:module'

/** The version in package.json, which is some folders above this file. */
export function softwareVersion(): string {
  const require = createRequire(import.meta.url)
  return (require('evolve-mlp/package.json') as { version: string }).version
}
