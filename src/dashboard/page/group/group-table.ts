import { formatDuration } from '../../../report/duration.ts'
import { formatCount, formatSignificant, NO_VALUE } from '../../../report/number.ts'
import type { GroupFacts, MemberProgress } from '../../group/messages.ts'
import { element, made, say } from '../element.ts'
import { cellOf, makeTable, rowOf } from '../stacking.ts'
import { colourOf } from './colours.ts'
import type { Members } from './members.ts'

/** Before the number of a training in the address of the page. */
const prefix = '#training-'

/** The columns of figures. */
const numbers = ['best', 'validation', 'generations', 'evaluations', 'time']

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
    const titles = ['training', ...(several ? ['strategy'] : []), 'state', ...numbers, 'folder']
    makeTable('trainings', titles, ['strategy', 'folder'])
    this.rows = facts.trainings.map((_, training) => trainingRow(facts, training))
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

function trainingRow(facts: GroupFacts, training: number): TableRow {
  const { seed, contestant, folder } = facts.trainings[training]!
  const row = rowOf()
  const name = cellOf('training', 'name')
  const link = made('a', '', `seed ${seed}`) as HTMLAnchorElement
  link.href = `${prefix}${training}`
  name.append(made('span', `swatch ${colourOf(facts, training)}`), link)
  const label = facts.contestants[contestant]
  const state = cellOf('state')
  const word = made('span', '', 'waiting')
  const bar = made('progress', 'bar') as HTMLProgressElement
  bar.hidden = true
  state.append(word, bar)
  const figures = numbers.map((title) => cellOf(title, '', NO_VALUE))
  row.append(
    name,
    ...(label === undefined ? [] : [cellOf('strategy', 'words', label)]),
    ...[state, ...figures, cellOf('folder', 'words soft', folder)],
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
