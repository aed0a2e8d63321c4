import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { drawRun } from '../../../src/artifacts/drawing/draw-run.ts'
import { filesOf, type PictureName } from '../../../src/artifacts/drawing/pictures.ts'
import type { Draw } from '../../../src/artifacts/drawing/pool.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-draw-run-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

type Reply = Awaited<ReturnType<Draw>>

/** A process that gives every picture its own name as content, but for those that are told otherwise. */
function drawing(others: Partial<Record<PictureName, Reply>>, asked: PictureName[] = []): Draw {
  return async (request) => {
    if (request.kind !== 'run') throw new Error('expected a run')
    asked.push(request.picture)
    const files = filesOf(request.picture).map((name) => ({ name, bytes: Buffer.from(name) }))
    return others[request.picture] ?? { kind: 'drawn', files, remarks: [] }
  }
}

describe('drawing a run', () => {
  it('asks for the report last, since it holds the others', async () => {
    const folder = mkdtempSync(join(base, 'run-'))
    const asked: PictureName[] = []
    const { written } = await drawRun(folder, 'alone', drawing({}, asked))
    expect(asked.at(-1)).toBe('report')
    expect(readdirSync(folder)).toEqual(written.toSorted())
    expect(readFileSync(join(folder, 'film.png'), 'utf8')).toBe('film.png')
  })

  it('loses one picture with the process that drew it, and says how to have it later', async () => {
    const folder = mkdtempSync(join(base, 'run-'))
    const message = 'its process ended with the signal SIGABRT'
    const { written, warnings } = await drawRun(folder, 'alone', drawing({ film: { kind: 'lost', message } }))
    const others = ['network.gif', 'episode.csv', 'network.png', 'loss.png', 'picture.png', 'report.html']
    expect(written).toEqual(others)
    expect(warnings).toEqual([
      `film.gif and film.png not drawn: ${message}; evolve report ${folder} draws all pictures again`,
    ])
  })

  it('writes the report elsewhere if it is told to', async () => {
    const folder = mkdtempSync(join(base, 'run-'))
    await drawRun(folder, 'alone', drawing({}), join(base, 'mine.html'))
    expect(readFileSync(join(base, 'mine.html'), 'utf8')).toBe('report.html')
    expect(readdirSync(folder)).not.toContain('report.html')
  })
})
