import type { CurveData } from '../../report/curves.ts'
import type { ChartLine } from './chart-content.ts'
import { element, made } from './element.ts'
import { LiveChart } from './live-chart.ts'

/** Figures beyond so many have no chart. */
const mostCharts = 16

/** A small chart for each figure of the strategy and of the fitness. They appear when their figure does. */
export class FigureCharts {
  private readonly root: HTMLElement = element('more')
  private readonly charts: { readonly chart: LiveChart; readonly line: ChartLine }[] = []

  show({ rows, phases, figureNames }: CurveData): void {
    for (const name of figureNames.slice(this.charts.length, mostCharts)) this.add(name)
    this.root.hidden = this.charts.length === 0
    for (const { chart, line } of this.charts) {
      chart.show({ rows, phases, lines: [line], band: false, target: null })
    }
  }

  private add(name: string): void {
    const index = this.charts.length
    const id = `more-${index}`
    const card = made('section', 'card')
    const title = made('h2', '', name)
    title.id = `${id}-title`
    card.setAttribute('aria-labelledby', title.id)
    const legend = made('ul', 'legend')
    legend.id = `${id}-legend`
    const plot = made('div', 'chart')
    plot.id = id
    plot.tabIndex = 0
    plot.setAttribute('role', 'slider')
    plot.setAttribute('aria-label', `${name} by evaluations: arrow keys read the values`)
    for (const end of ['min', 'max', 'now']) plot.setAttribute(`aria-value${end}`, '0')
    card.append(title, legend, plot)
    this.root.append(card)
    const line: ChartLine = {
      of: ({ figures }) => figures[index] ?? null,
      ...{ label: name, role: 'best', width: 1.5 },
    }
    this.charts.push({ chart: new LiveChart(id), line })
  }
}
