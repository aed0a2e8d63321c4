import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { evolve, folderWith, listing, type Running, readJson, readText, start } from '../e2e/command-line.ts'

/** Far more than anyone waits for. */
const long = `network: { hidden: [16] }
task: { kind: classification, data: { generate: circles, samples: 500, validation: 0.2 } }
stop: { generations: 1000000 }
pictures: { film: false }
`

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
})

/** A training under way, and what its dashboard is opened with. */
interface Watched {
  readonly run: Running
  readonly url: string
  readonly folder: string
}

async function watched(config: string, ...args: readonly string[]): Promise<Watched> {
  const folder = folderWith({ 'c.yaml': config })
  let stderr = ''
  const run = start(folder, '--dashboard', 'c.yaml', ...args)
  run.process.stderr!.on('data', (text: string) => {
    stderr += text
  })
  await run.says('dashboard: ')
  await run.says('/\n')
  const url = /dashboard: (\S+)\n/.exec(stderr)![1]!
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\/$/)
  return { run, url, folder }
}

/** A page of the dashboard, and all that went wrong in it. */
async function visit(
  url: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; wrong: string[] }> {
  const page = await (await browser.newContext(options)).newPage()
  const wrong: string[] = []
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) wrong.push(`asked for ${request.url()}`)
  })
  await page.goto(url)
  await page.waitForSelector('#figure-generation')
  return { page, wrong }
}

async function generationOf(page: Page): Promise<number> {
  return Number((await page.textContent('#figure-generation'))!.replaceAll(',', ''))
}

async function reaches(page: Page, generation: number): Promise<void> {
  while ((await generationOf(page)) < generation) await new Promise((resolve) => setTimeout(resolve, 50))
}

async function stateIs(page: Page, state: string): Promise<void> {
  await page.waitForSelector(`#state[data-state="${state}"]`)
}

/** Ends a training whose end is not what is tested. */
async function leave({ run }: Watched): Promise<void> {
  run.process.kill('SIGKILL')
  await run.ending
}

/** Generations whose metrics have reached the disk, or will: what the run says of itself in the end. */
function generations(folder: string): number {
  return readText(folder, 'runs/c/metrics.jsonl').trimEnd().split('\n').length
}

