import type { GroupUpdate } from '../../group/messages.ts'
import type { TrainingState } from '../../messages.ts'
import { element, say } from '../element.ts'

type GroupState = TrainingState | 'connecting' | 'lost'

const words: Readonly<Partial<Record<GroupState, string>>> = { lost: 'no connection' }

/** The button that stops all trainings, and their state. */
export class GroupControls {
  private readonly stop: HTMLButtonElement = element<HTMLButtonElement>('stop')
  private readonly confirm: HTMLDialogElement = element<HTMLDialogElement>('confirm')
  private shown: GroupState = 'connecting'

  constructor() {
    this.stop.addEventListener('click', () => this.confirm.showModal())
    element('keep').addEventListener('click', () => this.confirm.close())
    element('confirm-stop').addEventListener('click', () => {
      this.confirm.close()
      // The next event brings the new state.
      fetch('stop', { method: 'POST' }).catch(() => this.lose())
    })
  }

  /** @param done in [0, 1] */
  show({ state, ending }: GroupUpdate, done: number): void {
    this.turn(state)
    element<HTMLProgressElement>('progress').value = done
    if (ending === null) return
    const line = element('ending')
    line.hidden = false
    line.classList.toggle('bad', !ending.well)
    say(line, ending.text)
    say(element('announcement'), `The trainings have ended. ${ending.text}`)
  }

  /** The server does not answer; what is shown stays. */
  lose(): void {
    if (this.shown === 'lost') return
    this.turn('lost')
    say(element('announcement'), 'The connection to the trainings is lost')
  }

  private turn(state: GroupState): void {
    this.shown = state
    const shown = element('state')
    shown.dataset['state'] = state
    say(shown, words[state] ?? state)
    this.stop.disabled = state !== 'training'
    if (this.stop.disabled && this.confirm.open) this.confirm.close()
  }
}
