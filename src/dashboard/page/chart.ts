import uPlot from 'uplot'
import { formatCount, formatSignificant } from '../../report/number.ts'
import { type AxisTick, linearTicks, logTicks } from '../../report/ticks.ts'
import { element, made, onTheme, say, themeColour } from './element.ts'

/** One curve. */
export interface Line {
  readonly label: string
  /** The theme's colour. */
  readonly role: string
  readonly width: number
  /** A band between two values instead of a line. */
  readonly band?: boolean
  /** Whether the scale has to make room for it. */
  readonly leads?: boolean
}

/** Values of one line, one for each x; for a band the upper ones, with the lower ones in a row of their own. */
export type Values = readonly (number | null)[]

/** What a chart shows. */
export interface ChartData {
  /** Ascending. */
  readonly x: readonly number[]
  readonly generations: readonly number[]
  /** In the order of the lines; a band has two, low before high. */
  readonly values: readonly Values[]
}

/** Lines across the whole chart. */
export interface Guides {
  readonly target: number | null
  readonly finetunedFrom: number | null
}

const font = '13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'

/** Curves over evaluations that grow while one looks, on a linear or a log scale. Arrow keys move along them. */
export class Chart {
  private readonly root: HTMLElement
  private readonly legend: HTMLElement
  private readonly lines: readonly Line[]
  private readonly unit: string
  private outputs: HTMLElement[] = []
  private plot: uPlot | null = null
  private data: ChartData = { x: [], generations: [], values: [] }
  private guides: Guides = { target: null, finetunedFrom: null }
  private log = false

  /**
   * @param id of the element; its legend is `<id>-legend`
   * @param unit what a step of the training is called
   */
  constructor(id: string, lines: readonly Line[], unit: string) {
    this.unit = unit
    this.root = element(id)
    this.legend = element(`${id}-legend`)
    this.lines = lines
    this.drawLegend()
    new ResizeObserver(() => this.fit()).observe(this.root)
    onTheme(() => this.rebuild())
    this.root.addEventListener('keydown', (event) => this.key(event))
    this.root.addEventListener('blur', () => this.plot?.setCursor({ left: -10, top: -10 }))
  }

  show(data: ChartData, guides: Guides): void {
    this.data = data
    this.guides = guides
    if (data.x.length === 0) return
    if (this.plot === null) this.rebuild()
    else this.plot.setData(this.columns())
    if (this.plot !== null) this.read(this.plot)
    // Not while it is read out: news would interrupt.
    if (document.activeElement !== this.root) this.describe(data.x.length - 1)
  }

  setLog(log: boolean): void {
    this.log = log
    this.rebuild()
  }

  private rebuild(): void {
    this.plot?.destroy()
    this.plot = this.data.x.length === 0 ? null : new uPlot(this.options(), this.columns(), this.root)
  }

  private fit(): void {
    const { clientWidth: width, clientHeight: height } = this.root
    if (this.plot !== null && width > 0) this.plot.setSize({ width, height })
  }

  /** A log scale has no place for what is not above 0. */
  private columns(): uPlot.AlignedData {
    const drawn = (value: number | null): number | null =>
      value !== null && this.log && value <= 0 ? null : value
    return [[...this.data.x], ...this.data.values.map((values) => values.map(drawn))]
  }

