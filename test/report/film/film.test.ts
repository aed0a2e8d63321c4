/**
 * Pictures that a reviewer can open: test/golden/report/film-*.png, a frame of each kind of film, made from formulas.
 * `UPDATE_GOLDENS=1 npx vitest run test/report/film` draws them anew; look at them before committing.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { GifReader } from 'omggif'
import { PNG } from 'pngjs'
import { describe, expect, it, test } from 'vitest'
import type { CurveAnswers } from '../../../src/report/champion-curves.ts'
import type { MapAnswers } from '../../../src/report/colouring.ts'
import { type CurveFilm, drawCurveFilm } from '../../../src/report/film/curve-film.ts'
import type { Film } from '../../../src/report/film/film.ts'
import { drawMapFilm, type MapFilm } from '../../../src/report/film/map-film.ts'
import { drawPictureFilm } from '../../../src/report/film/picture-film.ts'
import { curves, decode, descent, difference, trained } from '../picture.ts'

const cells = 60
const moments = 4

/** How far the network has come, from 0 to 1. */
const progress = (moment: number): number => moment / (moments - 1)

/** What a network says at a place of the unit square, (channels). */
type Formula = (x: number, y: number, progress: number) => number[]

function mapFilm(answers: MapAnswers, formula: Formula, value: (x: number, y: number) => number): MapFilm {
  const loss = (i: number): number => 0.5 * Math.exp(-i / 12) + 0.004
  const rows = descent(40, 50).map((row, i) => ({ ...row, champion: loss(i), validation: 1.3 * loss(i) }))
  return {
    heading: { title: 'formula', subtitle: '2-24-24-2 tanh, sigmoid, ga then adam, seed 1' },
    x: { label: 'x', extent: [-1, 1] },
    y: { label: 'temperature', extent: [0, 200] },
    answers,
    samples: Array.from({ length: 120 }, (_, i) => {
      const [x, y] = [(i * 0.618034) % 1, (i * 0.754878) % 1]
      return { x: 2 * x - 1, y: 200 * y, value: value(x, y) }
    }),
    curve: {
      label: 'cross-entropy',
      scale: 'auto',
      curves: curves(rows, [
        trained,
        { phase: 'finetune', unit: 'epoch', fromEvaluations: 1500, fromGeneration: 30 },
      ]),
      target: 0.01,
    },
    cells,
    moments: Array.from({ length: moments }, (_, moment) => {
      const step = Math.round(39 * progress(moment))
      return {
        unit: moment === moments - 1 ? 'fine-tuning epoch' : 'generation',
        count: step + 1,
        evaluations: 50 * (step + 1),
        fitness: loss(step),
        validation: 1.3 * loss(step),
        field: () =>
          Float32Array.from(
            Array.from({ length: cells * cells }, (_, cell) =>
              formula(
                ((cell % cells) + 0.5) / cells,
                1 - (Math.floor(cell / cells) + 0.5) / cells,
                progress(moment),
              ),
            ).flat(),
          ),
      }
    }),
  }
}

const ring = (x: number, y: number): number => Math.hypot(x - 0.5, y - 0.5)
const squash = (value: number): number => 1 / (1 + Math.exp(-value))
const wave = (x: number, y: number): number => Math.sin(7 * x) * Math.cos(5 * y)
/** Nearest of three corners. */
const corner = (x: number, y: number): number[] =>
  [
    [0.2, 0.2],
    [0.8, 0.3],
    [0.5, 0.9],
  ].map(([u, v]) => -Math.hypot(x - u!, y - v!))

const FILMS: readonly (readonly [string, () => Film])[] = [
  [
    'film-pair',
    () =>
      drawMapFilm(
        mapFilm(
          { kind: 'pair', names: ['disc', 'ring'] },
          (x, y, p) => [squash((1 + 40 * p) * (ring(x, y) - 0.3))],
          (x, y) => Number(ring(x, y) > 0.3),
        ),
      ),
  ],
  [
    'film-classes',
    () =>
      drawMapFilm(
        mapFilm(
          { kind: 'classes', names: ['setosa', 'versicolor', 'virginica'] },
          (x, y, p) => corner(x, y).map((score) => Math.min(1, 1.2 + p * 3 * score)),
          (x, y) => corner(x, y).indexOf(Math.max(...corner(x, y))),
        ),
      ),
  ],
  [
    'film-number',
    () =>
      drawMapFilm(
        mapFilm({ kind: 'number', name: 'height', extent: [-1, 1] }, (x, y, p) => [p * wave(x, y)], wave),
      ),
  ],
  ['film-picture', pictureFilm],
  ['film-curve', () => drawCurveFilm(curveFilm({ kind: 'number' }, (x, p) => [p * Math.sin(4 * x)]))],
  [
    'film-probabilities',
    () =>
      drawCurveFilm(
        curveFilm({ kind: 'classes', names: ['ill', 'well'], curves: [0, 1] }, (x, p) => {
          const ill = squash((1 + 6 * p) * x)
          return [ill, 1 - ill]
        }),
      ),
  ],
]

