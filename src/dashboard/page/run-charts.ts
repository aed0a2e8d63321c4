import { type CurveData, fitnessLines } from '../../report/curves.ts'
import type { ScaleKind } from '../../report/scale.ts'
import type { Facts } from '../messages.ts'
import type { ChartLine } from './chart-content.ts'
import { CurveTable } from './curve-table.ts'
import { element } from './element.ts'
import { FigureCharts } from './figure-charts.ts'
import { LiveChart } from './live-chart.ts'

const diversity: ChartLine = {
  of: (row) => row.diversity,
  label: 'diversity',
  role: 'diversity',
  width: 1.5,
}

/** The charts of a run and their table. */
export class RunCharts {
  private readonly target: number | null
  private readonly fitness: LiveChart = new LiveChart('fitness')
  /** Null without a population. */
  private readonly diversity: LiveChart | null
  /** Null for a loss, whose figures are the strategy's alone: they stand as numbers. */
  private readonly figures: FigureCharts | null
  private readonly table: CurveTable = new CurveTable()

  /** @param noun what the main chart is of: `Loss` */
  constructor({ fitnessNoun, target, unit }: Facts, noun: string) {
    this.target = target
    this.diversity = unit === 'generation' ? new LiveChart('diversity') : null
    this.figures = fitnessNoun === 'fitness' ? new FigureCharts() : null
    element('spread').hidden = this.diversity === null
    element('fitness').setAttribute('aria-label', `${noun} by evaluations: arrow keys read the values`)
  }

  show({ rows, phases, figureNames }: CurveData): void {
    const band = rows.some(({ low }) => low !== null)
    const lines = fitnessLines(rows).map(
      ({ measure, ...line }): ChartLine => ({ ...line, of: (row) => row[measure] }),
    )
    const content = { rows, phases, lines, band, target: this.target }
    this.fitness.show(content)
    this.diversity?.show({ rows, phases, lines: [diversity], band: false, target: null })
    this.table.show(content)
    this.figures?.show({ rows, phases, figureNames })
  }

  setScale(kind: ScaleKind): void {
    this.fitness.setScale(kind)
  }
}
