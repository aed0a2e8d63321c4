import { rowAfter } from '../../report/reading-keys.ts'

/** What a chart has for readers with a keyboard. */
interface SliderChart {
  /** Places that can be read, and the one that is read. */
  readonly count: () => number
  readonly place: () => number
  /** Reads a place. */
  readonly go: (place: number) => void
  /** Reads none any more. */
  readonly leave: () => void
  /** A place in one sentence. */
  readonly spoken: (place: number) => string
}

/** A chart as a slider: arrow keys, Home, End, Page Up and Page Down move along it, and each place is spoken. */
export class ChartSlider {
  private readonly root: HTMLElement
  private readonly chart: SliderChart

  constructor(root: HTMLElement, chart: SliderChart) {
    this.root = root
    this.chart = chart
    root.addEventListener('keydown', (event) => this.key(event))
    root.addEventListener('blur', () => chart.leave())
  }

  /** Tells what the latest place has, but not while it is read out: that would be interrupted. */
  update(): void {
    if (document.activeElement !== this.root) this.describe(this.chart.count() - 1)
  }

  private key(event: KeyboardEvent): void {
    const { chart } = this
    if (chart.count() === 0) return
    const place = rowAfter(event, chart.place(), chart.count())
    if (place === null) return
    event.preventDefault()
    chart.go(place)
    this.describe(place)
  }

  private describe(place: number): void {
    this.root.setAttribute('aria-valuemax', String(this.chart.count() - 1))
    this.root.setAttribute('aria-valuenow', String(place))
    this.root.setAttribute('aria-valuetext', this.chart.spoken(place))
  }
}
