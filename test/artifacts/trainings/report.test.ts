import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { pagePlace } from '../../../src/artifacts/page-address.ts'
import { drawTrainingsFolder } from '../../../src/artifacts/trainings/draw-trainings.ts'
import { readTrainingsFolder } from '../../../src/artifacts/trainings/read-trainings.ts'
import { trainingsReport } from '../../../src/artifacts/trainings/report.ts'
import type { TrainingsReport } from '../../../src/report/html/trainings/data.ts'
import { FolderLock } from '../../../src/run/folder/lock.ts'
import { drawingHere } from '../draw-here.ts'
import { going, trained, trainingsFolder } from './folder.ts'

const root = mkdtempSync(join(tmpdir(), 'evolve-trainings-'))
afterAll(() => rmSync(root, { recursive: true }))

function reportOf(folder: string): TrainingsReport {
  return trainingsReport(readTrainingsFolder(folder), pagePlace(folder), new Date(0))
}

describe('the report of repeats', () => {
  it('has every training in the order of the seeds, and figures of those that are done', () => {
    const interrupted = { status: 'interrupted', reason: 'interrupted' } as const
    const folder = trainingsFolder(
      root,
      { record: { repeats: 4 }, config: { stop: { target: 0.15 } } },
      {
        'seed-10': trained(10, 0.1),
        'seed-9': trained(9, 0.3),
        'seed-11': trained(11, 0.01, interrupted),
      },
    )
    writeFileSync(join(folder, 'seed-9', 'report.html'), '')
    const { status, contestants, plot, strategy, part } = reportOf(folder)
    expect({ status, strategy, part }).toEqual({ status: 'interrupted', strategy: 'ga', part: 'validation' })
    const [{ trainings, figures }] = contestants as [TrainingsReport['contestants'][0]]
    expect(trainings.map(({ address }) => address)).toEqual(['seed-9/report.html', 'seed-10/', 'seed-11/'])
    expect(trainings.map(({ metrics }) => metrics['accuracy'])).toEqual([0.7, 0.9, 0.99])
    expect(figures).toMatchObject({ runs: 2, median: 0.2, successes: 1 })
    expect(plot).toContain('seed 11')
  })

  it('can be made while trainings go on, and says what cannot be read', () => {
    const folder = trainingsFolder(
      root,
      { record: { repeats: 3, status: 'running' } },
      {
        'seed-1': trained(1, 0.1),
        'seed-2': trained(2, 0, going),
        'seed-3': 'damaged',
      },
    )
    const lock = FolderLock.take(join(folder, 'seed-2'))
    const { status, contestants, remarks } = reportOf(folder)
    lock.release()
    expect(status).toBe('running')
    expect(contestants[0]?.trainings[1]).toMatchObject({
      run: { generations: 3, evaluations: 150 },
      metrics: {},
    })
    expect(contestants[0]?.figures.runs).toBe(1)
    expect(remarks).toEqual([expect.stringMatching(/^seed-3 could not be read: .*run\.json: expected JSON/)])
    expect(reportOf(folder).status).toBe('interrupted')
  })

  it('is written beside the picture of all, or elsewhere', async () => {
    const folder = trainingsFolder(root, { record: {} }, { 'seed-1': trained(1, 0.1) })
    const own = join(root, 'own.html')
    const { written, warnings } = await drawTrainingsFolder(folder, drawingHere(), own)
    expect({ written, warnings }).toEqual({ written: ['repeats.png', 'report.html'], warnings: [] })
    expect(readFileSync(own, 'utf8')).toContain('<h1><bdi>penguins</bdi>')
    expect(readFileSync(own, 'utf8')).toContain(`<a href="${basename(folder)}/seed-1/">1</a>`)
    const nothing = trainingsFolder(root, { record: {} }, {})
    expect(await drawTrainingsFolder(nothing, drawingHere())).toMatchObject({
      unreadable: `${nothing}: expected a training that has begun, found none`,
    })
  })
})

describe('the report of a comparison', () => {
  it('has contestants by their names, in evaluations of the comparison', () => {
    const contestants = [
      { label: 'a & b', folder: 'a-b', unit: 2 },
      { label: 'late', folder: 'late', unit: 1 },
    ]
    const folder = trainingsFolder(
      root,
      {
        record: { kind: 'compare', repeats: 2, contestants },
        config: { compare: { budget: { evaluations: 12_000 }, target: 0.3 } },
      },
      { 'a-b/seed-1': trained(1, 0.2), 'a-b/seed-2': trained(2, 0.4), 'other/seed-1': trained(1, 0.2) },
    )
    const { status, budget, target, contestants: found, plot } = reportOf(folder)
    expect({ status, budget, target }).toEqual({
      ...{ status: 'interrupted', target: 0.3 },
      budget: { evaluations: 12_000 },
    })
    expect(found.map(({ label, figures }) => [label, figures.runs])).toEqual([
      ['a & b', 2],
      ['late', 0],
    ])
    expect(found[0]?.trainings.map(({ address, run }) => [address, run.evaluations])).toEqual([
      ['a-b/seed-1/', 12_000],
      ['a-b/seed-2/', 12_000],
    ])
    expect(plot).toContain('a &amp; b')
  })
})
