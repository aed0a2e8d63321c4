import type uPlot from 'uplot'
import { type Extent, makeScale, type ScaleKind } from '../../report/scale.ts'
import type { AxisTick } from '../../report/ticks.ts'
import { axisRoom, leastRoom } from './axis-room.ts'
import type { ChartLine } from './chart-content.ts'
import { themeColour } from './element.ts'

/** CSS pixels of an axis for each tick. */
const roomAcross = 105
const roomUp = 55

const font = '13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'

/** The options that stay the same as long as a plot exists. */
export interface PlotParts {
  readonly size: { readonly width: number; readonly height: number }
  readonly kind: ScaleKind
  readonly lines: readonly ChartLine[]
  /** Whether the first two columns after x are the ends of a band. */
  readonly band: boolean
  /** What the axes show, asked for with every change of the data. */
  readonly across: () => Extent
  readonly up: () => Extent
  readonly onDraw: (plot: uPlot) => void
  readonly onCursor: () => void
}

/** A plot in the colours of the theme, with the axes that every picture of a run has. */
export function plotOptions({
  size,
  kind,
  lines,
  band,
  across,
  up,
  onDraw,
  onCursor,
}: PlotParts): uPlot.Options {
  const [ink, grid] = [themeColour('soft-ink'), themeColour('grid')]
  const look = { stroke: ink, font, grid: { stroke: grid, width: 1 }, ticks: { show: false }, gap: 6 }
  return {
    ...size,
    padding: [8, 26, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: false, range: () => [...across()] as [number, number] },
      y: { distr: kind === 'log' ? 3 : 1, range: () => [...up()] as [number, number] },
    },
    axes: [
      {
        ...{ ...look, size: 28, label: 'evaluations', labelSize: 20, labelFont: font },
        ...ticked('linear', ({ width }) => Math.max(2, (width - leastRoom) / roomAcross)),
      },
      {
        ...{ ...look, size: (_plot: uPlot, values: string[] | null) => axisRoom(values ?? []) },
        ...ticked(kind, ({ height }) => Math.max(2, height / roomUp)),
      },
    ],
    series: [
      {},
      ...(band ? [edge, edge] : []),
      ...lines.map(({ label, role, width }) => ({
        ...{ label, width, stroke: themeColour(role), spanGaps: false },
        points: { show: false },
      })),
    ],
    bands: band ? [{ series: [2, 1], fill: `${themeColour('median')}40` }] : [],
    hooks: { draw: [onDraw], setCursor: [onCursor] },
  }
}

/** An end of the band, which is not drawn itself. */
const edge: uPlot.Series = { width: 0, points: { show: false } }

/** An axis with the ticks of the shared scales. @param count about how many ticks there is room for */
function ticked(kind: ScaleKind, count: (plot: uPlot) => number): uPlot.Axis {
  let ticks: AxisTick[] = []
  return {
    splits: (plot, _axis, low, high) => {
      const scale = makeScale(kind, [low, high], [0, 1])
      ticks = scale.ticks(Math.floor(count(plot))).filter(({ label }) => label !== '')
      return ticks.map(({ value }) => value)
    },
    values: () => ticks.map(({ label }) => label),
    filter: (_plot, splits) => splits,
  }
}
