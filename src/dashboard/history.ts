import type { Point } from './messages.ts'

/** Points that a curve keeps at most; half as many once it is full. */
const most = 1000

/**
 * The curves of a run of any length in bounded room: each point stands for `stride` generations, and the stride doubles
 * whenever there are too many points.
 */
export class CurveHistory {
  private readonly most: number
  private kept: Point[] = []
  private stride = 1
  /** Generations in the last point. */
  private filled = 0
  /** The first point that changed since `news`; 0 again after all of them did. */
  private changed = 0

  /** @param limit points, even */
  constructor(limit: number = most) {
    this.most = limit
  }

  get points(): readonly Point[] {
    return this.kept
  }

  add(point: Point): void {
    const last = this.kept.length - 1
    if (last >= 0 && this.filled < this.stride) {
      this.kept[last] = merged(this.kept[last]!, point)
      this.changed = Math.min(this.changed, last)
      this.filled++
      return
    }
    if (this.kept.length === this.most) this.halve()
    this.kept.push(point)
    this.filled = 1
  }

  /** What changed since the last call: the points from `from` on. */
  news(): { from: number; points: readonly Point[] } {
    const from = this.changed
    this.changed = this.kept.length
    return { from, points: this.kept.slice(from) }
  }

  private halve(): void {
    const { kept } = this
    this.kept = Array.from({ length: kept.length / 2 }, (_, k) => merged(kept[2 * k]!, kept[2 * k + 1]!))
    this.stride *= 2
    this.changed = 0
  }
}

/** The later generation, with the spread of both. */
function merged(before: Point, after: Point): Point {
  const [evaluations, generation, best, median, low, high, validation, diversity] = after
  const lowest = extreme(Math.min, before[4], low)
  const highest = extreme(Math.max, before[5], high)
  return [evaluations, generation, best, median, lowest, highest, validation, diversity]
}

function extreme(
  of: (a: number, b: number) => number,
  one: number | null,
  other: number | null,
): number | null {
  if (one === null) return other
  return other === null ? one : of(one, other)
}
