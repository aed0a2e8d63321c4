import { formatCount, formatSignificant } from '../../report/number.ts'
import type { Facts, Status } from '../messages.ts'
import { element, made, say } from './element.ts'

/** States in which the clock of the run goes on. */
const going: ReadonlySet<Status['state']> = new Set(['training', 'pausing', 'stopping'])

/** The tiles: how it stands, in numbers. */
export class Figures {
  private readonly root: HTMLElement = element('figures')
  private readonly tiles: Map<string, HTMLElement> = new Map()
  private readonly facts: Facts
  private readonly inProcess: boolean
  private status: Status | null = null
  private heardAt = 0

  constructor(facts: Facts) {
    this.facts = facts
    this.inProcess = facts.details.includes('in process')
    this.root.replaceChildren()
  }

  show(status: Status): void {
    this.status = status
    this.heardAt = performance.now()
    const { facts } = this
    const epochs = status.phase === 'finetune' || !facts.hasPopulation
    this.tile('generation', formatCount(status.generation), epochs ? 'Epoch' : 'Generation')
    this.tile('best', figure(status.best), `Best ${facts.fitnessNoun}`)
    if (facts.hasValidation) this.tile('validation', figure(status.validation), 'Validation')
    this.tile('evaluations', formatCount(status.evaluations), 'Evaluations')
    this.tile('rate', status.rate === null ? '–' : rounded(status.rate), 'Evals/s')
    if (!this.inProcess) this.tile('busy', share(status.busy), 'Workers busy')
    this.tile('failures', formatCount(status.failures), 'Failures')
    this.tile('time', '', 'Time')
    for (const [name, value] of Object.entries(status.figures)) {
      this.tile(`strategy-${name}`, formatSignificant(value, 3), spaced(name))
    }
    this.clock()
  }

  /** The time goes on between two messages. */
  clock(): void {
    const { status, heardAt } = this
    if (status === null) return
    const sinceMs = going.has(status.state) ? performance.now() - heardAt : 0
    this.tile('time', duration(status.elapsedMs + sinceMs), 'Time')
  }

  /** The tiles stop with what they show. */
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
    if (text !== '' || value.textContent === '') say(value, text)
  }
}

function figure(value: number | null): string {
  // Small values take more room.
  return value === null ? '–' : formatSignificant(value, Math.abs(value) < 1e-3 ? 3 : 4)
}

function rounded(value: number): string {
  return value < 100 ? formatSignificant(value, 3) : formatCount(Number(value.toPrecision(3)))
}

function share(value: number | null): string {
  return value === null ? '–' : `${Math.round(value * 100)} %`
}

/** `learningRate` as `Learning rate`. */
function spaced(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${words[0]!.toUpperCase()}${words.slice(1)}`
}

/** `1.5 s` below a minute, then `12:34` and `1:02:03`. */
function duration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.floor(ms / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
