import type { GroupFacts, GroupHistory, GroupUpdate } from '../../group/messages.ts'
import { groupWords } from '../control-words.ts'
import { Controls } from '../controls.ts'
import { element } from '../element.ts'
import { framed, onScale, showFacts } from '../heading.ts'
import { GroupChart } from './group-chart.ts'
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

const controls = new Controls(groupWords)
let board: GroupBoard | null = null
let ended = false
const draw = framed(() => {
  if (board === null) return
  const { members, chart, figures, table } = board
  figures.show(members)
  chart.show()
  table.show(members)
})

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
  const noun = showFacts(facts)
  element('chart').setAttribute(
    'aria-label',
    `${noun} of the champions of all trainings by evaluations: arrow keys read the values`,
  )
  const members = new Members(facts)
  const chart = new GroupChart(members)
  onScale((kind) => chart.setScale(kind))
  const table = new GroupTable(facts, (training) => chart.choose(training))
  return { members, chart, figures: new GroupFigures(), table }
}

function take(update: GroupUpdate): void {
  if (board === null) return
  board.members.take(update)
  controls.show({ ...update, done: board.members.done })
  document.title = `${board.members.facts.name}: ${update.state}`
  // The server is about to leave; what is shown stays.
  ended = update.state === 'ended'
  if (ended) source.close()
  draw()
}
