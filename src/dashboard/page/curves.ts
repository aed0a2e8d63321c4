import { formatCount, formatSignificant } from '../../report/number.ts'
import type { Facts, Point, Status } from '../messages.ts'
import { Chart, type Line, type Values } from './chart.ts'
import { element, made } from './element.ts'

/** Rows of the table. */
const rows = 15

/** What a step of a training is called. */
export function unitOf({ hasPopulation }: Facts): string {
  return hasPopulation ? 'generation' : 'epoch'
}

/** The curves of a run and their table. */
export class Curves {
  private readonly facts: Facts
  private readonly loss: Chart
  private readonly lossLines: readonly Curve[]
  private readonly diversity: Chart | null
  private readonly numbers: HTMLDetailsElement = element<HTMLDetailsElement>('numbers')
  private points: readonly Point[] = []
  private finetunedFrom: number | null = null

  constructor(facts: Facts) {
    this.facts = facts
    this.lossLines = linesOf(facts)
    this.loss = new Chart('loss', this.lossLines, unitOf(facts))
    this.diversity = facts.hasPopulation ? new Chart('diversity', [diversity], unitOf(facts)) : null
    element('spread').hidden = this.diversity === null
    const noun = facts.fitnessNoun === 'loss' ? 'Loss' : 'Fitness'
    element('curves-title').textContent = `${noun}: ${facts.fitness}`
    element('loss').ariaLabel = `${noun} by evaluations: arrow keys read the values`
    this.numbers.addEventListener('toggle', () => this.drawTable())
  }

  show(points: readonly Point[], { finetunedFrom }: Status): void {
    this.points = points
    this.finetunedFrom = finetunedFrom
    const x = points.map(([evaluations]) => evaluations)
    const generations = points.map(([, generation]) => generation)
    const values = this.lossLines.flatMap(({ of }) => of(points, this.epochsFrom))
    this.loss.show({ x, generations, values }, { target: this.facts.target, finetunedFrom })
    this.diversity?.show({ x, generations, values: [column(7)(points)] }, { target: null, finetunedFrom })
    if (this.numbers.open) this.drawTable()
  }

  setLog(log: boolean): void {
    this.loss.setLog(log)
  }

  /** The evaluations after which there are epochs. */
  private get epochsFrom(): number {
    if (!this.facts.hasPopulation) return Number.NEGATIVE_INFINITY
    return this.finetunedFrom ?? Number.POSITIVE_INFINITY
  }

  private drawTable(): void {
    if (!this.numbers.open) return
    const { facts, points } = this
    const shown = [
      2,
      ...(facts.hasValidation ? [6] : []),
      3,
      ...(facts.hasPopulation ? [4, 5, 7] : []),
    ] as const
    const names = {
      2: 'best',
      3: facts.hasPopulation ? 'median' : 'each epoch',
      4: 'lower quartile',
    } as const
    const more = { 5: 'upper quartile', 6: 'validation', 7: 'diversity' } as const
    const titles: Readonly<Record<number, string>> = { ...names, ...more }
    const head = made('tr')
    head.append(...[unitOf(facts), 'evaluations', ...shown.map((at) => titles[at]!)].map(headCell))
    this.numbers.querySelector('thead')!.replaceChildren(head)
    const step = Math.max(1, (points.length - 1) / (rows - 1))
    const count = Math.min(rows, points.length)
    const chosen = Array.from({ length: count }, (_, k) => points[points.length - 1 - Math.round(k * step)]!)
    const body = chosen.map((point) => {
      const row = made('tr')
      const cells = [formatCount(point[1]), formatCount(point[0]), ...shown.map((at) => figure(point[at]!))]
      row.append(...cells.map((text) => made('td', '', text)))
      return row
    })
    this.numbers.querySelector('tbody')!.replaceChildren(...body)
  }
}

interface Curve extends Line {
  readonly of: Column
}

type Column = (points: readonly Point[], epochsFrom: number) => readonly Values[]

const diversity: Line = { label: 'diversity', role: 'diversity', width: 1.5, leads: true }

const epochs: Curve = {
  ...{ label: 'each epoch', role: 'epoch', width: 1, leads: true },
  of: (points, from) => [points.map((point) => (point[0] > from ? point[3] : null))],
}

/** In the order in which they are drawn: the best on top. */
function linesOf({ hasPopulation, hasEpochs, hasValidation }: Facts): Curve[] {
  const population: Curve[] = hasPopulation
    ? [
        {
          ...{ label: 'middle half', role: 'median', width: 0, band: true },
          of: (points) => [column(4)(points), column(5)(points)],
        },
        {
          ...{ label: 'median', role: 'median', width: 1.5, leads: true },
          of: (points, from) => [points.map((point) => (point[0] > from ? null : point[3]))],
        },
      ]
    : []
  return [
    ...population,
    ...(hasEpochs ? [epochs] : []),
    ...(hasValidation
      ? [
          {
            ...{ label: 'validation', role: 'validation', width: 1.5, leads: true },
            of: (points: readonly Point[]) => [column(6)(points)],
          },
        ]
      : []),
    {
      ...{ label: 'best', role: 'best', width: 2.25, leads: true },
      of: (points) => [column(2)(points)],
    },
  ]
}

function column(at: 2 | 3 | 4 | 5 | 6 | 7): (points: readonly Point[]) => Values {
  return (points) => points.map((point) => point[at])
}

function headCell(text: string): HTMLElement {
  const cell = made('th', '', text)
  cell.setAttribute('scope', 'col')
  return cell
}

function figure(value: number | null): string {
  return value === null ? '–' : formatSignificant(value)
}
