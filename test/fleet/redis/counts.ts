import { it } from 'vitest'

/** `FLEET=full`, which `npm run test:fleet` sets, takes every case; else it is a share that takes seconds. */
export const full: boolean = process.env['FLEET'] === 'full'

/** A test that the share leaves out. */
export function inFull(name: string, test: () => Promise<void>): void {
  if (full) it(name, test)
}
