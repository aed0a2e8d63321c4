import { append } from './dom.ts'

/** Room between the cursor and the tip, CSS pixels. */
const gap = 14
/** How far the tip may stand out of a narrow plot to the left, CSS pixels. */
const overhang = 40

/** One line of a tip. */
export interface TipLine {
  readonly name: string
  readonly tone: string
  readonly text: string
}

/** The box beside the cursor that holds the figures. */
export class Tip {
  private readonly box: HTMLElement
  private readonly plot: HTMLElement

  constructor(box: HTMLElement, plot: HTMLElement) {
    this.box = box
    this.plot = plot
  }

  get visible(): boolean {
    return !this.box.hidden
  }

  hide(): void {
    this.box.hidden = true
  }

  /** @param share where the cursor stands, from the left of the plot, in [0, 1] */
  show(title: string, subtitle: string, lines: readonly TipLine[], share: number): void {
    const { box, plot } = this
    box.replaceChildren()
    append(box, 'b', title)
    append(box, 'small', subtitle)
    for (const { name, tone, text } of lines) {
      const row = append(box, 'div', '', 'row')
      append(row, 'span', '', `swatch ${tone}`)
      append(row, 'span', name)
      append(row, 'span', text)
    }
    box.hidden = false
    const cursor = share * plot.clientWidth
    const fits = cursor + gap + box.offsetWidth <= plot.clientWidth
    const left = fits ? cursor + gap : cursor - gap - box.offsetWidth
    box.style.left = `${Math.max(-overhang, left)}px`
  }
}
