import { formatRunning } from '../../report/duration.ts'
import { formatCount, formatSignificant, NO_VALUE } from '../../report/number.ts'
import type { Facts, LiveStatus, TrainingState } from '../messages.ts'
import { element, made, say } from './element.ts'

/** States in which the clock of the run goes on. */
const going: ReadonlySet<TrainingState> = new Set(['training', 'pausing', 'stopping'])

/** The tiles: how the run stands, in numbers. */
export class Figures {
  private readonly root: HTMLElement = element('figures')
  private readonly tiles: Map<string, HTMLElement> = new Map()
  private readonly facts: Facts
  private status: LiveStatus | null = null
  private heardAt = 0

  constructor(facts: Facts) {
    this.facts = facts
    this.root.replaceChildren()
  }

  show(status: LiveStatus): void {
    this.status = status
    this.heardAt = performance.now()
    const { facts } = this
    this.tile('count', formatCount(status.count), spaced(status.unit))
    this.tile('best', figure(status.best), `Best ${facts.fitnessNoun}`)
    if (facts.hasValidation) this.tile('validation', figure(status.validation), 'Validation')
    this.tile('evaluations', formatCount(status.evaluations), 'Evaluations')
    this.tile('rate', status.rate === null ? NO_VALUE : rounded(status.rate), 'Evals/s')
    if (facts.workers > 0) this.tile('busy', share(status.busy), 'Workers busy')
    this.tile('failures', formatCount(status.failures), 'Failures')
    this.tile('time', '', 'Time')
    for (const [name, value] of status.figures) {
      this.tile(`strategy-${name}`, figure(value, 3), spaced(name))
    }
    this.clock()
  }

  /** The time goes on between two messages. */
  clock(): void {
    const { status, heardAt } = this
    if (status === null) return
    const sinceMs = going.has(status.state) ? performance.now() - heardAt : 0
    this.tile('time', formatRunning(status.elapsedMs + sinceMs), 'Time')
  }

  /** Stops the clock. */
  freeze(): void {
    if (this.status !== null) this.status = { ...this.status, state: 'ended' }
  }

  private tile(id: string, text: string, label: string): void {
    let value = this.tiles.get(id)
    if (value === undefined) {
      const box = made('div')
      value = made('dd')
      value.id = `figure-${id}`
      box.append(made('dt'), value)
      this.root.append(box)
      this.tiles.set(id, value)
    }
    const name = value.previousElementSibling as HTMLElement
    say(name, label)
    name.title = label
    if (text === '' && value.textContent !== '') return
    say(value, text)
    value.style.setProperty('--characters', String(Math.max(1, text.length)))
  }
}

/** Characters that a tile has room for. */
const mostCharacters = 7

/** Small values in exponent form, and others with fewer digits where they are too long. */
function figure(value: number | null, digits = 4): string {
  if (value === null) return NO_VALUE
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential(2)
  const text = formatSignificant(value, digits)
  return text.length > mostCharacters ? formatSignificant(value, 3) : text
}

function rounded(value: number): string {
  return value < 100 ? formatSignificant(value, 3) : formatCount(Number(value.toPrecision(3)))
}

function share(value: number | null): string {
  return value === null ? NO_VALUE : `${Math.round(value * 100)} %`
}

/** `Learning rate` for `learningRate`. */
function spaced(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${words[0]!.toUpperCase()}${words.slice(1)}`
}
