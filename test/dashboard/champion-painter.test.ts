import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filmMap } from '../../src/artifacts/map-film.ts'
import { type ReadRun, readRun } from '../../src/artifacts/read-run.ts'
import { buildRun } from '../../src/config/build.ts'
import type { ConfigInput } from '../../src/config/input.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { type ChampionDrawing, championDrawingOf, pictureOf } from '../../src/dashboard/champion-drawing.ts'
import { ChampionPainter } from '../../src/dashboard/champion-painter.ts'
import { evolve } from '../../src/library/evolve.ts'
import { readModel, type StoredModel } from '../../src/model/model-file.ts'
import { parameterCount } from '../../src/model/topology.ts'

const base = mkdtempSync(join(tmpdir(), 'evolve-painter-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** A run whose targets are 0.1 and 0.9. */
let run: ReadRun
let champion: StoredModel
let drawing: ChampionDrawing

beforeAll(async () => {
  const out = join(base, 'run')
  await evolve(
    {
      network: { hidden: [8] },
      task: { kind: 'classification', data: { generate: 'circles', samples: 60 }, loss: 'euclidean' },
      stop: { generations: 60 },
      pictures: { frames: 2 },
    },
    { out, workers: 0 },
  )
  run = readRun(out)
  champion = readModel(readFileSync(join(out, 'champion.json'), 'utf8'), 'champion.json')
  const context = { directory: out, workers: 0, onNotice: () => {} }
  drawing = championDrawingOf(await buildRun(run.config, context))!
})

describe('the painter of champions', () => {
  it('gives the map the colours of the film, whatever the targets are', async () => {
    const film = PNG.sync.read(filmMap(await run.task(), run, champion).png)
    // The last picture of the film is drawn at twice its size: 572 pixels from (116, 204).
    const cells = 286
    const rgb = new ChampionPainter({ ...drawing, width: cells, height: cells }).paint(champion.parameters)
    const { x, y, samples } = drawing.map!
    const free = (column: number, row: number): boolean =>
      samples.every((sample) => {
        const across = ((sample.x - x.extent[0]) / (x.extent[1] - x.extent[0])) * cells
        const down = ((y.extent[1] - sample.y) / (y.extent[1] - y.extent[0])) * cells
        return Math.hypot(column + 0.5 - across, row + 0.5 - down) > 8
      })
    let [compared, equal] = [0, 0]
    for (let row = 0; row < cells; row++) {
      for (let column = 0; column < cells; column++) {
        if (!free(column, row)) continue
        const at = ((204 + 2 * row) * film.width + 116 + 2 * column) * 4
        const cell = (row * cells + column) * 3
        compared++
        if (film.data.subarray(at, at + 3).equals(rgb.subarray(cell, cell + 3))) equal++
      }
    }
    expect(compared).toBeGreaterThan(10_000)
    // The film's pixel lies a quarter of a pixel off the middle, which is another band here and there.
    expect(equal / compared).toBeGreaterThan(0.97)
  })

  it('shows a page the samples and the axes of that map', () => {
    const view = pictureOf(drawing)
    expect(view).toMatchObject({
      kind: 'map',
      map: { x: { label: 'x' }, y: { label: 'y' }, answers: { kind: 'pair', names: ['disc', 'ring'] } },
    })
    expect(view.kind === 'map' && view.map.samples).toHaveLength(60)
  })

  it('draws a picture that is learnt in its own proportions, no larger than a page shows it', async () => {
    const png = new PNG({ width: 300, height: 120 })
    png.data.fill(200)
    const directory = base
    writeFileSync(join(base, 'p.png'), PNG.sync.write(png))
    const picture = (await drawingFor({ kind: 'image', file: 'p.png' }, directory))!
    expect(pictureOf(picture)).toEqual({ kind: 'picture', width: 112, height: 45 })
    const painter = new ChampionPainter(picture)
    const genome = new Float32Array(parameterCount(picture.topology))
    expect(painter.paint(genome)).toHaveLength(112 * 45 * 3)
    const { rgb, ...drawn } = painter.draw(genome, 7)
    expect(drawn).toMatchObject({ width: 112, height: 45, generation: 7 })
    expect(Buffer.from(rgb, 'base64')).toHaveLength(112 * 45 * 3)
  })

  it('has no drawing for a task that is neither a picture nor two numbers', async () => {
    expect(await drawingFor({ kind: 'classification', data: { generate: 'parity', bits: 4 } })).toBeNull()
  })
})

async function drawingFor(task: ConfigInput['task'], directory = '/'): Promise<ChampionDrawing | null> {
  return championDrawingOf(
    await buildRun(parseConfig({ name: 'c', task }), { directory, workers: 0, onNotice: () => {} }),
  )
}
