import { inputWidth, type Topology, widths } from '../model/topology.ts'
import { FAMILY, fitText, textWidth } from './font.ts'
import { type NetworkColours, PAPER_COLOURS } from './network/colours.ts'
import { type Column, layout } from './network/layout.ts'
import { type LayerWeights, largest, weightLines } from './network/weights.ts'
import { formatCount, formatSignificant } from './number.ts'
import { toPng } from './raster.ts'
import { element, text } from './svg.ts'

/** A network with its parameters and the names of what goes in and comes out. */
export interface NetworkDrawing {
  /** Absent where the place it stands in has a heading already. */
  readonly title?: string | undefined
  readonly subtitle?: string | undefined
  readonly topology: Topology
  /** (P) for each layer its biases (O), then its weights (O, I). */
  readonly parameters: Float32Array
  /** (I) names; another number of them is not drawn. */
  readonly inputs: readonly string[]
  /** (O) names; another number of them is not drawn. */
  readonly outputs: readonly string[]
}

const MARGIN = 26
const LABEL = 12.5
const LONGEST = 190
const HEADS = 46

/**
 * Layers, units and weights: a line a weight, blue above zero and vermilion below, the wider the larger beside the
 * largest of its layer; a unit is filled by its bias in the same way. Large layers show their first and last units, and
 * how many lie between.
 *
 * @param zoom device pixels for each of the picture's own
 * @returns a PNG file
 */
export function drawNetwork(network: NetworkDrawing, zoom = 1.25): Buffer {
  return toPng(networkSvg(network), zoom)
}

/** How a drawing goes into a page that has fonts and words of its own. */
export interface NetworkSetting {
  readonly colours: NetworkColours
  /** How much wider than ours its font may run. */
  readonly slack: number
  /** False where the page itself says what the lines mean. */
  readonly legend: boolean
  /** What widths and fills are measured by; default: the network's own largest. */
  readonly scale?: NetworkScale | undefined
}

/** The largest numbers of a network, or of many that are to be compared. */
export interface NetworkScale {
  /** Of each layer the largest size of a weight. */
  readonly weights: readonly number[]
  /** The largest size of a bias, of all layers. */
  readonly bias: number
}

/** The largest numbers of one or more networks of one shape; those that are no numbers are left out. */
export function networkScale(
  topology: Topology,
  several: readonly Pick<NetworkDrawing, 'parameters'>[],
): NetworkScale {
  const all = several.map(({ parameters }) => layerWeights({ topology, parameters }))
  const most = (sizes: readonly number[]): number => sizes.reduce((a, b) => Math.max(a, b), 0)
  return {
    weights: topology.layers.map((_, i) => most(all.map((layers) => largest(layers[i]!.weights)))),
    bias: most(all.flatMap((layers) => layers.map(({ biases }) => largest(biases)))),
  }
}

const OWN_SETTING: NetworkSetting = { colours: PAPER_COLOURS, slack: 1, legend: true }

/** The same picture before it is rasterised. */
export function networkSvg(network: NetworkDrawing, setting: NetworkSetting = OWN_SETTING): string {
  const { width, height, markup } = networkMarks(network, setting)
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': FAMILY,
    },
    element('rect', { width, height, fill: setting.colours.paper }),
    markup,
  )
}

/** A drawing without its paper, from (0, 0) on. */
export interface NetworkMarks {
  readonly width: number
  readonly height: number
  readonly markup: string
}

