import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { folderWith, type Running, start } from '../e2e/command-line.ts'
import { newPage } from './browser.ts'
import { stateIs, visit } from './dashboard-page.ts'

const vector = `
export default {
  genome: { length: 2, lower: -1, upper: 1, names: ['left', '<b>right</b>'] },
  direction: 'maximize', fitnessName: 'score',
  evaluate(genome, context) {
    if (context.individual === 4 && context.generation < 3) throw new Error('four <i>fails</i>')
    return { fitness: -genome[0] * genome[0] - 2, metrics: { fuel: genome[1] } }
  },
  draw: (frame, genome) => frame === 4 ? null : { width: 60, height: 30, shapes: [
    { kind: 'circle', x: 10 + 10 * frame, y: 15, radius: 5, fill: 'tomato' }] },
}
`
const network = `
export default {
  inputs: 1, outputs: 1, direction: 'minimize',
  evaluate: (net, context) => (net.forward([context.random.normal()])[0] - 0.5) ** 2,
}
`
const config = `
name: shown
task: { kind: custom, module: fitness.mjs, champion: { candidates: 2, episodes: 5 } }
network: { hidden: [3] }
strategy: { kind: ga, population: 10, initial: 1 }
`

/** Starts a training in a new folder; killed after the test if it still runs then. */
function training(source: string, ...args: readonly string[]): { run: Running; folder: string } {
  const folder = folderWith({ 'fitness.mjs': source, 'c.yaml': config })
  const run = start(folder, 'c.yaml', '--workers', '1', ...args)
  onTestFinished(async () => {
    run.process.kill('SIGKILL')
    await run.ending
  })
  return { run, folder }
}

/** The words of a section of a run's report, and what was wrong on the page. */
async function reportOf(
  folder: string,
): Promise<{ words: (id: string) => Promise<string>; wrong: string[] }> {
  const page = await newPage()
  const wrong: string[] = []
  page.on('console', (message) => wrong.push(message.text()))
  page.on('pageerror', (error) => wrong.push(error.message))
  await page.goto(pathToFileURL(join(folder, 'runs/shown/report.html')).href)
  return { words: async (id) => await page.locator(`#${id}`).innerText(), wrong }
}

describe('a run of a fitness of the user', () => {
  it('has a chart for each figure on its live page, and its genome and film in its report', async () => {
    const { run, folder } = training(vector, '--dashboard', '-g', '100000')
    let stderr = ''
    run.process.stderr!.on('data', (text: string) => {
      stderr += text
    })
    await run.says('  best ')
    const { page, wrong } = await visit(/dashboard: (\S+)\n/.exec(stderr)![1]!)
    expect(await page.textContent('#details')).toContain('genome of 2 numbers, all bounded')
    await page.locator('#more h2', { hasText: 'failures' }).waitFor()
    expect(await page.locator('#more h2').allTextContents()).toEqual(['sigma', 'fuel', 'failures'])
    await page.waitForSelector('#more-1 canvas')
    await page.click('#stop')
    await page.click('#confirm-stop')
    await stateIs(page, 'ended')
    expect((await run.ending).code).toBe(130)
    expect(wrong).toEqual([])

    const report = await reportOf(folder)
    expect(await report.words('genome')).toMatch(
      /name\s+value\s+least\s+most\s+left\s+\S+\s+-1\s+1\s+<b>right<\/b>/,
    )
    expect(await report.words('failures')).toContain('four <i>fails</i>')
    expect(await report.words('pictures')).toContain(
      "The champion's first episode, as the fitness draws it; at most 300 frames",
    )
    expect(report.wrong).toEqual([])
  })

  it('with a network has that in its report, and no parts of data', async () => {
    const { run, folder } = training(network, '-g', '3')
    expect((await run.ending).code).toBe(0)
    const report = await reportOf(folder)
    expect(await report.words('summary')).toContain('measured on 5 fresh episodes')
    expect(await report.words('network')).toContain('positive weight')
    expect(report.wrong).toEqual([])
  })
})
