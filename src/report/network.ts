import { widths } from '../model/topology.ts'
import type { PageBox } from './film/page.ts'
import { FAMILY, fitText } from './font.ts'
import { recurrentArcs } from './network/arcs.ts'
import { type NetworkColours, PAPER_COLOURS } from './network/colours.ts'
import type { NetworkDrawing } from './network/drawing.ts'
import { layout, type UnitColumn } from './network/layout.ts'
import { networkLegend } from './network/legend.ts'
import { layerWeights, type NetworkScale, networkScale } from './network/scale.ts'
import {
  circles,
  columnHead,
  ellipsis,
  omittedLabel,
  shownNames,
  unitLabels,
  widestLabel,
} from './network/units.ts'
import { weightLines } from './network/weights.ts'
import { formatSignificant } from './number.ts'
import { toPng } from './raster.ts'
import { element, text } from './svg.ts'

const MARGIN = 26
/** On a narrow page, which has a margin of its own. */
const NARROW_MARGIN = 4
/** A drawing is at least so wide, pixels. */
const LEAST_WIDTH = 440
const HEADS = 46

/**
 * Layers, units and weights. Each weight is a line, blue above zero and vermilion below; its width shows its size as a
 * share of the largest weight of its layer. Recurrent weights are arcs beside their column. Each unit is filled by its bias in the same way. Large layers show their
 * first and last units, and how many lie between.
 *
 * @param zoom device pixels for each of the picture's own
 * @returns a PNG file
 */
export function drawNetwork(network: NetworkDrawing, zoom = 1.25): Buffer {
  return toPng(networkSvg(network), zoom)
}

/** How a drawing fits into its surroundings. */
export interface NetworkSetting {
  readonly colours: NetworkColours
  /** How much wider text may be than in our own font. */
  readonly slack: number
  /** False where the page itself explains the lines. */
  readonly legend: boolean
  /** The width into which it should fit, pixels, if that is little; a deep network takes more. */
  readonly room?: number | undefined
  /** The sizes that are drawn widest and fullest; default: the network's own largest. */
  readonly scale?: NetworkScale | undefined
}

const OWN_SETTING: NetworkSetting = { colours: PAPER_COLOURS, slack: 1, legend: true }

/** The same picture before it is rasterised. */
export function networkSvg(network: NetworkDrawing, setting: NetworkSetting = OWN_SETTING): string {
  return svgOf(networkMarks(network, setting), setting)
}

/**
 * The picture for a narrow place.
 * @param most how wide it may be to be shrunk to its place; null for a network that needs more
 */
export function narrowNetworkSvg(
  network: NetworkDrawing,
  setting: NetworkSetting & { readonly room: number },
  most: number,
): string | null {
  const marks = networkMarks(network, setting)
  return marks.width > most ? null : svgOf(marks, setting)
}

function svgOf({ width, height, body, words }: NetworkMarks, { colours }: NetworkSetting): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': FAMILY,
    },
    element('rect', { width, height, fill: colours.paper }),
    body,
    words,
  )
}

/** A drawing without its paper, from (0, 0) on. */
export interface NetworkMarks {
  readonly width: number
  readonly height: number
  /** Weights and units. */
  readonly body: string
  /** All the rest: names, scales and headings. */
  readonly words: string
  /** Where the body is. */
  readonly box: PageBox
}

/** What the picture consists of, to go into another one. */
export function networkMarks(network: NetworkDrawing, setting: NetworkSetting): NetworkMarks {
  const { colours, room } = setting
  const margin = room === undefined ? MARGIN : NARROW_MARGIN
  const usual = layout(widths(network.topology))
  const [inputColumn, outputColumn] = [usual.columns[0]!, usual.columns.at(-1)!]
  const inputs = shownNames(network.inputs, inputColumn)
  const outputs = shownNames(network.outputs, outputColumn)
  const left = sideRoom(inputColumn, inputs, setting)
  const sides = left + sideRoom(outputColumn, outputs, setting) + 2 * margin
  const { columns, height, width } =
    room === undefined ? usual : layout(widths(network.topology), room - sides)
  const [first, last] = [columns[0]!, columns.at(-1)!]
  const wanted = width + sides
  const whole = Math.ceil(Math.max(room ?? LEAST_WIDTH, wanted))
  const above = headings(network, whole, colours)

  const layers = layerWeights(network)
  const scale = setting.scale ?? networkScale(network.topology, [network])
  const between = layers.map((layer, i) =>
    weightLines(layer, columns[i]!, columns[i + 1]!, colours, scale.weights[i]!),
  )
  const arcs = layers.map(({ recurrent }, i) =>
    recurrent === null ? '' : recurrentArcs(recurrent, columns[i + 1]!, colours, scale.weights[i]!),
  )
  const units = columns.map((column, level) => {
    const inner = column !== first && column !== last
    return (
      circles(column, layers[level - 1]?.biases, scale.bias, colours) +
      (inner ? ellipsis(column, 'middle', colours) : '')
    )
  })
  const names =
    ellipsis(first, 'left', colours) +
    ellipsis(last, 'right', colours) +
    unitLabels(first, inputs, 'left', colours) +
    unitLabels(last, outputs, 'right', colours)
  const scales = scale.weights.map((most, i) =>
    text(`|w| ≤ ${formatSignificant(most, 3)}`, {
      x: (columns[i]!.x + columns[i + 1]!.x) / 2,
      y: height + 30,
      'text-anchor': 'middle',
      'font-size': 11.5,
      fill: colours.softInk,
    }),
  )
  const heads = columns.map((column, level) => columnHead(column, level, network.topology, colours))
  const x = margin + left + (whole - wanted) / 2
  const y = above.height + HEADS
  const at = { transform: `translate(${x},${y})` }
  const legendTop = y + height + 46
  const legend = setting.legend
    ? networkLegend(whole - 2 * MARGIN, colours, network.topology)
    : { svg: '', height: 0 }
  const below = element('g', { transform: `translate(${MARGIN},${legendTop})` }, legend.svg)
  const reach = Math.max(...columns.map(({ radius }) => radius)) + 2
  return {
    width: whole,
    height: Math.ceil(legendTop + legend.height + MARGIN - 8),
    body: element('g', at, ...between, ...arcs, ...units),
    words: above.svg + element('g', at, names, ...scales, ...heads) + below,
    box: { left: x - reach, top: y - 2, width: width + 2 * reach, height: height + 4 },
  }
}

/** Room beside a column for the names of its units, pixels. */
function sideRoom(column: UnitColumn, names: readonly string[], { slack }: NetworkSetting): number {
  return Math.max(36, slack * widestLabel([...names, omittedLabel(column)]) + column.radius + 12)
}

/** Title and subtitle. */
function headings(
  { title, subtitle }: NetworkDrawing,
  width: number,
  { ink, softInk }: NetworkColours,
): { svg: string; height: number } {
  let svg = ''
  let y = MARGIN - 8
  for (const [content, size, weight, colour] of [
    [title, 19, 600, ink],
    [subtitle, 14, 400, softInk],
  ] as const) {
    if (content === undefined || content === '') continue
    y += 22
    const fitted = fitText(content, size, width - 2 * MARGIN, weight)
    svg += text(fitted, { x: MARGIN, y, 'font-size': size, 'font-weight': weight, fill: colour })
  }
  return { svg, height: title === undefined ? y : y + 16 }
}
