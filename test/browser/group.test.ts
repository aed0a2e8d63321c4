import { expect, it } from 'vitest'
import { folderWith, readJson, start } from '../e2e/command-line.ts'
import { addressOf } from '../e2e/watched-run.ts'
import { stateIs, visit } from './dashboard-page.ts'

const config =
  'task: { kind: classification, data: { generate: circles, samples: 60 } }\n' +
  'network: { hidden: [4] }\npictures: false\ncompare:\n  budget: { evaluations: 100000000 }\n  repeats: 2\n' +
  '  contestants: { one: {}, "<i>other</i>": {} }\n'

it('shows all trainings of a comparison as they go, and stops them', async () => {
  const folder = folderWith({ 'c.yaml': config })
  const run = start(folder, 'compare', 'c.yaml', '-w', '2', '-q', '--dashboard')
  const { page, wrong } = await visit(await addressOf(run), {}, '#figures dd')
  await page.locator('#chart path').nth(1).waitFor({ state: 'attached' })
  expect(await page.textContent('h1')).toBe('c')
  expect(await page.locator('#trainings-body tr').count()).toBe(4)
  expect(await page.textContent('#chart-legend')).toContain('<i>other</i>')
  await page.click('#trainings-body tr:nth-child(2) a')
  expect(await page.getAttribute('#trainings-body tr:nth-child(2)', 'class')).toBe('chosen')
  expect(await page.locator('#chart path.chosen').count()).toBe(1)
  await page.click('#log')
  expect(await page.getAttribute('#log', 'aria-checked')).toBe('true')
  const box = (await page.locator('#chart').boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  expect(await page.textContent('#chart-legend .place')).toMatch(/^[\d,]+ evaluations$/)
  expect(await page.locator('#chart .cursor').count()).toBe(1)
  await page.focus('#chart')
  await page.keyboard.press('Home')
  expect(await page.getAttribute('#chart', 'aria-valuenow')).toBe('0')
  expect(await page.getAttribute('#chart', 'aria-valuetext')).toMatch(/^\d+ evaluations: one median /)
  await page.click('#pause')
  await stateIs(page, 'paused')
  const evaluations = (): Promise<string | null> => page.textContent('#figures > div:last-child dd')
  const before = await evaluations()
  await page.waitForTimeout(500)
  expect(await evaluations()).toBe(before)
  await page.click('#pause')
  await stateIs(page, 'training')
  // The page forbids what waitForFunction does after its first look.
  await expect
    .poll(() => page.textContent('#figures > div:last-child dd'), { timeout: 30_000 })
    .not.toBe(before)
  await page.click('#stop')
  await page.click('#confirm-stop')
  await stateIs(page, 'ended')
  expect(await page.textContent('#trainings-body tr')).toContain('stopped')
  expect(await page.textContent('#ending')).toBe('0 of 4 trainings ended. They are saved in runs/c-compare.')
  const { code } = await run.ending
  expect(code).toBe(130)
  expect(readJson(folder, 'runs/c-compare/trainings.json')).toMatchObject({ status: 'interrupted' })
  expect(wrong).toEqual([])
})
