import { acrossTicks, bottomAxis, grid, leftAxis, TICK_SIZE } from './axis.ts'
import { type EndLabel, endLabels, endRoom } from './end-labels.ts'
import { FAMILY, fitText, textWidth } from './font.ts'
import { type LegendItem, legend } from './legend.ts'
import { clipped } from './marks/clip.ts'
import type { FrameMark } from './marks/mark.ts'
import { INK, SOFT_INK } from './palette.ts'
import { phaseScale } from './phase-scale.ts'
import { type Extent, makeScale, type ScaleKind } from './scale.ts'
import { element, round, text } from './svg.ts'

/** One of the frames side by side in a figure. */
export interface Panel {
  /** Above the frame; names the y axis. */
  readonly heading: string
  /** Beside the heading: what the frame leaves out. */
  readonly note?: string | undefined
  readonly y: { readonly kind: ScaleKind; readonly extent: Extent } | undefined
  /** Shown in an empty frame when `y` is undefined. */
  readonly message: string
  /** From the bottom up. */
  readonly marks: readonly FrameMark[]
  /** Names beside the frame. */
  readonly ends?: readonly EndLabel[]
}

/** The axis that all panels share. */
export interface FigureAxis {
  readonly label: string
  readonly extent: Extent
  /** Where phases after the first begin, which the axis makes legible. */
  readonly phases?: readonly number[]
}

export interface Figure {
  readonly title: string
  readonly subtitle?: string | undefined
  /** Below the panels; no text of users. */
  readonly caption?: string | undefined
  readonly x: FigureAxis
  readonly legend: readonly LegendItem[]
  readonly panels: readonly Panel[]
}

const WIDTH = 960
const MARGIN = 26
const GAP = 34
/** The height of a frame, pixels. */
export const FRAME_HEIGHT = 250

interface PanelBox {
  readonly left: number
  readonly right: number
  readonly top: number
}

/** Lays a figure out as SVG, {@link WIDTH} pixels wide and as high as its parts need. */
export function figure({ title, subtitle, caption, x, legend: items, panels }: Figure): string {
  const inside = WIDTH - 2 * MARGIN
  const parts: string[] = []
  let y = MARGIN + 14
  parts.push(
    text(fitText(title, 19, inside, 600), { x: MARGIN, y, 'font-size': 19, 'font-weight': 600, fill: INK }),
  )
  if (subtitle !== undefined && subtitle !== '') {
    y += 21
    parts.push(text(fitText(subtitle, 14, inside), { x: MARGIN, y, 'font-size': 14, fill: SOFT_INK }))
  }
  y += 12
  const key = legend(items, MARGIN, WIDTH - MARGIN, y)
  parts.push(key.svg)
  y += key.height + 36

  // Frames are equally wide, with or without names beside them.
  const besides = panels.map(({ ends }) => (ends === undefined ? 0 : endRoom(ends)))
  const taken = besides.reduce((sum, room) => sum + room, GAP * (panels.length - 1))
  const width = (inside - taken) / panels.length
  let left = MARGIN
  panels.forEach((panel, i) => {
    parts.push(drawPanel(panel, x, { left, right: left + width, top: y }, `frame-${i}`))
    left += width + besides[i]! + GAP
  })
  y += FRAME_HEIGHT + 36
  if (caption !== undefined && caption !== '') {
    y += 26
    parts.push(
      text(fitText(caption.replaceAll('-', '−'), 12.5, inside), {
        x: MARGIN,
        y,
        'font-size': 12.5,
        fill: SOFT_INK,
      }),
    )
  }
  const height = y + MARGIN - 8
  return element(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height },
      ...{ viewBox: `0 0 ${round(WIDTH)} ${round(height)}`, 'font-family': FAMILY },
    },
    element('rect', { width: WIDTH, height, fill: 'white' }),
    ...parts,
  )
}

function drawPanel(panel: Panel, xAxis: Figure['x'], { left, right, top }: PanelBox, id: string): string {
  const noteWidth = panel.note === undefined ? 0 : textWidth(panel.note, TICK_SIZE) + 12
  const title = fitText(panel.heading, 13, right - left - noteWidth, 600)
  const heading = text(title, { x: left, y: top - 14, 'font-size': 13, 'font-weight': 600, fill: INK })
  const aside = { x: right, y: top - 14, 'font-size': TICK_SIZE, fill: SOFT_INK, 'text-anchor': 'end' }
  const note = panel.note === undefined ? '' : text(panel.note, aside)
  const bottom = top + FRAME_HEIGHT
  if (panel.y === undefined) {
    const middle = { x: (left + right) / 2, y: (top + bottom) / 2, 'text-anchor': 'middle' }
    const frame = { x: left, y: top, width: right - left, height: FRAME_HEIGHT, rx: 4, fill: '#f6f7f9' }
    return (
      heading + element('rect', frame) + text(panel.message, { ...middle, 'font-size': 14, fill: SOFT_INK })
    )
  }

  const y = makeScale(panel.y.kind, panel.y.extent, [bottom, top])
  const yTicks = y.ticks(6)
  const gutter = 12 + Math.max(...yTicks.map(({ label }) => label.length)) * TICK_SIZE * 0.5
  const x = phaseScale(xAxis.phases ?? [], xAxis.extent, [left + gutter, right - 8])
  const frame = {
    x: x.range[0],
    y: top - 3,
    width: x.range[1] - x.range[0] + 6,
    height: FRAME_HEIGHT + 5,
  }
  return (
    heading +
    note +
    grid(yTicks, x, y) +
    leftAxis(yTicks, x, y) +
    bottomAxis(acrossTicks(x, 6), x, y, xAxis.label) +
    clipped(id, frame, ...panel.marks.map((mark) => mark({ x, y }))) +
    endLabels(panel.ends ?? [], x.range[1], y)
  )
}