/** What the picture consists of, to stand in another one. */
export function networkMarks(network: NetworkDrawing, setting: NetworkSetting): NetworkMarks {
  const { colours, slack } = setting
  const levels = widths(network.topology)
  const { columns, height, width } = layout(levels)
  const names = {
    inputs: shownNames(network.inputs, columns[0]!),
    outputs: shownNames(network.outputs, columns.at(-1)!),
  }
  const left = Math.max(36, slack * widest([...names.inputs, more(columns[0]!)]) + columns[0]!.radius + 12)
  const right = Math.max(
    36,
    slack * widest([...names.outputs, more(columns.at(-1)!)]) + columns.at(-1)!.radius + 12,
  )
  const wanted = left + width + right + 2 * MARGIN
  const whole = Math.ceil(Math.max(440, wanted))
  const x = MARGIN + left + (whole - wanted) / 2

  const parts: string[] = []
  let y = MARGIN - 8
  for (const [content, size, weight, colour] of [
    [network.title, 19, 600, colours.ink],
    [network.subtitle, 14, 400, colours.softInk],
  ] as const) {
    if (content === undefined || content === '') continue
    y += 22
    const fitted = fitText(content, size, whole - 2 * MARGIN, weight)
    parts.push(text(fitted, { x: MARGIN, y, 'font-size': size, 'font-weight': weight, fill: colour }))
  }
  y += network.title === undefined ? 0 : 16

  const layers = layerWeights(network)
  const scale = setting.scale ?? networkScale(network.topology, [network])
  const heads = columns.map((column, level) => head(column, level, network.topology, colours))
  const between = layers.map((layer, i) =>
    weightLines(layer, columns[i]!, columns[i + 1]!, colours, scale.weights[i]!),
  )
  const scales = scale.weights.map((most, i) => {
    const middle = (columns[i]!.x + columns[i + 1]!.x) / 2
    const words = `|w| ≤ ${formatSignificant(most, 3)}`
    return text(words, {
      x: middle,
      y: height + 30,
      'text-anchor': 'middle',
      'font-size': 11.5,
      fill: colours.softInk,
    })
  })
  const units = columns.map((column, level) => {
    const biases = level === 0 ? undefined : layers[level - 1]!.biases
    const side = level === 0 ? 'left' : level === columns.length - 1 ? 'right' : 'middle'
    return (
      circles(column, biases, scale.bias, colours) +
      ellipsis(column, side, colours) +
      (side === 'left' ? labels(column, names.inputs, 'left', colours) : '') +
      (side === 'right' ? labels(column, names.outputs, 'right', colours) : '')
    )
  })
  parts.push(
    element('g', { transform: `translate(${x},${y + HEADS})` }, ...between, ...units, ...scales, ...heads),
  )
  y += HEADS + height + 30
  const key = setting.legend ? legendRows(whole - 2 * MARGIN, colours) : { svg: '', height: 0 }
  parts.push(element('g', { transform: `translate(${MARGIN},${y + 16})` }, key.svg))
  const full = Math.ceil(y + 16 + key.height + MARGIN - 8)

  return { width: whole, height: full, markup: parts.join('') }
}

/** The parameters of each layer. */
function layerWeights({
  topology,
  parameters,
}: Pick<NetworkDrawing, 'topology' | 'parameters'>): LayerWeights[] {
  let at = 0
  return topology.layers.map(({ inputs, outputs }) => {
    const biases = parameters.subarray(at, at + outputs)
    const weights = parameters.subarray(at + outputs, at + outputs * (inputs + 1))
    at += outputs * (inputs + 1)
    return { biases, weights }
  })
}

/** How many units a level has and what they calculate, over its column. */
function head(
  { count, x }: Column,
  level: number,
  topology: Topology,
  { ink, softInk }: NetworkColours,
): string {
  const words =
    level === 0 ? (inputWidth(topology) === 1 ? 'input' : 'inputs') : activationOf(topology, level)
  const middle = { x, 'text-anchor': 'middle' } as const
  return (
    text(formatCount(count), { ...middle, y: -30, 'font-size': 14, 'font-weight': 600, fill: ink }) +
    text(words, { ...middle, y: -14, 'font-size': LABEL, fill: softInk })
  )
}

function activationOf({ layers }: Topology, level: number): string {
  return layers[level - 1]!.activation.kind
}

