import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ConfigInput } from '../../src/config/input.ts'
import { folderWith } from '../e2e/command-line.ts'
import { newPage } from './browser.ts'
import { coloursOf, focused, generationOf, shows, stateIs, visit } from './dashboard-page.ts'
import { SteppedTraining } from './stepped-training.ts'

const circles: ConfigInput = {
  network: { hidden: [16] },
  task: { kind: 'classification', data: { generate: 'circles', samples: 500, validation: 0.2 } },
  stop: { generations: 1_000_000 },
}

/** A training that has done so many generations. */
async function training(generations: number, config: ConfigInput = circles): Promise<SteppedTraining> {
  const opened = await SteppedTraining.open(config)
  onTestFinished(() => opened.close())
  await opened.step(generations)
  return opened
}

describe('the page of a dashboard', () => {
  it('shows numbers that move, curves and a map, with nothing wrong in it', async () => {
    const run = await training(3)
    const { page, wrong } = await visit(run.dashboard.url)
    await shows(page, 3)
    await run.step(5)
    await shows(page, 8)
    expect(await page.textContent('h1')).toBe('c')
    expect(await page.textContent('#details')).toContain('2-16-2')
    expect(Number(await page.textContent('#figure-best'))).toBeGreaterThan(0)
    expect(Number(await page.textContent('#figure-validation'))).toBeGreaterThan(0)
    expect(await page.textContent('#figure-failures')).toBe('0')
    expect(await cutFigures(page)).toEqual([])
    expect(await page.locator('#fitness canvas').count()).toBe(1)
    expect(await page.locator('#diversity canvas').count()).toBe(1)
    await page.waitForSelector('#canvas[aria-label*="over x and y"]')
    expect(await page.textContent('#view-legend')).toContain('ring')
    expect(await coloursOf(page, '#canvas')).toBeGreaterThan(20)
    expect(await coloursOf(page, '#fitness canvas')).toBeGreaterThan(5)
    expect(wrong).toEqual([])
  })

  it('pauses so that no generation passes, and goes on', async () => {
    const run = await training(3)
    const { page, wrong } = await visit(run.dashboard.url)
    await page.click('#pause')
    await stateIs(page, 'pausing')
    let held = true
    const next = run.step(1).then(() => {
      held = false
    })
    await stateIs(page, 'paused')
    expect(await page.textContent('#pause')).toBe('Resume')
    expect(run.notices).toEqual(['paused by the dashboard: go on there, or stop with Ctrl-C'])
    await shows(page, 4)
    // A page that comes in the meantime sees the same.
    const other = await visit(run.dashboard.url)
    await stateIs(other.page, 'paused')
    expect(await generationOf(other.page)).toBe(4)
    expect(held).toBe(true)

    await other.page.click('#pause')
    await next
    await stateIs(page, 'training')
    expect(await page.textContent('#pause')).toBe('Pause')
    await run.step(3)
    await shows(page, 7)
    expect(wrong).toEqual([])
    expect(other.wrong).toEqual([])
  })

  it('switches to a log scale and back', async () => {
    const run = await training(20)
    const { page, wrong } = await visit(run.dashboard.url)
    await page.waitForSelector('#canvas[aria-label]')
    await shows(page, 20)
    const shot = (): Promise<Buffer> => page.locator('#fitness').screenshot()
    const linear = await shot()
    expect((await shot()).equals(linear)).toBe(true)
    await page.click('#log')
    expect(await page.getAttribute('#log', 'aria-checked')).toBe('true')
    await page.mouse.move(0, 0)
    expect((await shot()).equals(linear)).toBe(false)
    await page.click('#log')
    await page.mouse.move(0, 0)
    expect((await shot()).equals(linear)).toBe(true)
    expect(wrong).toEqual([])
  })

  it('can be used with the keyboard alone', async () => {
    const run = await training(20)
    const { page, wrong } = await visit(run.dashboard.url)
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('pause')
    await page.keyboard.press('Enter')
    await stateIs(page, 'pausing')
    const next = run.step(1)
    await stateIs(page, 'paused')
    await shows(page, 21)
    expect(await page.textContent('#announcement')).toBe('The training is paused')
    for (const id of ['stop', 'log', 'fitness']) {
      await page.keyboard.press('Tab')
      expect(await focused(page)).toBe(id)
    }
    await page.keyboard.press('Home')
    expect(await page.getAttribute('#fitness', 'aria-valuetext')).toMatch(/^generation 1: .*best \d/)
    expect(await page.getAttribute('#fitness', 'aria-valuenow')).toBe('0')
    await page.keyboard.press('ArrowRight')
    expect(await page.getAttribute('#fitness', 'aria-valuenow')).toBe('1')
    expect(await page.textContent('#fitness-legend')).toContain('generation 2')
    await page.keyboard.press('End')
    expect(await page.getAttribute('#fitness', 'aria-valuetext')).toMatch(/^generation 21: /)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForSelector('tbody tr')
    expect(await page.locator('tbody tr').count()).toBe(15)
    await page.click('#pause')
    await next
    await stateIs(page, 'training')
    expect(wrong).toEqual([])
  })

  it('lets no other page read it or press its buttons', async () => {
    const run = await training(1)
    const { url } = run.dashboard
    const foreign = createServer((_, response) =>
      response.setHeader('Content-Type', 'text/html').end('<p>evil</p>'),
    )
    onTestFinished(() => void foreign.close())
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
    const page = await newPage()
    await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`)
    // The worst case: the other page knows the token.
    const answers = await page.evaluate(async (url) => {
      const said = (path: string, init: RequestInit): Promise<string> =>
        fetch(`${url}${path}`, init).then(
          (answer) => `${answer.type} ${answer.status}`,
          () => 'refused',
        )
      return [
        await said('', {}),
        await said('stop', { method: 'POST' }),
        await said('stop', { method: 'POST', mode: 'no-cors' }),
      ]
    }, url)
    expect(answers.slice(0, 2)).toEqual(['refused', 'refused'])
    const frame = await page.evaluate(`(async () => {
      const frame = document.createElement('iframe')
      frame.src = ${JSON.stringify(url)}
      document.body.append(frame)
      await new Promise((resolve) => frame.addEventListener('load', resolve))
      return frame.contentDocument === null
    })()`)
    expect(frame).toBe(true)
    // Nothing of it reached the training.
    const own = await visit(url)
    await run.step(2)
    await shows(own.page, 3)
    expect(run.interruption.signal.aborted).toBe(false)
  })

  it.each([1280, 400])('fits %i pixels, in the colours of the theme', async (width) => {
    const run = await training(20)
    const { page, wrong } = await visit(run.dashboard.url, { viewport: { width, height: 800 } })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const root = 'document.documentElement'
      const scrolls = await page.evaluate(`${root}.scrollWidth > ${root}.clientWidth`)
      const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor')
      expect(scrolls).toBe(false)
      expect(paper).toBe(colorScheme === 'light' ? 'rgb(244, 245, 248)' : 'rgb(16, 19, 26)')
    }
    expect(wrong).toEqual([])
  })

  it('follows a run into fine-tuning, and says how it ended', async () => {
    const run = await training(30, {
      task: { kind: 'classification', data: { generate: 'blobs', samples: 200 } },
      stop: { generations: 30 },
      finetune: { epochs: 5 },
    })
    const { page, wrong } = await visit(run.dashboard.url)
    expect(await page.textContent('#state')).toBe('training')
    await run.step(4)
    await page.waitForSelector('#figure-strategy-learningRate')
    expect(await page.textContent('#state')).toBe('fine-tuning')
    await shows(page, 4)
    expect(await page.textContent('#figures dt')).toBe('Epoch')
    expect(await page.textContent('#fitness-legend')).toMatch(/each epoch\d.*median–.*fine-tuning epoch 4$/)
    await run.step(2)
    await stateIs(page, 'ended')
    expect(await page.textContent('#ending')).toBe('All epochs done.')
    expect(wrong).toEqual([])
  })

  it('shows a picture while it is learnt', async () => {
    const png = new PNG({ width: 40, height: 24 })
    for (let i = 0; i < 40 * 24; i++) png.data.set([(i % 40) * 6, Math.floor(i / 40) * 10, 128, 255], i * 4)
    const file = join(folderWith({ 'p.png': PNG.sync.write(png) }), 'p.png')
    const run = await training(3, { task: { kind: 'image', file }, network: { hidden: [8] } })
    const { page, wrong } = await visit(run.dashboard.url)
    await page.waitForSelector('#canvas[aria-label*="has learnt"]')
    expect(await page.textContent('#view-title')).toBe("The champion's picture")
    expect(await coloursOf(page, '#canvas')).toBeGreaterThan(20)
    expect(wrong).toEqual([])
  })

  it('shows a task that has no map without one', async () => {
    const run = await training(3, { task: { kind: 'classification', data: { generate: 'parity', bits: 4 } } })
    const { page, wrong } = await visit(run.dashboard.url)
    await shows(page, 3)
    expect(await page.locator('#view').isVisible()).toBe(false)
    expect(wrong).toEqual([])
  })

  it('never takes what a config says for markup', async () => {
    const hostile = `</script><img src=x onerror=alert(1)>'&\u2028`
    const rows = Array.from({ length: 40 }, (_, k) => ({
      [hostile]: k % 7,
      b: k % 5,
      c: `${hostile}${k % 2}`,
    }))
    const file = join(folderWith({ 'd.json': JSON.stringify(rows) }), 'd.json')
    const run = await training(1, { task: { kind: 'classification', data: { file, target: 'c' } } })
    const { page, wrong } = await visit(run.dashboard.url)
    await page.waitForSelector('#canvas[aria-label]')
    expect(await page.getAttribute('#canvas', 'aria-label')).toContain(hostile)
    expect(await page.textContent('#view-legend')).toBe(`${hostile}0${hostile}1`)
    expect(await page.locator('img').count()).toBe(0)
    expect(wrong).toEqual([])
  })
})

/** The figures that do not fit their tiles, also where they are long and the page is narrow. */
async function cutFigures(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 400, height: 800 })
  return await page.evaluate(`[...document.querySelectorAll('dd')].flatMap((figure) => {
    const copy = figure.parentElement.cloneNode(true)
    figure.parentElement.after(copy)
    const own = copy.querySelector('dd')
    own.textContent = '88,888,888'
    own.style.setProperty('--characters', '10')
    const cut = own.scrollWidth > own.clientWidth || figure.scrollWidth > figure.clientWidth
    copy.remove()
    return cut ? [figure.id] : []
  })`)
}
