/**
 * What the recurrent layers of a network put out in the step before, for each row of its batches. The arena holds a page of R
 * rows, so small batches stay there; the other pages of larger ones wait outside.
 */
export class HiddenState {
  /** (R, H) in the arena: the page at hand. */
  private readonly floats: Float32Array
  /** H */
  private readonly width: number
  /** By number, those that have been at hand before: (R, H). */
  private waiting: Float32Array[] = []
  private page = 0
  /** Rows of the page at hand from here on are 0. */
  private used = 0

  /**
   * @param floats (R, H)
   * @param width H
   */
  constructor(floats: Float32Array, width: number) {
    this.floats = floats
    this.width = width
    floats.fill(0)
  }

  /** Sets all rows to 0. */
  reset(): void {
    this.floats.fill(0, 0, this.used * this.width)
    this.waiting = []
    this.page = 0
    this.used = 0
  }

  /** Takes rows to hand, to be changed: the first of those from `page` × R on. */
  take(page: number, rows: number): void {
    if (page !== this.page) this.turn(page)
    if (rows > this.used) this.used = rows
  }

  private turn(page: number): void {
    const { floats, waiting } = this
    waiting[this.page] ??= new Float32Array(floats.length)
    waiting[this.page]!.set(floats)
    const found = waiting[page]
    if (found === undefined) floats.fill(0)
    else floats.set(found)
    this.page = page
    this.used = floats.length / this.width
  }
}
