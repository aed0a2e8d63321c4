import uPlot from 'uplot'
import { domainOf } from '../../report/domain.ts'
import { type Extent, type ScaleKind, showable } from '../../report/scale.ts'
import { type ChartContent, type ChartLine, noContent, sameLines } from './chart-content.ts'
import { drawGuides } from './chart-guides.ts'
import { ChartLegend } from './chart-legend.ts'
import { entriesOf, readingOf, spoken } from './chart-reading.ts'
import { ChartSlider } from './chart-slider.ts'
import { element, onTheme } from './element.ts'
import { plotOptions } from './plot-options.ts'

/** The ends of the band. */
const ends: readonly ChartLine['of'][] = [(row) => row.low, (row) => row.high]

/** Curves over evaluations that grow with the training, on a linear or a log scale. Arrow keys move along them. */
export class LiveChart {
  private readonly root: HTMLElement
  private readonly legend: ChartLegend
  private readonly slider: ChartSlider
  private plot: uPlot | null = null
  private content: ChartContent = noContent
  private kind: ScaleKind = 'linear'

  /** @param id of the element; its legend is `<id>-legend` */
  constructor(id: string) {
    this.root = element(id)
    this.legend = new ChartLegend(element(`${id}-legend`))
    this.slider = new ChartSlider(this.root, {
      count: () => this.content.rows.length,
      place: () => this.pointed ?? this.last,
      go: (row) => this.point(row),
      leave: () => this.plot?.setCursor({ left: -10, top: -10 }),
      spoken: (row) => spoken(readingOf(this.content, row), entriesOf(this.content)),
    })
    new ResizeObserver(() => this.fit()).observe(this.root)
    onTheme(() => this.rebuild())
  }

  show(content: ChartContent): void {
    const same = sameLines(content, this.content)
    this.content = content
    if (content.rows.length === 0) return
    if (!same) this.legend.build(entriesOf(content))
    // Before the plot is made: the legend may take another line of the chart's room.
    this.read()
    if (same && this.plot !== null) this.plot.setData(this.columns())
    else this.rebuild()
    this.slider.update()
  }

  setScale(kind: ScaleKind): void {
    this.kind = kind
    this.rebuild()
  }

  private rebuild(): void {
    this.plot?.destroy()
    this.plot = null
    const { content, kind, root } = this
    if (content.rows.length === 0) return
    const options = plotOptions({
      ...{ kind, lines: content.lines, band: content.band },
      size: { width: root.clientWidth, height: root.clientHeight },
      across: () => this.across(),
      up: () => this.up(),
      onDraw: (plot) => drawGuides(plot, this.content, kind),
      onCursor: () => this.read(),
    })
    this.plot = new uPlot(options, this.columns(), root)
  }

  private fit(): void {
    const { clientWidth: width, clientHeight: height } = this.root
    if (this.plot !== null && width > 0) this.plot.setSize({ width, height })
  }

  /** x, the ends of the band if there is one, and a column for each line. */
  private columns(): uPlot.AlignedData {
    const { rows, lines, band } = this.content
    const column = (of: ChartLine['of']): (number | null)[] =>
      rows.map((row) => {
        const value = of(row)
        return value !== null && showable(value, this.kind) ? value : null
      })
    const values = [...(band ? ends : []), ...lines.map(({ of }) => of)]
    return [rows.map(({ evaluations }) => evaluations), ...values.map(column)]
  }

  private across(): Extent {
    const { rows, phases } = this.content
    const [from, to] = [phases[0]?.fromEvaluations ?? 0, rows.at(-1)?.evaluations ?? 0]
    return [from, to > from ? to : from + 1]
  }

  private up(): Extent {
    const { rows, lines, band, target } = this.content
    const given = (of: ChartLine['of']): number[] =>
      rows.map(of).filter((value): value is number => value !== null)
    const values = lines.flatMap(({ of }) => given(of))
    const wishes = band ? ends.flatMap(given) : []
    const domain = domainOf(this.kind, target === null ? values : [...values, target], wishes)
    return domain?.extent ?? (this.kind === 'log' ? [0.1, 1] : [0, 1])
  }

  /** The row under the cursor; null without one. */
  private get pointed(): number | null {
    const { cursor } = this.plot ?? {}
    return cursor === undefined || (cursor.left ?? -1) < 0 ? null : (cursor.idx ?? null)
  }

  private get last(): number {
    return this.content.rows.length - 1
  }

  /** Shows the values under the cursor; without one the latest. */
  private read(): void {
    this.legend.show(readingOf(this.content, this.pointed ?? this.last))
  }

  private point(row: number): void {
    const evaluations = this.content.rows[row]?.evaluations
    if (evaluations !== undefined)
      this.plot?.setCursor({ left: this.plot.valToPos(evaluations, 'x'), top: 0 })
  }
}