  private options(): uPlot.Options {
    const [ink, grid] = [themeColour('soft-ink'), themeColour('grid')]
    const axis = { stroke: ink, font, grid: { stroke: grid, width: 1 }, ticks: { show: false }, gap: 6 }
    return {
      width: this.root.clientWidth,
      height: this.root.clientHeight,
      padding: [8, 26, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: (_, low, high) => (low === high ? [low - 1, high + 1] : [low, high]) },
        y: { distr: this.log ? 3 : 1, range: () => this.range() },
      },
      axes: [
        {
          ...axis,
          size: 28,
          label: 'evaluations',
          labelSize: 20,
          labelFont: font,
          splits: (plot) => this.xTicks(plot),
          values: (_, at) => at.map(formatCount),
        },
        {
          ...axis,
          size: 64,
          splits: (_, __, low, high) => this.yTicks(low, high).map(({ value }) => value),
          values: (plot) => {
            const { min, max } = plot.scales['y']!
            return this.yTicks(min!, max!).map(({ label }) => label)
          },
          filter: (_, splits) => splits,
        },
      ],
      series: [{}, ...this.series()],
      bands: this.bands(),
      hooks: { draw: [(plot) => this.drawGuides(plot)], setCursor: [(plot) => this.read(plot)] },
    }
  }

  private series(): uPlot.Series[] {
    const points = { show: false }
    return this.lines.flatMap(({ label, role, width, band }): uPlot.Series[] =>
      band === true
        ? [
            { label: `${label} low`, width: 0, points },
            { label: `${label} high`, width: 0, points },
          ]
        : [{ label, width, points, stroke: themeColour(role), spanGaps: false }],
    )
  }

  private bands(): uPlot.Band[] {
    return this.lines.flatMap(({ role, band }, line) => {
      if (band !== true) return []
      const low = this.columnOf(line) + 1
      return [{ series: [low + 1, low] as [number, number], fill: `${themeColour(role)}40` }]
    })
  }

  /** The first of a line's rows of values. */
  private columnOf(line: number): number {
    return line + this.lines.slice(0, line).filter(({ band }) => band === true).length
  }

  private range(): [number, number] {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    const take = (value: number | null): void => {
      if (value === null || (this.log && value <= 0)) return
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    this.lines.forEach(({ leads }, line) => {
      if (leads === true) this.data.values[this.columnOf(line)]?.forEach(take)
    })
    take(this.guides.target)
    if (low > high) return this.log ? [0.1, 1] : [0, 1]
    if (this.log) {
      const room = Math.max(1.05, (high / low) ** 0.04)
      return [low / room, high * room]
    }
    const room = (high - low) * 0.05 || Math.abs(high) * 0.1 || 1
    // Losses seldom fall below 0; a scale that does would promise it.
    return [low >= 0 ? Math.max(0, low - room) : low - room, high + room]
  }

  private xTicks(plot: uPlot): number[] {
    const { min, max } = plot.scales['x']!
    return linearTicks(min!, max!, Math.max(3, Math.floor(plot.bbox.width / devicePixelRatio / 90))).map(
      ({ value }) => value,
    )
  }

  private yTicks(low: number, high: number): AxisTick[] {
    const count = Math.max(2, Math.floor(this.root.clientHeight / 55))
    const ticks = this.log ? logTicks(low, high, count) : linearTicks(low, high, count)
    return ticks.filter(({ label }) => label !== '')
  }

  private drawGuides(plot: uPlot): void {
    const { ctx, bbox } = plot
    const { target, finetunedFrom } = this.guides
    ctx.save()
    ctx.strokeStyle = themeColour('soft-ink')
    ctx.fillStyle = ctx.strokeStyle
    ctx.lineWidth = devicePixelRatio
    ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio])
    const rule = (x0: number, y0: number, x1: number, y1: number): void => {
      ctx.beginPath()
      ctx.moveTo(x0, y0)
      ctx.lineTo(x1, y1)
      ctx.stroke()
    }
    if (target !== null && !(this.log && target <= 0)) {
      const y = plot.valToPos(target, 'y', true)
      rule(bbox.left, y, bbox.left + bbox.width, y)
    }
    if (finetunedFrom !== null) {
      const x = plot.valToPos(finetunedFrom, 'x', true)
      rule(x, bbox.top, x, bbox.top + bbox.height)
      ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`
      const left = x + 90 * devicePixelRatio > bbox.left + bbox.width
      ctx.textAlign = left ? 'right' : 'left'
      ctx.fillText('fine-tuning', x + (left ? -6 : 6) * devicePixelRatio, bbox.top + 12 * devicePixelRatio)
    }
    ctx.restore()
  }

  private drawLegend(): void {
    this.outputs = []
    this.legend.replaceChildren(
      ...this.lines.map(({ label, role, band }) => {
        const item = made('li')
        const swatch = made('span', band === true ? 'swatch band' : 'swatch')
        swatch.style.setProperty('--role', `var(--${role})`)
        const output = made('output')
        output.setAttribute('aria-live', 'off')
        this.outputs.push(output)
        item.append(swatch, label, output)
        return item
      }),
      this.place(),
    )
  }

  /** Where on the curves one is. */
  private place(): HTMLElement {
    const item = made('li', 'place')
    const output = made('output')
    output.setAttribute('aria-live', 'off')
    this.outputs.push(output)
    item.append(output)
    return item
  }

  /** The values under the cursor; without one the latest. */
  private read({ cursor }: uPlot): void {
    const pointed = (cursor.left ?? -1) >= 0 ? cursor.idx : null
    const at = pointed ?? this.data.x.length - 1
    this.lines.forEach((_, line) => {
      say(this.outputs[line]!, this.textAt(line, at))
    })
    say(this.outputs[this.lines.length]!, `${this.unit} ${formatCount(this.data.generations[at]!)}`)
  }

  private textAt(line: number, at: number): string {
    const column = this.columnOf(line)
    const text = (value: number | null | undefined): string =>
      value === null || value === undefined ? '–' : formatSignificant(value, 3)
    const first = text(this.data.values[column]?.[at])
    return this.lines[line]!.band === true ? `${first} to ${text(this.data.values[column + 1]?.[at])}` : first
  }

  private key(event: KeyboardEvent): void {
    const { plot, data } = this
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      PageUp: -10,
      PageDown: 10,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    }
    const step = steps[event.key]
    if (plot === null || step === undefined) return
    event.preventDefault()
    const last = data.x.length - 1
    const from = (plot.cursor.left ?? -1) < 0 ? last : (plot.cursor.idx ?? last)
    const at = Math.min(last, Math.max(0, from + step))
    plot.setCursor({ left: plot.valToPos(data.x[at]!, 'x'), top: 0 })
    this.describe(at)
  }

  /** For those who hear it. */
  private describe(at: number): void {
    const values = this.lines.map(({ label }, line) => `${label} ${this.textAt(line, at)}`)
    const step = `${this.unit} ${formatCount(this.data.generations[at]!)}`
    this.root.setAttribute('aria-valuemax', String(this.data.x.length - 1))
    this.root.setAttribute('aria-valuenow', String(at))
    this.root.setAttribute('aria-valuetext', `${step}: ${values.join(', ')}`)
  }
}
