import { formatCount } from '../../report/number.ts'
import { linearTicks } from '../../report/ticks.ts'
import type { Picture, View } from '../messages.ts'
import { element, made, onTheme, themeColour } from './element.ts'

/** Room for the axes of a map, CSS pixels. */
const gutter = { left: 44, bottom: 38, top: 6, right: 6 }

/** The network as one can look at it: a map over its two inputs, or the picture it learns. */
export class PictureView {
  private readonly view: View
  private readonly unit: string
  private readonly canvas: HTMLCanvasElement = element<HTMLCanvasElement>('canvas')
  private readonly pixels: HTMLCanvasElement = document.createElement('canvas')
  private shown: Picture | null = null

  /** @param unit what a step of the training is called */
  constructor(view: View, unit: string) {
    this.view = view
    this.unit = unit
    element('view').hidden = false
    element('view-title').textContent = view.kind === 'map' ? "The champion's map" : "The champion's picture"
    if (view.kind === 'map') this.drawLegend(view)
    new ResizeObserver(() => this.draw()).observe(this.canvas)
    onTheme(() => this.draw())
  }

  show(picture: Picture): void {
    this.shown = picture
    const { width, height, rgb, generation } = picture
    const bytes = Uint8Array.from(atob(rgb), (character) => character.charCodeAt(0))
    const image = new ImageData(width, height)
    for (let i = 0; i < width * height; i++) {
      image.data.set(bytes.subarray(i * 3, i * 3 + 3), i * 4)
      image.data[i * 4 + 3] = 255
    }
    this.pixels.width = width
    this.pixels.height = height
    this.pixels.getContext('2d')!.putImageData(image, 0, 0)
    const text = `of ${this.unit} ${formatCount(generation)}`
    element('view-generation').textContent = text
    const { view } = this
    const what =
      view.kind === 'map'
        ? `What the champion answers over ${view.x.name} and ${view.y.name}`
        : 'What the champion has learnt'
    this.canvas.setAttribute('aria-label', `${what}, ${text}`)
    this.draw()
  }

  private drawLegend({ legend }: View & { kind: 'map' }): void {
    element('view-legend').replaceChildren(
      ...legend.map(({ label, colour }) => {
        const item = made('li')
        const swatch = made('span', 'swatch dot')
        swatch.style.setProperty('--role', colour)
        item.append(swatch, label)
        return item
      }),
    )
  }

  private draw(): void {
    const { canvas, view, shown } = this
    if (shown === null) return
    const width = canvas.clientWidth
    const room = view.kind === 'map' ? gutter : { left: 0, right: 0, top: 0, bottom: 0 }
    const inner = width - room.left - room.right
    const high = view.kind === 'map' ? inner : (inner * shown.height) / shown.width
    const height = Math.round(high + room.top + room.bottom)
    canvas.width = Math.round(width * devicePixelRatio)
    canvas.height = Math.round(height * devicePixelRatio)
    canvas.style.height = `${height}px`
    const ctx = canvas.getContext('2d')!
    ctx.scale(devicePixelRatio, devicePixelRatio)
    ctx.imageSmoothingQuality = 'high'
    ctx.drawImage(this.pixels, room.left, room.top, inner, high)
    if (view.kind === 'map') this.drawAxes(ctx, view, inner, high)
  }

  private drawAxes(
    ctx: CanvasRenderingContext2D,
    view: View & { kind: 'map' },
    wide: number,
    high: number,
  ): void {
    const { x, y } = view
    const across = (value: number): number => gutter.left + ((value - x.low) / (x.high - x.low)) * wide
    const up = (value: number): number => gutter.top + (1 - (value - y.low) / (y.high - y.low)) * high
    ctx.font = '12px system-ui, sans-serif'
    ctx.fillStyle = themeColour('soft-ink')
    ctx.textAlign = 'center'
    for (const { value, label } of linearTicks(x.low, x.high, Math.max(2, Math.floor(wide / 70)))) {
      ctx.fillText(label, across(value), gutter.top + high + 15)
    }
    ctx.fillText(x.name, gutter.left + wide / 2, gutter.top + high + 32)
    ctx.textAlign = 'right'
    for (const { value, label } of linearTicks(y.low, y.high, Math.max(2, Math.floor(high / 55)))) {
      ctx.fillText(label, gutter.left - 6, up(value) + 4)
    }
    ctx.save()
    ctx.translate(11, gutter.top + high / 2)
    ctx.rotate(-Math.PI / 2)
    ctx.textAlign = 'center'
    ctx.fillText(y.name, 0, 0)
    ctx.restore()
    for (const [px, py, fill, rim] of view.points) {
      ctx.beginPath()
      ctx.arc(across(px), up(py), 2.6, 0, 2 * Math.PI)
      ctx.fillStyle = fill
      ctx.fill()
      ctx.lineWidth = 0.9
      ctx.strokeStyle = rim
      ctx.stroke()
    }
  }
}
