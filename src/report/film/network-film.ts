import { biasCount, fanIn, type Topology } from '../../model/topology.ts'
import { PAPER_COLOURS } from '../network/colours.ts'
import type { NetworkDrawing } from '../network/drawing.ts'
import { type NetworkScale, networkScale } from '../network/scale.ts'
import { type NetworkSetting, networkMarks } from '../network.ts'
import { element } from '../svg.ts'
import { FigureRow } from './figure-row.ts'
import { filmGif } from './film.ts'
import { NETWORK_PAPER } from './inks.ts'
import { type Moment, momentFigures } from './moment.ts'
import { type Heading, type PageBox, page, pagePart, titles } from './page.ts'
import { Palette } from './palette.ts'
import { partOf, rasterise, rasteriseAside, redrawn } from './paper.ts'

/** A network's layers, units and weights while it learns. */
export interface NetworkFilm {
  readonly heading: Heading
  /** Names the fitness. */
  readonly label: string
  readonly topology: Topology
  /** (I) */
  readonly inputs: readonly string[]
  /** (O) */
  readonly outputs: readonly string[]
  /** At least one. */
  readonly moments: readonly NetworkMoment[]
}

export interface NetworkMoment extends Moment {
  /** (P) in the order of a genome. */
  readonly parameters: Float32Array
}

const MARGIN = 20
const TOP = 82
/** The base line of the figures. */
const FIGURES = 66
/** Room for the figures side by side. */
const NARROWEST = 560
const WIDEST = 720
const HIGHEST = 560
/** A pixel changes only if its colours are further apart than this: fainter changes are not seen. */
const tolerance = 32
/** A parameter is redrawn only if it changed by more than this share of the largest: less is not seen. */
const steadiness = 0.08

/** Draws the film as GIF. All frames use the largest weights of the film as their scale, so that growth is visible. */
export async function drawNetworkFilm(film: NetworkFilm): Promise<Uint8Array> {
  const { topology, moments, heading } = film
  const scale = networkScale(topology, moments)
  const setting: NetworkSetting = { colours: PAPER_COLOURS, slack: 1, legend: true, scale }
  const leeway = leewayOf(topology, scale)
  const drawingOf = (parameters: Float32Array): NetworkDrawing => ({
    topology,
    parameters,
    inputs: film.inputs,
    outputs: film.outputs,
  })
  const natural = networkMarks(drawingOf(moments[0]!.parameters), setting)
  const zoom = Math.min(1, WIDEST / natural.width, HIGHEST / natural.height)
  const width = Math.max(NARROWEST, Math.round(natural.width * zoom))
  const size = { width, height: TOP + Math.ceil(natural.height * zoom) }
  const left = (width - natural.width * zoom) / 2
  const palette = new Palette(NETWORK_PAPER)
  const place = { transform: `translate(${left},${TOP}) scale(${zoom})` }
  const words = titles(heading, width) + element('g', place, natural.words)
  const still = rasterise(page(width, size.height, words), 1, palette)
  const box = boxOf(natural.box, left, TOP, zoom)
  let shown = moments[0]!.parameters
  const bodies = moments.map((moment) => {
    shown = moment === moments.at(-1) ? moment.parameters : steady(moment.parameters, shown, leeway)
    const { body } = networkMarks(drawingOf(shown), setting)
    return rasteriseAside(pagePart(box, element('g', place, body)), 1, palette)
  })
  const sheets = await Promise.all(bodies)
  const rows = moments.map((moment) => momentFigures(moment, film.label))
  const progress = new FigureRow(
    rows.map((row) => row.left),
    { left: MARGIN, right: width / 2 - MARGIN, base: FIGURES },
  )
  const quality = new FigureRow(
    rows.map((row) => row.right),
    { left: width / 2, right: width - MARGIN, base: FIGURES },
  )
  let before: Uint8Array | null = null
  return filmGif([...moments.entries()], palette, size, ([index, moment]) => {
    const { left, right } = momentFigures(moment, film.label)
    const parts = [
      partOf(progress.region, progress.draw(left), 1, palette),
      partOf(quality.region, quality.draw(right), 1, palette),
      { box, sheet: sheets[index]! },
    ]
    const sheet = redrawn(still, parts, 1)
    if (before !== null && index < moments.length - 1) keep(sheet.indices, before, palette)
    before = sheet.indices
    return sheet
  })
}

/** The whole pixels that a box of the drawing covers on the page. */
function boxOf(box: PageBox, left: number, top: number, zoom: number): PageBox {
  const [x, y] = [Math.floor(left + box.left * zoom), Math.floor(top + box.top * zoom)]
  const [right, bottom] = [left + (box.left + box.width) * zoom, top + (box.top + box.height) * zoom]
  return { left: x, top: y, width: Math.ceil(right) - x, height: Math.ceil(bottom) - y }
}

/** (P) how far each parameter may change before it is redrawn. */
function leewayOf({ layers }: Topology, { weights, bias }: NetworkScale): Float32Array {
  const parts = layers.flatMap((layer, i) => [
    new Float32Array(biasCount(layer)).fill(steadiness * bias),
    new Float32Array(layer.outputs * fanIn(layer)).fill(steadiness * weights[i]!),
  ])
  return Float32Array.from(parts.flatMap((part) => [...part]))
}

/** The parameters, with the previous values where they hardly changed. */
function steady(now: Float32Array, before: Float32Array, leeway: Float32Array): Float32Array {
  return now.map((value, i) => (Math.abs(value - before[i]!) <= leeway[i]! ? before[i]! : value))
}

/** Keeps the previous pixel where the change would not be seen. */
function keep(indices: Uint8Array, before: Uint8Array, { colours }: Palette): void {
  for (let at = 0; at < indices.length; at++) {
    const [now, old] = [indices[at]!, before[at]!]
    if (now === old) continue
    const [a, b] = [colours[now]!, colours[old]!]
    if (Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) <= tolerance) indices[at] = old
  }
}
