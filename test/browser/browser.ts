import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, inject } from 'vitest'

let browser: Browser | null = null

afterEach(async () => {
  for (const context of browser?.contexts() ?? []) await context.close()
})
afterAll(async () => {
  await browser?.close()
})

/** A page of its own in the browser that `setup` started; closed after the test. */
export async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= await chromium.connect(inject('browserEndpoint'))
  return await (await browser.newContext(options)).newPage()
}