describe('the dashboard of a training that goes on', () => {
  let watching: Watched
  beforeAll(async () => {
    watching = await watched(long)
  })
  afterAll(async () => {
    await leave(watching)
  })

  it('shows numbers that move, curves and a map, with nothing wrong in it', async () => {
    const { page, wrong } = await visit(watching.url)
    const first = await generationOf(page)
    await reaches(page, first + 5)
    expect(await page.textContent('h1')).toBe('c')
    expect(await page.textContent('#details')).toContain('2-16-2')
    expect(Number(await page.textContent('#figure-best'))).toBeGreaterThan(0)
    expect(Number(await page.textContent('#figure-validation'))).toBeGreaterThan(0)
    expect(await page.textContent('#figure-failures')).toBe('0')
    expect(await page.locator('#loss canvas').count()).toBe(1)
    expect(await page.locator('#diversity canvas').count()).toBe(1)
    await page.waitForSelector('#canvas[aria-label*="over x and y"]')
    expect(await page.textContent('#view-legend')).toContain('ring')
    expect(await coloursOf(page, '#canvas')).toBeGreaterThan(20)
    expect(await coloursOf(page, '#loss canvas')).toBeGreaterThan(5)
    expect(wrong).toEqual([])
  })

  it('pauses so that no generation passes, and goes on', async () => {
    const { page, wrong } = await visit(watching.url)
    await reaches(page, 3)
    await page.click('#pause')
    await stateIs(page, 'paused')
    expect(await page.textContent('#pause')).toBe('Resume')
    await watching.run.says('paused by the dashboard')
    const paused = await generationOf(page)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(await generationOf(page)).toBe(paused)
    // A page that comes in the meantime sees the same.
    const other = await visit(watching.url)
    await stateIs(other.page, 'paused')
    expect(await generationOf(other.page)).toBe(paused)
    expect(watching.run.process.exitCode).toBeNull()

    await other.page.click('#pause')
    await stateIs(page, 'training')
    expect(await page.textContent('#pause')).toBe('Pause')
    await reaches(page, paused + 3)
    expect(wrong).toEqual([])
  })

  it('switches to a log scale and back', async () => {
    const { page, wrong } = await visit(watching.url)
    await reaches(page, 20)
    await page.click('#pause')
    await stateIs(page, 'paused')
    const shot = (): Promise<Buffer> => page.locator('#loss').screenshot()
    const linear = await shot()
    expect((await shot()).equals(linear)).toBe(true)
    await page.click('#log')
    expect(await page.getAttribute('#log', 'aria-checked')).toBe('true')
    await page.mouse.move(0, 0)
    expect((await shot()).equals(linear)).toBe(false)
    await page.click('#log')
    await page.mouse.move(0, 0)
    expect((await shot()).equals(linear)).toBe(true)
    await page.click('#pause')
    await stateIs(page, 'training')
    expect(wrong).toEqual([])
  })

  it('can be used with the keyboard alone', async () => {
    const { page, wrong } = await visit(watching.url)
    await reaches(page, 20)
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('pause')
    await page.keyboard.press('Enter')
    await stateIs(page, 'paused')
    expect(await page.textContent('#announcement')).toBe('The training is paused')
    for (const id of ['stop', 'log', 'loss']) {
      await page.keyboard.press('Tab')
      expect(await focused(page)).toBe(id)
    }
    const last = await generationOf(page)
    await page.keyboard.press('Home')
    expect(await page.getAttribute('#loss', 'aria-valuetext')).toMatch(/^generation [\d,]+: .*best \d/)
    expect(await page.getAttribute('#loss', 'aria-valuenow')).toBe('0')
    await page.keyboard.press('ArrowRight')
    expect(await page.getAttribute('#loss', 'aria-valuenow')).toBe('1')
    const second = /^generation ([\d,]+): /.exec((await page.getAttribute('#loss', 'aria-valuetext'))!)![1]
    expect(await page.textContent('#loss-legend')).toContain(`generation ${second}`)
    await page.keyboard.press('End')
    const text = await page.getAttribute('#loss', 'aria-valuetext')
    expect(text!.startsWith(`generation ${last.toLocaleString('en')}: `)).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForSelector('tbody tr')
    expect(await page.locator('tbody tr').count()).toBe(15)
    await page.click('#pause')
    await stateIs(page, 'training')
    expect(wrong).toEqual([])
  })

  it('lets no other page read it or press its buttons', async () => {
    const foreign = createServer((_, response) =>
      response.setHeader('Content-Type', 'text/html').end('<p>evil</p>'),
    )
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
    const page = await (await browser.newContext()).newPage()
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
    }, watching.url)
    expect(answers.slice(0, 2)).toEqual(['refused', 'refused'])
    const frame = await page.evaluate(`(async () => {
      const frame = document.createElement('iframe')
      frame.src = ${JSON.stringify(watching.url)}
      document.body.append(frame)
      await new Promise((resolve) => frame.addEventListener('load', resolve))
      return frame.contentDocument === null
    })()`)
    expect(frame).toBe(true)
    // Nothing of it reached the training.
    const own = await visit(watching.url)
    await reaches(own.page, (await generationOf(own.page)) + 2)
    foreign.close()
  })

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 400],
    ['dark', 400],
  ] as const)('fits a %s page %i pixels wide, in colours of that theme', async (colorScheme, width) => {
    const { page, wrong } = await visit(watching.url, { colorScheme, viewport: { width, height: 800 } })
    const root = 'document.documentElement'
    const scrolls = await page.evaluate(`${root}.scrollWidth > ${root}.clientWidth`)
    const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(scrolls).toBe(false)
    expect(paper).toBe(colorScheme === 'light' ? 'rgb(244, 245, 248)' : 'rgb(16, 19, 26)')
    expect(wrong).toEqual([])
  })
})

