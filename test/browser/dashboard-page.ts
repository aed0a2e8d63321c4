import type { BrowserContextOptions, Page } from 'playwright-core'
import { newPage } from './browser.ts'

/** A page of the dashboard, and all that went wrong in it. */
export interface DashboardPage {
  readonly page: Page
  /** Errors, warnings and requests to any other address. */
  readonly wrong: readonly string[]
}

/** Opens a dashboard; resolves once it shows the training. @param shown what it shows then */
export async function visit(
  url: string,
  options: BrowserContextOptions = {},
  shown = '#figure-count',
): Promise<DashboardPage> {
  const page = await newPage(options)
  const wrong: string[] = []
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) wrong.push(`asked for ${request.url()}`)
  })
  await page.goto(url)
  await page.waitForSelector(shown)
  return { page, wrong }
}

export async function generationOf(page: Page): Promise<number> {
  return Number((await page.textContent('#figure-count'))!.replaceAll(',', ''))
}

/** Resolves once the page shows that generation. */
export async function shows(page: Page, generation: number): Promise<void> {
  await page.locator('#figure-count', { hasText: new RegExp(`^${generation}$`) }).waitFor()
}

/** Resolves once the page says that the training is in that state. */
export async function stateIs(page: Page, state: string): Promise<void> {
  await page.waitForSelector(`#state[data-state="${state}"]`)
}

/** How many colours a canvas has. */
export async function coloursOf(page: Page, selector: string): Promise<number> {
  return await page.evaluate(`(() => {
    const canvas = document.querySelector(${JSON.stringify(selector)})
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    return new Set(new Uint32Array(data.buffer)).size
  })()`)
}

/** The id of the element that has the keyboard. */
export async function focused(page: Page): Promise<string> {
  return await page.evaluate('document.activeElement.id')
}
