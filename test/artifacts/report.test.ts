import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawingOf } from '../../src/artifacts/network.ts'
import { pagePlace } from '../../src/artifacts/page-address.ts'
import { readRun } from '../../src/artifacts/read-run.ts'
import { reportData } from '../../src/artifacts/report.ts'
import { evolve } from '../../src/index.ts'
import type { ClassAnswers, NumberAnswers } from '../../src/report/html/data.ts'
import { drawHere } from './draw-here.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-report-'))
const classes = join(base, 'classes')
const numbers = join(base, 'numbers')
const table = join(base, 'table.csv')
const fitness: Record<string, unknown> = {}

beforeAll(async () => {
  writeFileSync(table, `x,y\n${Array.from({ length: 40 }, (_, i) => `${i},${200 + 3 * i}`).join('\n')}\n`)
  const short = {
    strategy: { kind: 'ga', population: 20, initial: 1 },
    stop: { generations: 5 },
    pictures: { film: false },
  } as const
  const run = await evolve(
    {
      ...short,
      task: {
        kind: 'classification',
        data: { generate: 'moons', samples: 60, validation: 0.2 },
        loss: 'binary-cross-entropy',
      },
    },
    { workers: 0, out: classes },
  )
  fitness['accuracy'] = run.scores.validation!.metrics['accuracy']
  const other = await evolve(
    { ...short, task: { kind: 'regression', data: { file: table, target: 'y', test: 0.25 } } },
    { workers: 0, out: numbers },
  )
  fitness['mae'] = other.scores.test!.metrics['mae']
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** A copy of a run, for a test to change. */
function copy(run: string): string {
  const folder = mkdtempSync(join(base, 'copy-'))
  cpSync(run, folder, { recursive: true })
  return folder
}

function dataOf(folder: string): ReturnType<typeof reportData> {
  return reportData(readRun(folder), pagePlace(folder), new Date(0))
}

describe('the report of a run folder', async () => {
  it('knows what the champion takes every sample for, as the task itself counts it', async () => {
    const answers = (await dataOf(classes)).answers as ClassAnswers
    expect(answers.names).toHaveLength(2)
    expect(answers.parts.map(({ part, truth }) => [part, truth.length])).toEqual([
      ['train', 48],
      ['validation', 12],
    ])
    const { truth, chosen } = answers.parts[1]!
    const right = Array.from(truth).filter((label, sample) => label === chosen[sample]).length
    expect(right / 12).toBeCloseTo(fitness['accuracy'] as number, 12)
  })

  it('knows numbers in the unit of the data', async () => {
    const answers = (await dataOf(numbers)).answers as NumberAnswers
    const { truth, answer, part } = answers.parts.at(-1)!
    expect([part, truth.length]).toEqual(['test', 10])
    const steps = Array.from(truth, (value) => (value - 200) / 3)
    for (const step of steps) expect(step).toBeCloseTo(Math.round(step), 4)
    const error = Array.from(truth).reduce((sum, value, i) => sum + Math.abs(value - answer[i]!) / 10, 0)
    expect(error).toBeCloseTo(fitness['mae'] as number, 3)
  })

  it('is written whole, with the pictures that lie beside it', async () => {
    const folder = copy(classes)
    const bytes = { gif: Buffer.from('a film'), png: Buffer.from('its end') }
    writeFileSync(join(folder, 'film.gif'), bytes.gif)
    writeFileSync(join(folder, 'film.png'), bytes.png)
    await drawHere(folder, 'alone')
    const html = readFileSync(join(folder, 'report.html'), 'utf8')
    expect(html).toMatch(/^<!doctype html>.*<\/html>\n$/s)
    expect(html).toContain(`src="data:image/gif;base64,${bytes.gif.toString('base64')}"`)
    expect(html).toContain(`srcset="data:image/png;base64,${bytes.png.toString('base64')}"`)
    await drawHere(folder, 'alone', join(base, 'elsewhere.html'))
    expect(readFileSync(join(base, 'elsewhere.html'), 'utf8')).toMatch(/^<!doctype html>/)
  })

  it('can be had of a run that goes on, before its first champion and with a torn last line', async () => {
    const folder = copy(classes)
    rmSync(join(folder, 'champion.json'))
    const record = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
    const running = { ...record, status: 'running', champion: null, phases: [], reason: null, endedAt: null }
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...running, generations: 0 }))
    appendFileSync(join(folder, 'metrics.jsonl'), '{"phase":"train","gener')
    expect(await dataOf(folder)).toMatchObject({ network: null, answers: null, remarks: [] })
    await drawHere(folder, 'alone')
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('5 generations so far')
  })

  it('does without data that is gone or no longer what it was, and says so', async () => {
    const folder = copy(numbers)
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))
    const use = (file: string): void => {
      const task = { ...config.task, data: { ...config.task.data, file } }
      writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...config, task }))
    }
    use('gone.csv')
    const gone = await dataOf(folder)
    expect(gone.answers).toBeNull()
    expect(gone.remarks).toEqual([expect.stringMatching(/^The data could not be read again: .*gone\.csv/)])
    writeFileSync(join(folder, 'other.csv'), `${readFileSync(table, 'utf8')}40,7\n`)
    use('other.csv')
    expect(await dataOf(folder)).toMatchObject({
      answers: null,
      remarks: ['The data file has changed since the run: predictions are left out.'],
    })
    expect((await dataOf(folder)).network).not.toBeNull()
  })

  it('leaves large pictures where they are, and remarks on those that cannot be read', async () => {
    const folder = copy(classes)
    writeFileSync(join(folder, 'film.gif'), Buffer.alloc(12_000_001))
    mkdirSync(join(folder, 'picture.png'))
    expect(await dataOf(folder)).toMatchObject({
      pictures: [],
      remarks: [
        'film.gif is too large to be shown here; it is in the run folder.',
        'picture.png could not be read: a folder of that name',
      ],
    })
  })

  it('is said to be missing where it cannot be written', async () => {
    const path = join(base, 'none', 'report.html')
    const { written, warnings } = await drawHere(copy(classes), 'alone', path)
    expect(written).not.toContain('report.html')
    expect(warnings).toEqual([`${path} not written: a place where no files can be created`])
  })
})

describe('the picture of the champion', () => {
  it('names its inputs and classes', () => {
    const { champion } = readRun(classes)
    expect(drawingOf(champion!)).toMatchObject({ inputs: ['x', 'y'], outputs: [expect.any(String)] })
  })

  it('is written beside the others for a run of its own alone', async () => {
    expect((await drawHere(copy(classes), 'alone')).written).toContain('network.png')
    expect((await drawHere(copy(classes), 'many')).written).not.toContain('network.png')
  })
})