describe('the dashboard of a training', () => {
  it('can be stopped with Ctrl-C while it is paused, at the generation it was paused at', async () => {
    const watching = await watched(long)
    const { page } = await visit(watching.url)
    await page.click('#pause')
    await stateIs(page, 'paused')
    const paused = await generationOf(page)
    watching.run.process.kill('SIGINT')
    const { code } = await watching.run.ending
    expect(code).toBe(130)
    expect(generations(watching.folder)).toBe(paused)
  })

  it.each([
    ['while it trains', false],
    ['while it is paused', true],
  ])('stops and saves %s: as Ctrl-C does, after a question', async (_, paused) => {
    const watching = await watched(long)
    const { page, wrong } = await visit(watching.url)
    await reaches(page, 2)
    await page.click('#stop')
    await page.click('#keep')
    expect(await page.locator('#confirm').isVisible()).toBe(false)
    if (paused) {
      await page.click('#pause')
      await stateIs(page, 'paused')
    }
    await page.click('#stop')
    await page.click('#confirm-stop')
    await stateIs(page, 'ended')
    const { code, stdout } = await watching.run.ending
    expect(code).toBe(130)
    expect(stdout).toContain('interrupted: ')
    const record = readJson(watching.folder, 'runs/c/run.json')
    expect(record).toMatchObject({ status: 'interrupted', reason: 'interrupted' })
    expect(listing(join(watching.folder, 'runs/c'))).toContain('champion.json')
    // The page says so, and stays usable though nobody serves it any more.
    expect(await page.textContent('#ending')).toBe('Interrupted. It is saved in runs/c.')
    expect(await page.textContent('#announcement')).toContain('The training has ended')
    expect(await generationOf(page)).toBe(record.generations)
    expect(await page.locator('#pause').isDisabled()).toBe(true)
    expect(await page.locator('#stop').isDisabled()).toBe(true)
    await page.click('#log')
    expect(await page.getAttribute('#log', 'aria-checked')).toBe('true')
    expect(wrong).toEqual([])
  })

  it('follows a run into fine-tuning, and says how it ended', async () => {
    const config = `task: { kind: classification, data: { generate: blobs, samples: 200 } }
stop: { generations: 30 }
finetune: { epochs: 1000000, seconds: 3 }
pictures: { film: false }
`
    const watching = await watched(config)
    const { page, wrong } = await visit(watching.url)
    await page.waitForSelector('#figure-strategy-learningRate')
    expect(await page.textContent('#state')).toBe('fine-tuning')
    await stateIs(page, 'ended')
    expect((await watching.run.ending).code).toBe(0)
    expect(await page.textContent('#ending')).toBe('Time is up. It is saved in runs/c.')
    expect(wrong).toEqual([])
  })

  it('shows a picture while it is learnt', async () => {
    const picture = await pngOf(40, 24)
    const folder =
      'task: { kind: image, file: p.png }\nnetwork: { hidden: [8] }\nstop: { generations: 1000000 }\n'
    const watching = await watched(folder.replace('p.png', picture))
    const { page, wrong } = await visit(watching.url)
    await page.waitForSelector('#canvas[aria-label*="has learnt"]')
    expect(await page.textContent('#view-title')).toBe("The champion's picture")
    expect(await coloursOf(page, '#canvas')).toBeGreaterThan(20)
    await leave(watching)
    expect(wrong).toEqual([])
  })

  it('shows a task that has no map without one', async () => {
    const watching = await watched(
      'task: { kind: classification, data: { generate: parity, bits: 4 } }\nstop: { generations: 1000000 }\n',
    )
    const { page, wrong } = await visit(watching.url)
    await reaches(page, 3)
    expect(await page.locator('#view').isVisible()).toBe(false)
    await leave(watching)
    expect(wrong).toEqual([])
  })

  it('never takes what a config says for markup', async () => {
    const hostile = `</script><img src=x onerror=alert(1)>'&\u2028`
    const rows = Array.from({ length: 40 }, (_, k) => ({
      [hostile]: k % 7,
      b: k % 5,
      c: `${hostile}${k % 2}`,
    }))
    const folder = folderWith({ 'd.json': JSON.stringify(rows) })
    const data = `{ file: ${JSON.stringify(join(folder, 'd.json'))}, target: c }`
    const watching = await watched(
      `task: { kind: classification, data: ${data} }\nstop: { generations: 1000000 }\n`,
    )
    const { page, wrong } = await visit(watching.url)
    await page.waitForSelector('#canvas[aria-label]')
    expect(await page.getAttribute('#canvas', 'aria-label')).toContain(hostile)
    expect(await page.textContent('#view-legend')).toBe(`${hostile}0${hostile}1`)
    expect(await page.locator('img').count()).toBe(0)
    await leave(watching)
    expect(wrong).toEqual([])
  })
})

