import type { ScaleKind } from '../../report/scale.ts'
import type { Facts } from '../messages.ts'
import { element, made } from './element.ts'

/** Shows what stays the same: the name, the details, and what the main chart is of. @returns `Loss` or `Fitness` */
export function showFacts({
  name,
  details,
  fitness,
  fitnessNoun,
}: Pick<Facts, 'name' | 'details' | 'fitness' | 'fitnessNoun'>): string {
  element('name').textContent = name
  element('details').replaceChildren(...details.map((line) => made('li', '', line)))
  const noun = fitnessNoun === 'loss' ? 'Loss' : 'Fitness'
  element('curves-title').textContent = `${noun}: ${fitness}`
  return noun
}

/** Calls back when the switch turns the main chart to another scale. */
export function onScale(listener: (kind: ScaleKind) => void): void {
  const log = element('log')
  log.addEventListener('click', () => {
    const checked = log.getAttribute('aria-checked') !== 'true'
    log.setAttribute('aria-checked', String(checked))
    listener(checked ? 'log' : 'linear')
  })
}

/** @returns asks for a drawing: at most once a frame, and not at all while the page is hidden */
export function framed(draw: () => void): () => void {
  let due = false
  return () => {
    if (due) return
    due = true
    requestAnimationFrame(() => {
      due = false
      draw()
    })
  }
}