/** @param biases (O) of the column; undefined for inputs, which have none */
function circles(
  { units, x, radius }: Column,
  biases: Float32Array | undefined,
  most: number,
  { paper, outline, positive, negative }: NetworkColours,
): string {
  return units
    .map(({ index, y }) => {
      const circle = { cx: x, cy: y, r: radius }
      const base = element('circle', { ...circle, fill: paper, stroke: outline, 'stroke-width': 1.25 })
      const bias = biases?.[index] ?? 0
      const share = most > 0 ? Math.min(1, Math.abs(bias) / most) : 0
      if (!(share > 0)) return base
      const fill = bias < 0 ? negative : positive
      return base + element('circle', { ...circle, fill, 'fill-opacity': share * 0.85, stroke: fill })
    })
    .join('')
}

/** How many units of a level are not drawn, in words. */
function more({ gap }: Pick<Column, 'gap'>): string {
  return gap === undefined ? '' : `${formatCount(gap.left)} more`
}

/** Three dots and the number of units that are not drawn. */
function ellipsis(
  { gap, x, radius }: Column,
  side: 'left' | 'middle' | 'right',
  { softInk, paper }: NetworkColours,
): string {
  if (gap === undefined) return ''
  const words = more({ gap })
  const dots = (middle: number): string =>
    [-5, 0, 5].map((dy) => element('circle', { cx: x, cy: middle + dy, r: 1.4, fill: softInk })).join('')
  const label = { y: gap.y + 4, 'font-size': LABEL, fill: softInk }
  if (side === 'left') return dots(gap.y) + text(words, { ...label, x: x - radius - 8, 'text-anchor': 'end' })
  if (side === 'right') return dots(gap.y) + text(words, { ...label, x: x + radius + 8 })
  const width = textWidth(words, LABEL) + 8
  const halo = { x: x - width / 2, y: gap.y - 9, width, height: 18, rx: 4, fill: paper, 'fill-opacity': 0.85 }
  const middle = text(words, { ...label, x, 'text-anchor': 'middle' })
  return dots(gap.y - 19) + dots(gap.y + 19) + element('rect', halo) + middle
}

/** The names of the units that are drawn, cut to fit; none unless there is one a unit. */
function shownNames(names: readonly string[], { count, units }: Column): string[] {
  if (names.length !== count) return []
  return units.map(({ index }) => fitText(names[index]!, LABEL, LONGEST))
}

function widest(names: readonly string[]): number {
  return Math.max(0, ...names.map((name) => textWidth(name, LABEL)))
}

function labels(
  { units, x, radius }: Column,
  names: readonly string[],
  side: 'left' | 'right',
  { ink }: NetworkColours,
): string {
  return names
    .map((name, i) =>
      text(name, {
        x: side === 'left' ? x - radius - 8 : x + radius + 8,
        y: units[i]!.y + 4.5,
        'text-anchor': side === 'left' ? 'end' : 'start',
        'font-size': LABEL,
        fill: ink,
      }),
    )
    .join('')
}

/** What colours, widths and fills mean, in as many rows as the width asks for. */
function legendRows(
  width: number,
  { positive, negative, softInk, outline, paper }: NetworkColours,
): { svg: string; height: number } {
  const stroke = (colour: string): string =>
    element('path', { d: 'M0,-4h20', stroke: colour, 'stroke-width': 3, 'stroke-linecap': 'round' })
  const unit =
    element('circle', { cx: 10, cy: -4, r: 6, fill: paper, stroke: outline }) +
    element('circle', { cx: 10, cy: -4, r: 6, fill: positive, 'fill-opacity': 0.5, stroke: positive })
  const items: readonly (readonly [string, string])[] = [
    [stroke(positive), 'positive weight'],
    [stroke(negative), 'negative weight'],
    [unit, 'bias, by the same colours'],
    ['', 'wider: nearer to the largest of its layer'],
  ]
  let x = 0
  let row = 0
  const parts = items.map(([swatch, words]) => {
    const indent = swatch === '' ? 0 : 28
    const taken = indent + textWidth(words, LABEL)
    if (x > 0 && x + taken > width) {
      x = 0
      row += 1
    }
    const label = text(words, { x: indent, 'font-size': LABEL, fill: softInk })
    const part = element('g', { transform: `translate(${x},${12 + row * 20})` }, swatch, label)
    x += taken + 20
    return part
  })
  return { svg: parts.join(''), height: (row + 1) * 20 }
}