describe('a training with a dashboard', () => {
  it('gives the bits that it gives without one', async () => {
    const config = long.replace('1000000', '400')
    const plain = folderWith({ 'c.yaml': config })
    const without = evolve(plain, 'c.yaml')
    const watching = await watched(config)
    await visit(watching.url)
    expect((await watching.run.ending).code).toBe(0)
    expect((await without).code).toBe(0)
    expect(readText(watching.folder, 'runs/c/champion.json')).toBe(readText(plain, 'runs/c/champion.json'))
    const untimed = (folder: string): unknown[] =>
      readText(folder, 'runs/c/metrics.jsonl')
        .trimEnd()
        .split('\n')
        .map((line) => ({ ...JSON.parse(line), timing: null }))
    expect(untimed(watching.folder)).toEqual(untimed(plain))
  })

  it('goes on though a thousand pages listen, every one of which hears of it', async () => {
    const watching = await watched(long, '--workers', '1')
    const { page } = await visit(watching.url)
    await reaches(page, 5)
    const paceOver = async (ms: number): Promise<number> => {
      const [from, at] = [generations(watching.folder), performance.now()]
      await new Promise((resolve) => setTimeout(resolve, ms))
      return (generations(watching.folder) - from) / (performance.now() - at)
    }
    await page.close()
    const alone = await paceOver(2500)
    const ticks = new Uint32Array(1000)
    const sockets = await Promise.all(Array.from(ticks, (_, k) => hear(watching.url, ticks, k)))
    const crowded = await paceOver(2500)
    while (!ticks.every((count) => count >= 2)) await new Promise((resolve) => setTimeout(resolve, 20))
    for (const socket of sockets) socket.destroy()
    await leave(watching)
    // The clients are on the same cores and take most of what is lost.
    expect(crowded).toBeGreaterThan(alone / 5)
  })

  it('loads nothing of the dashboard if it was not asked to', async () => {
    const loaded = async (...args: readonly string[]): Promise<string[]> => {
      const folder = folderWith({ 'c.yaml': long.replace('1000000', '2') })
      process.env['NODE_V8_COVERAGE'] = join(folder, 'coverage')
      const { code } = await evolve(folder, ...args, 'c.yaml').finally(() => {
        delete process.env['NODE_V8_COVERAGE']
      })
      expect(code).toBe(0)
      return readdirSync(join(folder, 'coverage')).flatMap((file) =>
        readJson(folder, 'coverage', file).result.map(({ url }: { url: string }) => url),
      )
    }
    const ours = (url: string): boolean => /dist\/(src|workers)\/dashboard/.test(url)
    expect((await loaded('--dashboard')).some(ours)).toBe(true)
    const without = await loaded()
    expect(without.some((url) => url.includes('dist/src/cli/train.js'))).toBe(true)
    expect(without.filter(ours)).toEqual([])
  })

  it('takes the port that it is given, and says what is wrong with it', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const folder = folderWith({ 'c.yaml': long.replace('1000000', '2') })
    const said = async (...args: readonly string[]): Promise<[number | null, string]> => {
      const { code, stderr } = await evolve(folder, ...args)
      return [code, stderr]
    }
    const hint = 'without a number it takes a free one'
    expect(await said('--dashboard', String(port), 'c.yaml')).toEqual([
      2,
      `evolve: --dashboard: expected a free port, found ${port}, which is in use; ${hint}\n`,
    ])
    expect(await said('--dashboard', '70000', 'c.yaml')).toEqual([
      2,
      'evolve: --dashboard: expected a whole number from 0 to 65535, found 70000\n',
    ])
    expect(await said('c.yaml', '--dashboard', '--repeats', '3')).toEqual([
      2,
      'evolve: --dashboard: expected a single training, found --repeats 3\n',
    ])
    expect(existsSync(join(folder, 'runs'))).toBe(false)
    await new Promise((resolve) => taken.close(resolve))
    const [code, stderr] = await said('c.yaml', '--quiet', '--dashboard', String(port))
    expect(code).toBe(0)
    expect(stderr).toMatch(new RegExp(`^dashboard: http://127\\.0\\.0\\.1:${port}/[\\w-]{43}/\\n$`))
  })
})

/** Different colours on a canvas. */
async function coloursOf(page: Page, selector: string): Promise<number> {
  return await page.evaluate(`(() => {
    const canvas = document.querySelector(${JSON.stringify(selector)})
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    return new Set(new Uint32Array(data.buffer)).size
  })()`)
}

async function focused(page: Page): Promise<string> {
  return await page.evaluate('document.activeElement.id')
}

/** Listens to events without a browser, and counts the ticks; resolves once it heard something. */
function hear(url: string, ticks: Uint32Array, k: number): Promise<Socket> {
  const { host, port, pathname } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(`GET ${pathname}events HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    socket.on('error', reject).on('data', (chunk) => {
      if (chunk.includes('event: tick')) ticks[k]!++
      resolve(socket)
    })
  })
}

/** The path of a picture of that size. */
async function pngOf(width: number, height: number): Promise<string> {
  const { PNG } = await import('pngjs')
  const png = new PNG({ width, height })
  for (let i = 0; i < width * height; i++) {
    png.data.set([(i % width) * 6, Math.floor(i / width) * 10, 128, 255], i * 4)
  }
  return join(folderWith({ 'p.png': PNG.sync.write(png) }), 'p.png')
}
