import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'

let browser: Browser | null = null

/** Closes the pages of a test. */
export async function closePages(): Promise<void> {
  for (const context of browser?.contexts() ?? []) await context.close()
}

/** Leaves the browser, until the next page. */
export async function leaveBrowser(): Promise<void> {
  await browser?.close()
  browser = null
}

/** A page of its own in the browser that `setup` started; closed after the test. */
export async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= await chromium.connect(inject('browserEndpoint'))
  return await (await browser.newContext(options)).newPage()
}
