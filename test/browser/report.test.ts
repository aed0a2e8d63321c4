import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeGif } from '../../src/report/film/gif.ts'
import { PAPER } from '../../src/report/film/inks.ts'
import type { TrainingsReport } from '../../src/report/html/trainings/data.ts'
import { built } from '../e2e/built.ts'
import { listedRun } from '../report/html/listing/sample.ts'
import { event, events, network, record, reportData } from '../report/html/sample.ts'
import { newPage } from './browser.ts'

const { runsHtml } =
  await built<typeof import('../../src/report/html/listing/page.ts')>('report/html/listing/page')
const { trainingsHtml } = await built<typeof import('../../src/report/html/trainings/page.ts')>(
  'report/html/trainings/page',
)
const { reportHtml } = await built<typeof import('../../src/report/html/page.ts')>('report/html/page')

const folder = mkdtempSync(join(tmpdir(), 'evolve-report-'))

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

interface Opened {
  readonly page: Page
  /** The browser's messages, and requests to any address but that of the page. */
  readonly issues: string[]
}

async function open(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const file = join(folder, 'report.html')
  writeFileSync(file, html)
  const page = await newPage({ viewport: { width: 1000, height: 800 }, ...options })
  const issues: string[] = []
  const address = pathToFileURL(file).href
  page.on('console', (message) => issues.push(message.text()))
  page.on('pageerror', (error) => issues.push(error.message))
  page.on('dialog', (dialog) => issues.push(`dialog ${dialog.message()}`))
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) issues.push(request.url())
  })
  await page.goto(address)
  return { page, issues }
}

const plot = '#chart-fitness .plot'
const tip = '#chart-fitness .tip'

/** Where the reader's dot of the best curve stands, down from the top of the plot, in percent. */
async function level(page: Page): Promise<number> {
  return Number.parseFloat((await page.locator('#chart-fitness .mark.best').getAttribute('cy'))!)
}

