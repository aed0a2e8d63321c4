import type { History, Picture, Point, Status, Tick } from '../messages.ts'
import { Controls } from './controls.ts'
import { Curves, unitOf } from './curves.ts'
import { element, made } from './element.ts'
import { Figures } from './figures.ts'
import { PictureView } from './picture.ts'

/** What is drawn, once the run is known. */
interface Board {
  readonly curves: Curves
  readonly figures: Figures
  readonly picture: PictureView | null
}

const controls = new Controls()
const points: Point[] = []
let board: Board | null = null
let status: Status | null = null
let picture: Picture | null = null
let due = false

const source = new EventSource('events')
source.addEventListener('history', ({ data }) => {
  const history = JSON.parse(data) as History
  board ??= boardOf(history)
  take(history)
})
source.addEventListener('tick', ({ data }) => take(JSON.parse(data) as Tick))
source.addEventListener('picture', ({ data }) => {
  picture = JSON.parse(data) as Picture
  draw()
})
source.addEventListener('error', () => {
  if (status?.state === 'ended') return
  controls.lose()
  board?.figures.freeze()
})
setInterval(() => board?.figures.clock(), 200)

function boardOf({ facts }: History): Board {
  element('name').textContent = facts.name
  element('details').replaceChildren(...facts.details.map((line) => made('li', '', line)))
  if (facts.view === null) {
    element('curves').classList.add('alone')
    element('spread').classList.add('alone')
  }
  const curves = new Curves(facts)
  const log = element('log')
  log.addEventListener('click', () => {
    const checked = log.getAttribute('aria-checked') !== 'true'
    log.setAttribute('aria-checked', String(checked))
    curves.setLog(checked)
  })
  return {
    curves,
    figures: new Figures(facts),
    picture: facts.view && new PictureView(facts.view, unitOf(facts)),
  }
}

function take(tick: Tick): void {
  points.splice(tick.from, points.length, ...tick.points)
  status = tick.status
  controls.show(status)
  document.title = `${element('name').textContent}: ${status.state}`
  // The server is about to leave; what is shown stays.
  if (status.state === 'ended') source.close()
  draw()
}

/** At most once a frame, and not at all while nobody sees it. */
function draw(): void {
  if (due) return
  due = true
  requestAnimationFrame(() => {
    due = false
    if (board === null || status === null) return
    board.figures.show(status)
    board.curves.show(points, status)
    if (picture !== null) board.picture?.show(picture)
    picture = null
  })
}
