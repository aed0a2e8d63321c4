import { colouringOf, legendOf } from '../../report/colouring.ts'
import { hex } from '../../report/colours.ts'
import { type CurvePhase, placeOf } from '../../report/curves.ts'
import { formatCount } from '../../report/number.ts'
import type { ChampionPicture, DrawnChampion } from '../messages.ts'
import { element, made, onTheme } from './element.ts'
import { drawMapAxes, drawMapSamples, gutter } from './map-drawing.ts'

/** Classes that the legend names. */
const mostClasses = 24

const noGutter: typeof gutter = { left: 0, right: 0, top: 0, bottom: 0 }

/** The champion as a picture: a map over its two inputs, or the picture that it learns. */
export class ChampionCanvas {
  private readonly view: ChampionPicture
  private readonly canvas: HTMLCanvasElement = element<HTMLCanvasElement>('canvas')
  /** What the network drew, at its own size. */
  private readonly pixels: HTMLCanvasElement = document.createElement('canvas')
  /** Whether there is a champion. */
  private drawn = false

  constructor(view: ChampionPicture) {
    this.view = view
    element('view').hidden = false
    element('view-title').textContent = view.kind === 'map' ? "The champion's map" : "The champion's picture"
    if (view.kind === 'map') element('view-legend').replaceChildren(...legendItems(view))
    new ResizeObserver(() => this.draw()).observe(this.canvas)
    onTheme(() => this.draw())
  }

  show(champion: DrawnChampion, phases: readonly CurvePhase[]): void {
    this.drawn = true
    const { width, height, rgb, generation } = champion
    const bytes = Uint8Array.from(atob(rgb), (character) => character.charCodeAt(0))
    const image = new ImageData(width, height)
    for (let i = 0; i < width * height; i++) {
      image.data.set(bytes.subarray(i * 3, i * 3 + 3), i * 4)
      image.data[i * 4 + 3] = 255
    }
    this.pixels.width = width
    this.pixels.height = height
    this.pixels.getContext('2d')?.putImageData(image, 0, 0)
    const text = `of ${placeOf(generation, phases)}`
    element('view-generation').textContent = text
    this.canvas.setAttribute('aria-label', `${whatItShows(this.view)}, ${text}`)
    this.draw()
  }

  /** Draws at the size that the page has room for. Axes and samples are drawn before the first champion, too. */
  private draw(): void {
    const { canvas, view } = this
    const ctx = canvas.getContext('2d')
    if (ctx === null) return
    const room = view.kind === 'map' ? gutter : noGutter
    const width = canvas.clientWidth - room.left - room.right
    const height = view.kind === 'map' ? width : (width * view.height) / view.width
    const outer = Math.round(height + room.top + room.bottom)
    canvas.width = Math.round(canvas.clientWidth * devicePixelRatio)
    canvas.height = Math.round(outer * devicePixelRatio)
    canvas.style.height = `${outer}px`
    ctx.scale(devicePixelRatio, devicePixelRatio)
    ctx.imageSmoothingQuality = 'high'
    if (this.drawn) ctx.drawImage(this.pixels, room.left, room.top, width, height)
    if (view.kind !== 'map') return
    drawMapAxes(ctx, view.map, width, height)
    drawMapSamples(ctx, view.map, colouringOf(view.map.answers), width, height)
  }
}

function whatItShows(view: ChampionPicture): string {
  if (view.kind === 'picture') return 'What the champion has learnt'
  return `What the champion answers over ${view.map.x.label} and ${view.map.y.label}`
}

/** Classes by name, or the ends of the scale. */
function legendItems({ map: { answers } }: ChampionPicture & { kind: 'map' }): HTMLElement[] {
  const legend = legendOf(answers)
  const entries =
    legend.kind === 'classes'
      ? legend.entries.slice(0, mostClasses).map(({ label, look }) => ({ label, colour: look.fill }))
      : legend.ends.map((text, end) => ({
          label: `${legend.label} ${text}`,
          colour: legend.colours.at(end === 0 ? 0 : -1) ?? [0, 0, 0],
        }))
  const more = legend.kind === 'classes' ? legend.entries.length - entries.length : 0
  const items = entries.map(({ label, colour }) => {
    const item = made('li')
    const swatch = made('span', 'swatch dot')
    swatch.style.setProperty('--role', hex(colour))
    item.append(swatch, label)
    return item
  })
  return more === 0 ? items : [...items, made('li', '', `${formatCount(more)} more`)]
}
