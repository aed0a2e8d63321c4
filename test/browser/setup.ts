import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one browser of all browser tests listens. */
    browserEndpoint: string
  }
}

const executablePath = '/usr/bin/chromium'

/** Starts Debian's Chromium once for all browser tests, told to make no requests of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(executablePath)) {
    throw new Error(`expected ${executablePath}, found no such file; scripts/install-browser.mjs installs it`)
  }
  const server = await chromium.launchServer({
    executablePath,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  })
  project.provide('browserEndpoint', server.wsEndpoint())
  return () => server.close()
}
