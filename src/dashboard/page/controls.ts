import type { Phase } from '../../run/events.ts'
import type { Command, LiveStatus, TrainingState } from '../messages.ts'
import type { ControlWords } from './control-words.ts'
import { element, say } from './element.ts'

/** The state in words. */
const states: Readonly<Record<ShownState, string>> = {
  connecting: 'connecting',
  training: 'training',
  finetuning: 'fine-tuning',
  pausing: 'pausing',
  paused: 'paused',
  stopping: 'stopping',
  ended: 'ended',
  lost: 'no connection',
}

/** The state of the training, or of the connection to it. */
type ShownState = TrainingState | 'connecting' | 'finetuning' | 'lost'

/** What the controls show. */
export type ControlStatus = Pick<LiveStatus, 'state' | 'done' | 'ending'> & { readonly phase?: Phase }

/** The buttons, and the state of what is trained. */
export class Controls {
  private readonly state: HTMLElement = element('state')
  private readonly pause: HTMLButtonElement = element<HTMLButtonElement>('pause')
  private readonly stop: HTMLButtonElement = element<HTMLButtonElement>('stop')
  private readonly progress: HTMLProgressElement = element<HTMLProgressElement>('progress')
  private readonly confirm: HTMLDialogElement = element<HTMLDialogElement>('confirm')
  private readonly words: ControlWords
  private shown: ShownState = 'connecting'

  constructor(words: ControlWords) {
    this.words = words
    element('confirm-title').textContent = words.question
    element('confirm-text').textContent = words.consequence
    this.progress.setAttribute('aria-label', words.progress)
    this.pause.addEventListener('click', () => this.send(this.shown === 'paused' ? 'resume' : 'pause'))
    this.stop.addEventListener('click', () => this.confirm.showModal())
    element('keep').addEventListener('click', () => this.confirm.close())
    element('confirm-stop').addEventListener('click', () => {
      this.confirm.close()
      this.send('stop')
    })
  }

  show({ state, phase, done, ending }: ControlStatus): void {
    this.turn(state === 'training' && phase === 'finetune' ? 'finetuning' : state)
    this.progress.hidden = done === null
    if (done !== null) this.progress.value = done
    if (ending === null) return
    const line = element('ending')
    line.hidden = false
    line.classList.toggle('bad', !ending.well)
    say(line, ending.text)
    announce(`${this.words.ended} ${ending.text}`)
  }

  /** The server does not answer; what is shown stays. */
  lose(): void {
    this.turn('lost')
  }

  private turn(state: ShownState): void {
    if (state === this.shown) return
    const before = this.shown
    this.shown = state
    this.state.dataset['state'] = state === 'finetuning' ? 'training' : state
    say(this.state, states[state])
    const goes = state === 'training' || state === 'finetuning'
    this.pause.disabled = !goes && state !== 'paused'
    say(this.pause, state === 'paused' ? 'Resume' : 'Pause')
    this.stop.disabled = !goes && state !== 'paused' && state !== 'pausing'
    if (this.stop.disabled && this.confirm.open) this.confirm.close()
    const speech = before === 'paused' && goes ? this.words.goesOn : this.speechOf(state)
    if (speech !== null) announce(speech)
  }

  /** What a screen reader announces; null for nothing. */
  private speechOf(state: ShownState): string | null {
    if (state === 'finetuning') return 'Fine-tuning began'
    if (state === 'lost') return `The connection to ${this.words.subject} is lost`
    return state === 'paused' || state === 'stopping' ? this.words[state] : null
  }

  private send(command: Command): void {
    // The next event brings the new state.
    fetch(command, { method: 'POST' }).catch(() => this.lose())
  }
}

function announce(text: string): void {
  say(element('announcement'), text)
}
