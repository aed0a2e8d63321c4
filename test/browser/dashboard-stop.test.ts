import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listing, readJson, readText } from '../e2e/command-line.ts'
import { endless, watchedRun } from '../e2e/watched-run.ts'
import { generationOf, stateIs, visit } from './dashboard-page.ts'

it('can be stopped with Ctrl-C while it is paused, at the generation it was paused at', async () => {
  const { run, url, folder } = await watchedRun(endless, '--workers', '0')
  const { page } = await visit(url)
  await page.click('#pause')
  await stateIs(page, 'paused')
  const paused = await generationOf(page)
  run.process.kill('SIGINT')
  const { code } = await run.ending
  expect(code).toBe(130)
  expect(readText(folder, 'runs/c/metrics.jsonl').trimEnd().split('\n').length).toBe(paused)
})

it.each([
  ['while it trains', false],
  ['while it is paused', true],
])('stops and saves %s: as Ctrl-C does, after a question', async (_, paused) => {
  const { run, url, folder } = await watchedRun(endless, '--workers', '0')
  const { page, wrong } = await visit(url)
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
  const { code, stdout } = await run.ending
  expect(code).toBe(130)
  expect(stdout).toContain('interrupted: ')
  const record = readJson(folder, 'runs/c/run.json')
  expect(record).toMatchObject({ status: 'interrupted', reason: 'interrupted' })
  expect(listing(join(folder, 'runs/c'))).toContain('champion.json')
  // The page says so, and stays usable though the server is gone.
  expect(await page.textContent('#ending')).toBe('Interrupted. It is saved in runs/c.')
  expect(await page.textContent('#announcement')).toContain('The training has ended')
  expect(await generationOf(page)).toBe(record.generations)
  expect(await page.locator('#pause').isDisabled()).toBe(true)
  expect(await page.locator('#stop').isDisabled()).toBe(true)
  await page.click('#log')
  expect(await page.getAttribute('#log', 'aria-checked')).toBe('true')
  expect(wrong).toEqual([])
})
