import type { GroupFacts, GroupHistory, GroupUpdate } from '../../group/messages.ts'
import { element, made } from '../element.ts'
import { GroupChart } from './group-chart.ts'
import { GroupControls } from './group-controls.ts'
import { GroupFigures } from './group-figures.ts'
import { GroupTable } from './group-table.ts'
import { Members } from './members.ts'

/** What is drawn, once the trainings are known. */
interface GroupBoard {
  readonly members: Members
  readonly chart: GroupChart
  readonly figures: GroupFigures
  readonly table: GroupTable
}

const controls = new GroupControls()
let board: GroupBoard | null = null
let ended = false
/** Whether the next frame draws. */
let due = false

const source = new EventSource('events')
source.addEventListener('groupHistory', ({ data }) => {
  const history = JSON.parse(data) as GroupHistory
  board ??= boardOf(history.facts)
  take(history)
})
source.addEventListener('groupUpdate', ({ data }) => take(JSON.parse(data) as GroupUpdate))
source.addEventListener('error', () => {
  if (!ended) controls.lose()
})

function boardOf(facts: GroupFacts): GroupBoard {
  element('name').textContent = facts.name
  element('details').replaceChildren(...facts.details.map((line) => made('li', '', line)))
  const noun = facts.fitnessNoun === 'loss' ? 'Loss' : 'Fitness'
  element('curves-title').textContent = `${noun}: ${facts.fitness}`
  element('chart').setAttribute('aria-label', `${noun} of the champions of all trainings by evaluations`)
  const chart = new GroupChart()
  const log = element('log')
  log.addEventListener('click', () => {
    const checked = log.getAttribute('aria-checked') !== 'true'
    log.setAttribute('aria-checked', String(checked))
    chart.setScale(checked ? 'log' : 'linear')
  })
  const table = new GroupTable(facts, (training) => chart.choose(training))
  return { members: new Members(facts), chart, figures: new GroupFigures(facts), table }
}

function take(update: GroupUpdate): void {
  if (board === null) return
  board.members.take(update)
  controls.show(update, update.state === 'ended' && update.ending?.well === true ? 1 : board.members.done)
  document.title = `${board.members.facts.name}: ${update.state}`
  // The server is about to leave; what is shown stays.
  ended = update.state === 'ended'
  if (ended) source.close()
  draw()
}

/** At most once a frame, and not at all while the page is hidden. */
function draw(): void {
  if (due) return
  due = true
  requestAnimationFrame(() => {
    due = false
    if (board === null) return
    const { members, chart, figures, table } = board
    figures.show(members)
    chart.show(members)
    table.show(members)
  })
}