/** Curves over [-1, 1] that grow, beside the loss of a map's film. */
function curveFilm(answers: CurveAnswers, formula: (x: number, progress: number) => number[]): CurveFilm {
  const { heading, curve, moments } = mapFilm(
    { kind: 'pair', names: ['a', 'b'] },
    () => [0],
    () => 0,
  )
  const places = Float64Array.from({ length: 201 }, (_, i) => i / 100 - 1)
  const numbers = answers.kind === 'number'
  return {
    heading,
    curve,
    answers,
    places,
    x: { label: 'dose', extent: [-1, 1] },
    y: numbers ? { label: 'height', extent: [-1.2, 1.2] } : { label: 'probability', extent: [-0.06, 1.06] },
    samples: Array.from({ length: 80 }, (_, i) => {
      const x = 2 * ((i * 0.618034) % 1) - 1
      return {
        x,
        value: numbers ? Math.sin(4 * x) + 0.1 * Math.cos(9 * i) : Number(x < 0.3 * Math.cos(5 * i)),
      }
    }),
    moments: moments.map((moment, i) => ({
      ...moment,
      heights() {
        const rows = Array.from(places, (x) => formula(x, progress(i)))
        return rows[0]!.map((_, k) => Float64Array.from(rows, (row) => row[k]!))
      },
    })),
  }
}

/** A round sun over the sea, out of the fog. */
function pictureFilm(): Film {
  const [width, height] = [48, 36]
  const sun = (p: number): Uint8Array =>
    Uint8Array.from(
      Array.from({ length: width * height }, (_, at) => {
        const [x, y] = [at % width, Math.floor(at / width)]
        const colour =
          y > 24
            ? [20, 60 + 2 * y, 110]
            : Math.hypot(x - 30, y - 14) < 8
              ? [250, 200, 60]
              : [120, 170, 230 - 2 * y]
        return [...colour.map((channel) => 128 + (channel - 128) * p), 255]
      }).flat(),
    )
  return drawPictureFilm({
    heading: { title: 'sunset', subtitle: '64-48-48-3 relu, sigmoid, ga, seed 1' },
    original: { width, height, pixels: sun(1) },
    label: 'mse',
    moments: Array.from({ length: moments }, (_, moment) => ({
      unit: 'generation',
      count: 100 * moment + 1,
      evaluations: 5000 * moment + 50,
      fitness: 0.05 / (1 + 30 * progress(moment)),
      validation: null,
      picture: () => sun(0.1 + 0.85 * progress(moment)),
    })),
  })
}

/** What an independent decoder shows after each frame. */
function screens(gif: Uint8Array): PNG[] {
  const reader = new GifReader(Buffer.from(gif))
  const { width, height } = reader
  const screen = new Uint8Array(width * height * 4)
  return Array.from({ length: reader.numFrames() }, (_, frame) => {
    reader.decodeAndBlitFrameRGBA(frame, screen)
    const png = new PNG({ width, height })
    png.data = Buffer.from(screen)
    return png
  })
}

