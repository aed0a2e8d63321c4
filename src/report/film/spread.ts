import { CurvePanel, type FilmCurve } from './curve-panel.ts'
import { FigureRow } from './figure-row.ts'
import { type Moment, momentFigures } from './moment.ts'
import { type Heading, type PageBox, page, titles } from './page.ts'
import { type PageColours, partOf, rasterise, redrawn, type Sheet, type SheetPart } from './paper.ts'

/** The page of a film that shows what a network does, at the left, and its fitness so far, at the right. */
export interface FilmSpread {
  readonly heading: Heading
  readonly curve: FilmCurve
  readonly moments: readonly Moment[]
}

/** The width of a page, and where its parts are, pixels. */
export const SPREAD_WIDTH = 720
export const PLOT: PageBox = { left: 58, top: 102, width: 286, height: 286 }
const CURVE: PageBox = { left: 424, top: 102, width: 278, height: 286 }
const MARGIN = 18
const HEIGHT = 438
/** What a line of words below the plot needs. */
const LINE = 28
/** Where a line above the plot and one below it have their base lines. */
export const ABOVE: number = PLOT.top - 9
export const BELOW: number = HEIGHT + 8
/** The base line of the figures. */
const FIGURES = 70

/** The height of a page. @param below whether it has a line of words below its plot */
export function spreadHeight(below: boolean): number {
  return below ? HEIGHT + LINE : HEIGHT
}

/** Draws the pages of a film at a zoom. Its own part of a page is the plot. */
export class SpreadPainter {
  private readonly spread: FilmSpread
  private readonly palette: PageColours
  private readonly zoom: number
  private readonly still: Sheet
  private readonly curve: CurvePanel
  private readonly progress: FigureRow
  private readonly quality: FigureRow

  /** @param still markup of the plot that stays the same on all pages */
  constructor(spread: FilmSpread, still: string, height: number, palette: PageColours, zoom: number) {
    const { heading, curve, moments } = spread
    const rows = moments.map((moment) => momentFigures(moment, curve.label))
    this.spread = spread
    this.palette = palette
    this.zoom = zoom
    this.curve = new CurvePanel(curve, CURVE)
    this.progress = new FigureRow(
      rows.map(({ left }) => left),
      { left: PLOT.left, right: CURVE.left - MARGIN, base: FIGURES },
    )
    this.quality = new FigureRow(
      rows.map(({ right }) => right),
      { left: CURVE.left, right: SPREAD_WIDTH - MARGIN, base: FIGURES },
    )
    const words = titles(heading, SPREAD_WIDTH) + still
    this.still = rasterise(page(SPREAD_WIDTH, height, words, this.curve.still), zoom, palette)
  }

  /** A page without its plot, or with parts of it. */
  page(moment: Moment, parts: readonly SheetPart[] = []): Sheet {
    const { progress, quality, curve, palette, zoom } = this
    const { left, right } = momentFigures(moment, this.spread.curve.label)
    const drawn = (box: PageBox, svg: string): SheetPart => partOf(box, svg, zoom, palette)
    return redrawn(
      this.still,
      [
        drawn(progress.region, progress.draw(left)),
        drawn(quality.region, quality.draw(right)),
        drawn(curve.region, curve.draw(moment.evaluations)),
        ...parts,
      ],
      zoom,
    )
  }
}
