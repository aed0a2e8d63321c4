/**
 * A curve of one of many trainings, in few points: one for each change of the champion, and one for the latest generation.
 * Where there are too many, every other one is left out.
 */
export class SketchedCurve {
  private readonly most: number
  private kept: [x: number, y: number][] = []
  private latest: [x: number, y: number] | null = null
  /** Of so many changes one is kept. */
  private stride = 1
  private changes = 0

  /** @param most points that are kept, at least 2; one more is the latest */
  constructor(most: number) {
    this.most = most
  }

  /** @param y null while there is no champion */
  add(x: number, y: number | null): void {
    if (y === null || !Number.isFinite(y)) return
    if (y !== this.latest?.[1] && this.changes++ % this.stride === 0) this.keep([x, y])
    this.latest = [x, y]
  }

  /** x and y by turns. */
  get points(): number[] {
    const last = this.kept.at(-1)
    const { latest } = this
    return (latest === null || last?.[0] === latest[0] ? this.kept : [...this.kept, latest]).flat()
  }

  private keep(point: [x: number, y: number]): void {
    this.kept.push(point)
    if (this.kept.length <= this.most) return
    this.kept = this.kept.filter((_, index) => index % 2 === 0)
    this.stride *= 2
  }
}