describe.each(FILMS)('%s', (name, draw) => {
  const film = draw()
  const frames = screens(film.gif)

  test('looks in its third frame as it did, but for 0.5 % of its pixels', () => {
    const file = new URL(`../../golden/report/${name}.png`, import.meta.url)
    const actual = frames[2]!
    if (process.env['UPDATE_GOLDENS'] !== undefined)
      writeFileSync(file, PNG.sync.write(actual, { colorType: 2 }))
    expect(existsSync(file), `${file.pathname} is missing`).toBe(true)
    expect(difference(actual, decode(readFileSync(file)), 32)).toBeLessThan(0.005)
  })

  test('has a frame a moment, none like another, and rests on the last', () => {
    const reader = new GifReader(Buffer.from(film.gif))
    expect(frames).toHaveLength(moments)
    expect(frames.map((_, frame) => reader.frameInfo(frame).delay)).toEqual([40, 40, 40, 300])
    expect(reader.loopCount()).toBe(0)
    for (const [index, frame] of frames.slice(1).entries()) {
      expect(difference(frame, frames[index]!, 32)).toBeGreaterThan(0.005)
    }
  })

  test('shows the same on its still picture, twice as large', () => {
    const still = decode(film.png)
    const last = frames.at(-1)!
    expect([still.width, still.height]).toEqual([2 * last.width, 2 * last.height])
    const half = new PNG({ width: last.width, height: last.height })
    for (let at = 0; at < half.width * half.height * 4; at++) {
      const [c, x, y] = [at % 4, Math.floor(at / 4) % half.width, Math.floor(at / 4 / half.width)]
      const from = (2 * y * still.width + 2 * x) * 4 + c
      const below = from + still.width * 4
      const [upper, lower] = [
        still.data[from]! + still.data[from + 4]!,
        still.data[below]! + still.data[below + 4]!,
      ]
      half.data[at] = (upper + lower) / 4
    }
    expect(difference(half, last, 80)).toBeLessThan(0.02)
  })
})

describe('a map', () => {
  const pair: MapAnswers = { kind: 'pair', names: ['a', 'b'] }
  const colourAt = (frame: PNG, x: number, y: number): number[] => {
    const at = (Math.round(102 + y * 286) * frame.width + Math.round(58 + x * 286)) * 4
    return [...frame.data.subarray(at, at + 3)]
  }
  const brightness = (colour: number[]): number => colour.reduce((a, b) => a + b) / 3
  /** A film of the last moment alone. */
  const lastScreen = (film: MapFilm): PNG =>
    screens(drawMapFilm({ ...film, moments: film.moments.slice(-1) }).gif).at(-1)!

  it('stands the right way up, dark for the first class and bright for the second', () => {
    const film = {
      ...mapFilm(
        pair,
        (x, y) => [Number(x > 0.5 && y > 0.5)],
        () => 0,
      ),
      samples: [],
    }
    const last = lastScreen(film)
    const [topRight, ...others] = [
      [0.75, 0.25],
      [0.25, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ].map(([x, y]) => brightness(colourAt(last, x!, y!)))
    expect(topRight).toBeGreaterThan(220)
    for (const other of others) expect(other).toBeLessThan(40)
  })

  it('has samples drawn on it, where they are', () => {
    const film = {
      ...mapFilm(
        pair,
        () => [0],
        () => 1,
      ),
      samples: [{ x: 0, y: 150, value: 1 }],
    }
    const last = lastScreen(film)
    expect(brightness(colourAt(last, 0.5, 0.25))).toBeGreaterThan(200)
    expect(brightness(colourAt(last, 0.5, 0.5))).toBeLessThan(40)
  })

  it('of answers that are no numbers is grey', () => {
    const film = {
      ...mapFilm(
        pair,
        () => [Number.NaN],
        () => 0,
      ),
      samples: [],
    }
    expect(colourAt(lastScreen(film), 0.5, 0.5)).toEqual([128, 128, 128])
  })

  const film = mapFilm(
    pair,
    () => [0],
    () => 0,
  )
  /** The last frame with another curve. */
  const screen = (change: Partial<MapFilm['curve']>): PNG =>
    lastScreen({ ...film, curve: { ...film.curve, ...change } })

  it('takes a linear scale where the config says so or the loss goes below zero', () => {
    const log = screen({})
    expect(difference(screen({ scale: 'log' }), log, 0)).toBe(0)
    expect(difference(screen({ scale: 'linear' }), log, 32)).toBeGreaterThan(0.002)
    const { rows, phases } = film.curve.curves
    const below = curves([...rows.slice(0, -1), { ...rows.at(-1)!, champion: -0.1 }], phases)
    expect(difference(screen({ curves: below }), screen({ curves: below, scale: 'linear' }), 0)).toBe(0)
  })

  it('names the fitness on the axis with its unit, and above the curve without', () => {
    const plain = screen({})
    expect(difference(screen({ axisLabel: film.curve.label }), plain, 0)).toBe(0)
    expect(difference(screen({ axisLabel: 'mse (standardised)' }), plain, 0)).toBeGreaterThan(0)
    const axisLabel = 'mse (standardised)'
    expect(difference(screen({ label: 'mse', axisLabel }), screen({ axisLabel }), 0)).toBeGreaterThan(0)
  })
})
