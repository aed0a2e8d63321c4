/** The machines of a run on several, on its live page. No queue is needed: the dashboard is told what machines would have done. */
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import type { FleetFigures, MachineFigures } from '../../src/evaluation/fleet-figures.ts'
import { shows, visit } from './dashboard-page.ts'
import { SteppedTraining } from './stepped-training.ts'

/** A training whose generations the given machines score, each of which takes 100 ms. */
async function trainingOf(machines: (generation: number) => MachineFigures[]): Promise<SteppedTraining> {
  const run = await SteppedTraining.open({
    task: { kind: 'classification', data: { generate: 'parity', bits: 4 } },
    stop: { generations: 1_000_000 },
  })
  onTestFinished(() => run.close())
  run.told = (event) => {
    const fleet: FleetFigures = { sentBytes: 1000, machines: machines(event.generation) }
    return { ...event, timing: { ...event.timing, evaluateMs: 100, fleet } }
  }
  return run
}

function machine(name: string, over: Partial<MachineFigures> = {}): MachineFigures {
  return { name, threads: 4, individuals: 5, busyMs: 200, silentMs: 600, ...over }
}

/** The texts of the rows, cell by cell. */
async function rowsOf(page: Page): Promise<string[][]> {
  return await page.evaluate(
    `[...document.querySelectorAll('#machines-body tr')].map((row) => [...row.children].map((cell) => cell.textContent))`,
  )
}

it('a run on one machine has no table of machines', async () => {
  const run = await SteppedTraining.open({
    task: { kind: 'classification', data: { generate: 'parity', bits: 4 } },
  })
  onTestFinished(() => run.close())
  await run.step(2)
  const { page } = await visit(run.dashboard.url)
  await shows(page, 2)
  expect(await page.locator('#machines').isVisible()).toBe(false)
})

it('each machine has a row, who has left is gone, and names are no markup', async () => {
  const run = await trainingOf((generation) => [
    machine('<img src=x onerror=alert(1)>', { individuals: 20, busyMs: 400 }),
    generation <= 3
      ? machine('early', { individuals: 10 })
      : machine('early', { individuals: 0, busyMs: 0, silentMs: null }),
    machine('idle', { individuals: 0, busyMs: 0, silentMs: 7600 }),
  ])
  await run.step(3)
  const { page, wrong } = await visit(run.dashboard.url)
  await shows(page, 3)
  const titles = await page.locator('#machines-head th').allTextContents()
  expect(titles).toEqual(['machine', 'threads', 'individuals', 'a second', 'busy', 'heard from'])
  expect(await rowsOf(page)).toEqual([
    ['<img src=x onerror=alert(1)>', '4', '60', '200', '100 %', '1 s ago'],
    ['early', '4', '30', '100', '50.0 %', '1 s ago'],
    ['idle', '4', '0', '0', '0 %', '8 s ago'],
  ])
  // A selection in a row lasts.
  await page.evaluate(`document.querySelector('#machines-body tr').dataset.mark = 'kept'`)
  await run.step(1)
  await page.waitForSelector('#machines-body tr.gone')
  expect(await rowsOf(page)).toEqual([
    ['<img src=x onerror=alert(1)>', '4', '80', '200', '100 %', '1 s ago'],
    ['early', '4', '30', '100', '50.0 %', 'gone'],
    ['idle', '4', '0', '0', '0 %', '8 s ago'],
  ])
  expect(await page.locator('#machines-body tr.gone').count()).toBe(1)
  expect(await page.getAttribute('#machines-body tr', 'data-mark')).toBe('kept')
  expect(await page.locator('#machines img').count()).toBe(0)
  expect(wrong).toEqual([])
})

it('a dozen machines with long names fit any page, with roles for those who hear them', async () => {
  const names = Array.from({ length: 12 }, (_, k) => `compute-${k}.a-long-name-of-a-data-centre.example:${k}`)
  const run = await trainingOf(() =>
    names.map((name) => machine(name, { individuals: 123_456, threads: 128 })),
  )
  await run.step(2)
  for (const width of [1280, 400, 320]) {
    const { page, wrong } = await visit(run.dashboard.url, { viewport: { width, height: 800 } })
    await shows(page, 2)
    expect(await page.locator('#machines-body tr').count()).toBe(12)
    const cut =
      await page.evaluate(`[document.documentElement, ...document.querySelectorAll('#machines td, #machines th')]
      .filter((part) => part.scrollWidth > part.clientWidth && getComputedStyle(part).display !== 'inline')
      .map((part) => part.textContent.slice(0, 40))`)
    expect(cut, `${width} pixels`).toEqual([])
    const row = page.locator('#machines-body').getByRole('row').first()
    expect(await row.getByRole('rowheader').textContent()).toBe(names[0])
    expect(await row.getByRole('cell').count()).toBe(5)
    expect(wrong).toEqual([])
    await page.close()
  }
})
