import { fitText, textWidth } from '../font.ts'
import { SOFT_INK } from '../palette.ts'
import { text } from '../svg.ts'
import type { PageBox } from './page.ts'

/** A figure after its name. */
export interface FilmFigure {
  readonly name: string
  readonly value: string
  readonly colour: string
}

/** Sizes of text: a name, and a figure where there is room and where there is least. */
const NAME = 13
const LARGEST = 21
const SMALLEST = 14
/** Between a name and its figure, and the most and the least between two figures, pixels. */
const SPACE = 7
const WIDEST_GAP = 26
const GAP = 14

/** Where a figure stands in its row. */
interface FigurePlace {
  readonly x: number
  /** For its name. */
  readonly room: number
}

/**
 * A row of figures. They are at the same places on every page of a film, and as large as the widest of them allow; names are
 * cut where even the smallest size leaves no room.
 */
export class FigureRow {
  private readonly box: PageBox
  private readonly size: number
  private readonly places: readonly FigurePlace[]

  /**
   * @param pages the figures of every page
   * @param left where the row begins, pixels
   * @param right where it has to end
   * @param base its base line
   */
  constructor(
    pages: readonly (readonly FilmFigure[])[],
    { left, right, base }: { readonly left: number; readonly right: number; readonly base: number },
  ) {
    const columns = Array.from({ length: Math.max(...pages.map(({ length }) => length)) }, (_, k) =>
      pages.flatMap((row) => row[k] ?? []),
    )
    const widest = (texts: readonly string[], size: number, weight: 400 | 600): number =>
      Math.max(...[...new Set(texts)].map((content) => textWidth(content, size, weight)))
    const names = columns.map((own) =>
      widest(
        own.map(({ name }) => name),
        NAME,
        400,
      ),
    )
    // An 8 is as wide as any digit.
    const values = columns.map((own) =>
      widest(
        own.map(({ value }) => value.replace(/\d/g, '8')),
        LARGEST,
        600,
      ),
    )
    const room = right - left - sum(names.map(() => SPACE)) - GAP * (columns.length - 1)
    this.size = Math.floor(
      Math.min(LARGEST, Math.max(SMALLEST, (LARGEST * (room - sum(names))) / sum(values))),
    )
    const figures = values.map((width) => (width * this.size) / LARGEST)
    const shown = shares(names, room - sum(figures))
    const spare = (room - sum(figures) - sum(shown)) / Math.max(1, columns.length - 1)
    const gap = Math.min(WIDEST_GAP, GAP + Math.max(0, spare))
    let x = left
    this.places = shown.map((width, k) => {
      const place = { x, room: width }
      x += width + SPACE + figures[k]! + gap
      return place
    })
    this.box = { left: left - 2, top: base - 24, width: right - left + 4, height: 32 }
  }

  /** The part of a page that the row takes. */
  get region(): PageBox {
    return this.box
  }

  draw(row: readonly FilmFigure[]): string {
    const base = this.box.top + 24
    return row
      .map(({ name, value, colour }, k) => {
        const { x, room } = this.places[k]!
        const label = fitText(name, NAME, room + 0.5)
        const at = x + textWidth(label, NAME) + SPACE
        return (
          text(label, { x, y: base, 'font-size': NAME, fill: SOFT_INK }) +
          text(value, { x: at, y: base, 'font-size': this.size, 'font-weight': 600, fill: colour })
        )
      })
      .join('')
  }
}

/** The widths, the largest cut to the same where their sum is more than the room. */
function shares(widths: readonly number[], room: number): number[] {
  let left = Math.max(0, room)
  const level = widths
    .toSorted((a, b) => a - b)
    .reduce((least, width, index, { length }) => {
      const share = left / (length - index)
      left -= Math.min(width, share)
      return width > share ? Math.min(least, share) : least
    }, Number.POSITIVE_INFINITY)
  return widths.map((width) => Math.min(width, level))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
