import type { CurveRow } from '../../report/curves.ts'
import type { CurveNews, DrawnChampion, Facts, LiveStatus, RunHistory, RunUpdate } from '../messages.ts'
import { ChampionCanvas } from './champion-canvas.ts'
import { runWords } from './control-words.ts'
import { Controls } from './controls.ts'
import { element } from './element.ts'
import { Figures } from './figures.ts'
import { framed, onScale, showFacts } from './heading.ts'
import { MachineTable } from './machine-table.ts'
import { RunCharts } from './run-charts.ts'

/** Milliseconds from one position of the clock to the next. */
const clockMs = 200

/** What is drawn, once the run is known. */
interface Board {
  readonly charts: RunCharts
  readonly figures: Figures
  readonly canvas: ChampionCanvas | null
  readonly machines: MachineTable
}

const controls = new Controls(runWords)
const rows: CurveRow[] = []
let curves: Omit<CurveNews, 'from' | 'rows'> = { phases: [], figureNames: [] }
let board: Board | null = null
let status: LiveStatus | null = null
/** The champion, if it is not shown yet. */
let champion: DrawnChampion | null = null
const draw = framed(() => {
  if (board === null || status === null) return
  board.figures.show(status)
  board.charts.show({ ...curves, rows })
  board.machines.show(status.machines)
  if (champion !== null) board.canvas?.show(champion, curves.phases)
  champion = null
})

const source = new EventSource('events')
source.addEventListener('history', ({ data }) => {
  const history = JSON.parse(data) as RunHistory
  board ??= boardOf(history.facts)
  take(history)
})
source.addEventListener('update', ({ data }) => take(JSON.parse(data) as RunUpdate))
source.addEventListener('champion', ({ data }) => {
  champion = JSON.parse(data) as DrawnChampion
  draw()
})
source.addEventListener('error', () => {
  if (status?.state === 'ended') return
  controls.lose()
  board?.figures.freeze()
})
setInterval(() => board?.figures.clock(), clockMs)

function boardOf(facts: Facts): Board {
  const noun = showFacts(facts)
  if (facts.view === null) {
    element('curves').classList.add('alone')
    element('spread').classList.add('alone')
  }
  const charts = new RunCharts(facts, noun)
  onScale((kind) => charts.setScale(kind))
  const canvas = facts.view && new ChampionCanvas(facts.view)
  return { charts, figures: new Figures(facts), canvas, machines: new MachineTable() }
}

function take(update: RunUpdate): void {
  const { from, rows: news, ...more } = update.curves
  rows.splice(from, rows.length, ...news)
  curves = more
  status = update.status
  controls.show(status)
  document.title = `${element('name').textContent}: ${status.state}`
  // The server is about to leave; what is shown stays.
  if (status.state === 'ended') source.close()
  draw()
}