describe('a report in a browser', () => {
  it('opens without an error, and requests nothing', async () => {
    const { page, issues } = await open(reportHtml(reportData()))
    expect(issues).toEqual([])
    expect(await page.title()).toBe('penguins, seed 1: report')
    expect(await page.locator('h2').allInnerTexts()).toEqual([
      ...['Summary', 'Curves', 'Classes', 'Network', 'Workers', 'Failures', 'Config', 'Notes', 'Origin'],
    ])
    // What the page asked for while it was looked at has been heard of by now.
    expect(issues).toEqual([])
    // A request is stopped, and the test hears of it.
    await page.evaluate(
      "document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' }))",
    )
    await expect.poll(() => issues.join()).toContain('Content Security Policy')
  })

  it('tells the values under the pointer, and those that the arrow keys come to', async () => {
    const { page, issues } = await open(reportHtml(reportData()))
    const box = (await page.locator(plot).boundingBox())!
    expect(await page.locator(tip).isVisible()).toBe(false)
    await page.mouse.move(box.x + box.width / 2, box.y + 50)
    await expect.poll(() => page.locator(tip).innerText()).toContain('generation 60')
    const { champion, median } = event(60)
    const said = (await page.locator(tip).innerText()).replace(/\s+/g, ' ')
    expect(said).toContain('3,000 evaluations')
    expect(said).toContain(`best ${Number(champion!.toPrecision(4))}`)
    expect(said).toContain(`median ${Number(median!.toPrecision(4))}`)
    await page.mouse.move(5, 5)
    await expect.poll(() => page.locator(tip).isVisible()).toBe(false)

    await page.locator(plot).focus()
    const text = (): Promise<string | null> => page.locator(plot).getAttribute('aria-valuetext')
    expect(await text()).toContain('generation 60, 3,000 evaluations: best')
    await page.keyboard.press('ArrowLeft')
    expect(await text()).toContain('generation 59,')
    await page.keyboard.press('Home')
    expect(await text()).toContain('generation 1,')
    expect(await page.locator(plot).getAttribute('aria-valuenow')).toBe('0')
    expect(issues).toEqual([])
  })

  it('switches between the logarithmic and the linear scale, by pointer and by keyboard', async () => {
    const { page } = await open(reportHtml(reportData()))
    const frame = (kind: string): Promise<boolean> => page.locator(`#chart-fitness svg.${kind}`).isVisible()
    expect([await frame('log'), await frame('linear')]).toEqual([true, false])
    await page.locator(plot).focus()
    await page.keyboard.press('Home')
    for (let i = 0; i < 40; i++) await page.keyboard.press('ArrowRight')
    const high = await level(page)
    await page.locator('#chart-fitness').getByRole('radio', { name: 'linear' }).check()
    expect([await frame('log'), await frame('linear')]).toEqual([false, true])
    await page.locator(plot).focus()
    // The best of generation 41, 0.379, lies above the middle of the log scale, and below that of the linear one.
    expect(high).toBeLessThan(50)
    expect(await level(page)).toBeGreaterThan(60)
    await page.locator('#chart-fitness').getByRole('radio', { name: 'linear' }).focus()
    await page.keyboard.press('ArrowRight')
    expect([await frame('log'), await frame('linear')]).toEqual([true, false])
  })

  it('shows all but what the pointer reads without any script', async () => {
    const { page } = await open(reportHtml(reportData()), { javaScriptEnabled: false })
    expect(await page.locator('#chart-fitness svg.log').isVisible()).toBe(true)
    await page.locator('#chart-fitness .switch label').first().click()
    expect(await page.locator('#chart-fitness svg.log').isVisible()).toBe(false)
    expect(await page.locator('#chart-fitness svg.linear').isVisible()).toBe(true)
  })

  it('fits every width from 320 pixels, in light and dark', async () => {
    const answers = {
      kind: 'numbers' as const,
      names: ['a rather long name of an output'],
      parts: [{ part: 'test' as const, truth: [1, 2, 3], answer: [1.1, 2.2, 2.9] }],
    }
    const { page, issues } = await open(
      reportHtml(
        reportData({
          answers,
          events: events(2000).map((one) => ({ ...one, evaluations: one.generation * 5000 })),
          network: network([7, 24, 24, 3]),
          record: record({ name: 'a'.repeat(200) }),
        }),
      ),
    )
    for (const width of [320, 400, 1000]) {
      await page.setViewportSize({ width, height: 800 })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const { scrollWidth, paper } = (await page.evaluate(
          '({ scrollWidth: document.documentElement.scrollWidth, paper: getComputedStyle(document.body).backgroundColor })',
        )) as { scrollWidth: number; paper: string }
        expect(scrollWidth).toBe(width)
        expect(paper).toBe(colorScheme === 'dark' ? 'rgb(19, 22, 28)' : 'rgb(255, 255, 255)')
      }
    }
    expect(issues).toEqual([])
  })

  it('cuts no table at any width, whatever the names', async () => {
    const long = 'AnotherOneWithoutAnySpaceInItsRemarkablyLongNameAtAll_0123456789'
    const names = Array.from({ length: 12 }, (_, k) => `${k} of the classes, with a name of many words`)
    const truth = Array.from({ length: 240 }, (_, k) => k % 12)
    const answers = {
      ...{ kind: 'classes' as const, target: long, names },
      parts: [{ part: 'test' as const, truth, chosen: truth.map((k) => (k * 5) % 12) }],
    }
    const runs = Array.from({ length: 60 }, (_, k) =>
      listedRun({ seed: k + 1, name: k === 7 ? long : `r-${k}` }),
    )
    const failed = listedRun({ status: 'failed', error: `no room for ${long}`, fitness: null, seed: 9 })
    const ended = (run: (typeof runs)[0]) => ({ run, metrics: { accuracy: 0.75 }, address: 'x/' })
    const range: readonly [number, number] = [0.00012345, 0.00023456]
    const figures = {
      ...{ runs: 60, median: 0.000123456, best: 0.0000123456, worst: 12_345.6, metrics: { accuracy: 0.75 } },
      ...{ quartiles: range, interval: range },
      ...{ successes: 12, evaluationsToTarget: 1_234_567, secondsToTarget: 123.45 },
    } as const
    const trainings: TrainingsReport = {
      ...{ kind: 'compare' as const, folder: long, writtenAt: '2026-01-01T00:00:00.000Z', status: 'failed' },
      ...{ identity: record({ name: long }), config: { seed: 1 }, strategy: null, repeats: 60, part: 'test' },
      ...{ budget: { evaluations: 1000 }, target: 0.1, fitnessLabel: 'cross-entropy', remarks: [long] },
      ...{ units: { fitness: null, errors: null }, plot: '<svg></svg>' },
      contestants: [
        { label: long, figures, trainings: [...runs, failed].map(ended) },
        { label: 'x', figures, trainings: [ended(failed)] },
      ],
    }
    const pages = [
      reportHtml(reportData({ answers, network: null, pictures: [] })),
      trainingsHtml(trainings),
      runsHtml({
        ...{ dir: 'runs', writtenAt: new Date(0) },
        runs: [...runs, failed].map((run) => ({ run, report: null, curves: [[{ x: 1, y: 1 }]] })),
      }),
    ]
    const cut = `[...document.querySelectorAll('table')]
      .filter((table) => table.getBoundingClientRect().right > document.querySelector('main').getBoundingClientRect().right + 1)
      .map((table) => table.className)`
    for (const html of pages) {
      const { page, issues } = await open(html)
      await page.evaluate('for (const part of document.querySelectorAll("details")) part.open = true')
      for (const width of [400, 900, 1000, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
        expect(await page.evaluate(cut), `${width}`).toEqual([])
      }
      expect(issues).toEqual([])
    }
  })

  it('shows a film on dark paper where the page is dark, and on white elsewhere', async () => {
    const [width, height] = [PAPER.length, 8]
    const indices = Uint8Array.from({ length: width * height }, (_, at) =>
      Math.max(0, at - width * (height - 1)),
    )
    const bytes = encodeGif([{ indices, delayMs: 1000 }], width, height, PAPER)
    const film = {
      name: 'film.gif',
      type: 'image/gif',
      caption: 'film',
      description: 'a film',
      bytes,
    } as const
    const html = reportHtml(reportData({ pictures: [film] }))
    const { page, issues } = await open(html, { colorScheme: 'dark' })
    expect(await corner(page)).toEqual([27, 31, 39, 255])
    await page.emulateMedia({ colorScheme: 'light' })
    // The page forbids what waitForFunction does after its first look.
    const isShown = `(({ src, currentSrc }) => src === currentSrc)(document.querySelector('.picture img'))`
    await expect.poll(() => page.evaluate(isShown), { timeout: 30_000 }).toBe(true)
    expect(await corner(page)).toEqual([255, 255, 255, 255])
    expect(issues).toEqual([])
  })

  it('runs nothing that a user wrote, and shows it as it was written', async () => {
    const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'\u2028end`
    const html = reportHtml(
      reportData({
        record: record({ name: evil, notes: [evil], network: evil, fitnessName: evil }),
        config: { name: evil },
        network: { ...network([1, 1]), inputs: [evil], outputs: [evil] },
        answers: {
          kind: 'classes',
          target: evil,
          names: [evil],
          parts: [{ part: 'test', truth: [0], chosen: [0] }],
        },
        events: events(30).map((one) => ({ ...one, strategy: { [evil]: one.generation } })),
        remarks: [evil],
      }),
    )
    const { page, issues } = await open(html)
    await page.locator('#chart-strategy-0 .plot').hover()
    await expect
      .poll(() => page.locator('#chart-strategy-0 .tip').innerText())
      .toContain('</script><script>alert(1)')
    expect(await page.locator('h1 bdi').textContent()).toBe(evil)
    expect(await page.locator('img').count()).toBe(0)
    expect(issues).toEqual([])
  })

  it('reads the same out before and after its script has taken over, also very small figures', async () => {
    const tiny = events(30).map((one) => ({ ...one, champion: 0.00001234567 / one.generation }))
    const html = reportHtml(
      reportData({ events: tiny.map((one) => ({ ...one, evaluations: 123_456 * one.generation })) }),
    )
    const { page } = await open(html)
    const text = (): Promise<string | null> => page.locator(plot).getAttribute('aria-valuetext')
    const written = await text()
    expect(written).toContain('generation 30, 3,703,680 evaluations: best 4.115e-7')
    await page.locator(plot).focus()
    expect(await text()).toBe(written)
  })

  it('opens a hundred thousand generations, and finds each place in them', async () => {
    const { page, issues } = await open(reportHtml(reportData({ events: events(100_000) })))
    await page.locator(plot).focus()
    const text = (): Promise<string | null> => page.locator(plot).getAttribute('aria-valuetext')
    expect(await text()).toContain('generation 100,000, 5,000,000 evaluations')
    const box = (await page.locator(plot).boundingBox())!
    await page.mouse.move(box.x + box.width / 4, box.y + 50)
    const generation = async (): Promise<number> =>
      Number(/generation ([\d,]+)/.exec((await text())!)![1]!.replaceAll(',', ''))
    await expect.poll(async () => Math.abs((await generation()) - 25_000)).toBeLessThan(500)
    expect(issues).toEqual([])
  })
})

/** The first pixel of the first picture. */
async function corner(page: Page): Promise<number[]> {
  return await page.evaluate(`(async () => {
    const film = document.querySelector('.picture img')
    await film.decode()
    const context = document.createElement('canvas').getContext('2d')
    context.drawImage(film, 0, 0)
    return [...context.getImageData(0, 0, 1, 1).data]
  })()`)
}
