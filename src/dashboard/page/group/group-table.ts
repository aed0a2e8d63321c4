import { formatDuration } from '../../../report/duration.ts'
import { formatCount, formatSignificant, NO_VALUE } from '../../../report/number.ts'
import type { GroupFacts, MemberProgress } from '../../group/messages.ts'
import { element, made, say } from '../element.ts'
import { colourOf } from './colours.ts'
import type { Members } from './members.ts'

/** Before the number of a training in the address of the page. */
const prefix = '#training-'

interface TableRow {
  readonly row: HTMLElement
  readonly cells: readonly HTMLElement[]
  readonly bar: HTMLProgressElement
  /** What it shows. */
  shown: MemberProgress | null
}

/** A row for each training. Its link chooses it, so that it stands out in the chart; the address of the page keeps that. */
export class GroupTable {
  private readonly rows: readonly TableRow[]

  constructor(facts: GroupFacts, onChoose: (training: number | null) => void) {
    const several = facts.contestants.length > 0
    const titles = ['training', ...(several ? ['strategy'] : []), 'state', 'best', 'validation']
    const head = made('tr')
    for (const title of [...titles, 'generations', 'evaluations', 'time', 'folder']) {
      head.append(made('th', title === 'strategy' || title === 'folder' ? 'words' : '', title))
    }
    element('trainings-head').replaceChildren(head)
    this.rows = facts.trainings.map((_, training) => rowOf(facts, training))
    element('trainings-body').replaceChildren(...this.rows.map(({ row }) => row))
    const choose = (): void => {
      const { hash } = location
      const chosen = hash.startsWith(prefix) ? Number(hash.slice(prefix.length)) : null
      this.rows.forEach(({ row }, training) => {
        row.classList.toggle('chosen', training === chosen)
      })
      onChoose(chosen)
    }
    addEventListener('hashchange', choose)
    choose()
  }

  show(members: Members): void {
    this.rows.forEach((row, training) => {
      const progress = members.progressOf(training)
      if (progress === row.shown) return
      row.shown = progress
      fill(row, progress)
    })
  }
}

function rowOf(facts: GroupFacts, training: number): TableRow {
  const { seed, contestant, folder } = facts.trainings[training]!
  const row = made('tr')
  const name = made('td')
  const link = made('a', '', `seed ${seed}`) as HTMLAnchorElement
  link.href = `${prefix}${training}`
  name.append(made('span', `swatch ${colourOf(facts, training)}`), link)
  const label = facts.contestants[contestant]
  const state = made('td')
  const word = made('span', '', 'waiting')
  const bar = made('progress', 'bar') as HTMLProgressElement
  bar.hidden = true
  state.append(word, bar)
  const figures = Array.from({ length: 5 }, () => made('td', '', NO_VALUE))
  row.append(
    name,
    ...(label === undefined ? [] : [made('td', 'words', label)]),
    ...[state, ...figures, made('td', 'words soft', folder)],
  )
  return { row, cells: [word, ...figures], bar, shown: null }
}

function fill({ cells, bar }: TableRow, progress: MemberProgress | null): void {
  if (progress === null) return
  const { state, best, validation, generations, evaluations, elapsedMs, done } = progress
  const number = (value: number | null): string => (value === null ? NO_VALUE : formatSignificant(value))
  const texts = [state, number(best), number(validation)]
  const counts = [formatCount(generations), formatCount(evaluations), formatDuration(elapsedMs)]
  const known = generations > 0 ? counts : [NO_VALUE, evaluations > 0 ? counts[1]! : NO_VALUE, NO_VALUE]
  ;[...texts, ...known].forEach((text, index) => {
    say(cells[index]!, text)
  })
  bar.hidden = state !== 'training' || done === null
  if (done !== null) bar.value = done
}
