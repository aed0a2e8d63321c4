/** A page of rows that waits outside of the arena. */
interface WaitingPage {
  /** (R, H) */
  readonly floats: Float32Array
  used: number
}

/**
 * What the recurrent layers of a network put out in the step before, for each row of its batches. The arena holds a page of R
 * rows, so small batches stay there; the other pages of larger ones wait outside. A row is set to 0 when it is first taken.
 */
export class HiddenState {
  /** (R, H) in the arena: the page at hand. */
  private readonly floats: Float32Array
  /** H */
  private readonly width: number
  /** By number, those that have been at hand before. */
  private readonly waiting: WaitingPage[] = []
  private page = 0
  /** Rows of the page at hand that have been taken since the last reset. */
  private used = 0

  /**
   * @param floats (R, H)
   * @param width H
   */
  constructor(floats: Float32Array, width: number) {
    this.floats = floats
    this.width = width
  }

  /** Sets all rows to 0. */
  reset(): void {
    this.page = 0
    this.used = 0
    for (const page of this.waiting) page.used = 0
  }

  /** Takes rows to hand, to be changed: the first of those from `page` × R on. */
  take(page: number, rows: number): void {
    if (page !== this.page) this.turn(page)
    if (rows <= this.used) return
    this.floats.fill(0, this.used * this.width, rows * this.width)
    this.used = rows
  }

  private turn(page: number): void {
    const { floats, waiting } = this
    waiting[this.page] ??= { floats: new Float32Array(floats.length), used: 0 }
    const before = waiting[this.page]!
    before.floats.set(floats)
    before.used = this.used
    const next = waiting[page]
    if (next !== undefined) floats.set(next.floats)
    this.page = page
    this.used = next?.used ?? 0
  }
}
