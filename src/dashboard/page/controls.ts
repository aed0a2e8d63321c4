import type { Command, LiveStatus, TrainingState } from '../messages.ts'
import { element, say } from './element.ts'

const words: Readonly<Record<ShownState, string>> = {
  connecting: 'connecting',
  training: 'training',
  finetuning: 'fine-tuning',
  pausing: 'pausing',
  paused: 'paused',
  stopping: 'stopping',
  ended: 'ended',
  lost: 'no connection',
}

/** States that a screen reader announces. */
const announcements: Readonly<Partial<Record<ShownState, string>>> = {
  finetuning: 'Fine-tuning began',
  paused: 'The training is paused',
  stopping: 'The training stops after this generation',
  lost: 'The connection to the training is lost',
}

/** The state of the training, or of the connection to it. */
type ShownState = TrainingState | 'connecting' | 'finetuning' | 'lost'

/** The buttons, and the state of the training. */
export class Controls {
  private readonly state: HTMLElement = element('state')
  private readonly pause: HTMLButtonElement = element<HTMLButtonElement>('pause')
  private readonly stop: HTMLButtonElement = element<HTMLButtonElement>('stop')
  private readonly progress: HTMLProgressElement = element<HTMLProgressElement>('progress')
  private readonly confirm: HTMLDialogElement = element<HTMLDialogElement>('confirm')
  private shown: ShownState = 'connecting'

  constructor() {
    this.pause.addEventListener('click', () => this.send(this.shown === 'paused' ? 'resume' : 'pause'))
    this.stop.addEventListener('click', () => this.confirm.showModal())
    element('keep').addEventListener('click', () => this.confirm.close())
    element('confirm-stop').addEventListener('click', () => {
      this.confirm.close()
      this.send('stop')
    })
  }

  show({ state, phase, done, ending }: LiveStatus): void {
    this.turn(state === 'training' && phase === 'finetune' ? 'finetuning' : state)
    this.progress.hidden = done === null
    if (done !== null) this.progress.value = done
    if (ending === null) return
    const line = element('ending')
    line.hidden = false
    line.classList.toggle('bad', !ending.well)
    say(line, ending.text)
    announce(`The training has ended. ${ending.text}`)
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
    say(this.state, words[state])
    const goes = state === 'training' || state === 'finetuning'
    this.pause.disabled = !goes && state !== 'paused'
    say(this.pause, state === 'paused' ? 'Resume' : 'Pause')
    this.stop.disabled = !goes && state !== 'paused' && state !== 'pausing'
    if (this.stop.disabled && this.confirm.open) this.confirm.close()
    const speech = before === 'paused' && goes ? 'The training goes on' : announcements[state]
    if (speech !== undefined) announce(speech)
  }

  private send(command: Command): void {
    // The next event brings the new state.
    fetch(command, { method: 'POST' }).catch(() => this.lose())
  }
}

function announce(text: string): void {
  say(element('announcement'), text)
}
