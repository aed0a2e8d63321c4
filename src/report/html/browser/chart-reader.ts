import { rowAfter } from '../../reading-keys.ts'
import type { ReadableChart } from '../readable-chart.ts'
import { evaluationsText, readingSentence, readingText } from '../reading.ts'
import { appendShape, find } from './dom.ts'
import { Tip } from './tip.ts'

/** Reads the figures off a chart: those under the pointer, and those that the arrow keys move to. */
export class ChartReader {
  private readonly chart: HTMLElement
  private readonly data: ReadableChart
  private readonly plot: HTMLElement
  private readonly tip: Tip
  private readonly overlay: SVGSVGElement
  private readonly cursor: SVGLineElement
  private readonly marks: readonly SVGCircleElement[]
  /** The row that is shown. */
  private at: number

  /** @param chart a figure that `chartMarkup` made */
  constructor(chart: HTMLElement) {
    this.chart = chart
    this.data = JSON.parse(find(chart, 'script').textContent ?? '') as ReadableChart
    this.plot = find(chart, '.plot')
    this.tip = new Tip(find(this.plot, '.tip'), this.plot)
    this.at = this.last
    this.overlay = appendShape(this.plot, 'svg', 'reader')
    this.overlay.setAttribute('aria-hidden', 'true')
    this.cursor = appendShape(this.overlay, 'line', 'cursor')
    this.cursor.setAttribute('y1', '0')
    this.cursor.setAttribute('y2', '100%')
    this.marks = this.data.series.map(({ tone }) => {
      const mark = appendShape(this.overlay, 'circle', `mark ${tone}`)
      mark.setAttribute('r', '4')
      return mark
    })
    this.hide()
    if (this.data.x.length > 0) this.listen()
  }

  private get last(): number {
    return this.data.x.length - 1
  }

  private listen(): void {
    const { plot, chart } = this
    plot.addEventListener('pointermove', (event) => this.point(event))
    plot.addEventListener('pointerdown', (event) => this.point(event))
    plot.addEventListener('pointerleave', () => {
      if (document.activeElement !== plot) this.hide()
    })
    plot.addEventListener('focus', () => this.show(this.at))
    plot.addEventListener('blur', () => this.hide())
    plot.addEventListener('keydown', (event) => this.key(event))
    chart.addEventListener('change', () => {
      if (this.tip.visible) this.show(this.at)
    })
  }

  private point({ clientX }: PointerEvent): void {
    const { left, width } = this.plot.getBoundingClientRect()
    this.show(nearest(this.data.across, (1000 * (clientX - left)) / width))
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      this.hide()
      return
    }
    const row = rowAfter(event, this.at, this.data.x.length)
    if (row === null) return
    event.preventDefault()
    this.show(row)
  }

  private hide(): void {
    this.overlay.style.display = 'none'
    this.tip.hide()
  }

  private show(at: number): void {
    const { data, plot } = this
    this.at = at
    const across = (data.across[at] ?? 0) / 1000
    this.draw(at, across)
    const lines = data.series.toReversed().flatMap(({ name, tone, y }) => {
      const value = y[at] ?? null
      return value === null ? [] : [{ name, tone, text: readingText(value) }]
    })
    const place = data.places[at] ?? ''
    const evaluations = data.x[at] ?? 0
    this.tip.show(place, evaluationsText(evaluations), lines, across)
    plot.setAttribute('aria-valuenow', String(at))
    plot.setAttribute('aria-valuetext', readingSentence(place, evaluations, lines))
  }

  /** @param across in [0, 1] */
  private draw(row: number, across: number): void {
    const left = `${across * 100}%`
    this.overlay.style.display = ''
    this.cursor.setAttribute('x1', left)
    this.cursor.setAttribute('x2', left)
    const scale = find<HTMLInputElement>(this.chart, 'input[value=log]').checked ? 'log' : 'linear'
    this.marks.forEach((mark, line) => {
      const down = this.data.series[line]?.down[scale][row] ?? null
      mark.style.display = down === null ? 'none' : ''
      mark.setAttribute('cx', left)
      mark.setAttribute('cy', `${(down ?? 0) / 10}%`)
    })
  }
}

/** The index of the place nearest to `wanted`. @param places ascending, at least one */
function nearest(places: readonly number[], wanted: number): number {
  const after = places.findIndex((value) => value >= wanted)
  if (after <= 0) return after === 0 ? 0 : places.length - 1
  return wanted - places[after - 1]! < places[after]! - wanted ? after - 1 : after
}
