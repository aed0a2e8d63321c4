import { formatCount, formatSignificant, NO_VALUE } from '../../../report/number.ts'
import { element, made, say } from '../element.ts'
import type { Members } from './members.ts'

/** The figures of all trainings together. */
export class GroupFigures {
  private readonly outputs: readonly HTMLElement[]

  constructor() {
    const titles = ['Ended', 'In training', 'Failed', 'Best', 'Best seed', 'Median', 'Evaluations']
    this.outputs = titles.map((title) => {
      const [box, value] = [made('div'), made('dd', '', NO_VALUE)]
      box.append(made('dt', '', title), value)
      element('figures').append(box)
      return value
    })
  }

  show(members: Members): void {
    const { best, facts } = members
    const number = (value: number | null | undefined): string =>
      value === null || value === undefined ? NO_VALUE : formatSignificant(value)
    const texts = [
      `${formatCount(members.ended)} of ${formatCount(facts.trainings.length)}`,
      ...[formatCount(members.training), formatCount(members.failed), number(best?.best)],
      best === null ? NO_VALUE : String(facts.trainings[best.training]?.seed),
      ...[number(members.median()), formatCount(members.evaluations)],
    ]
    texts.forEach((text, index) => {
      say(this.outputs[index]!, text)
    })
  }
}
