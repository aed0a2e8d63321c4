import { quantile } from '../math/quantile.ts'
import type { DataPoint } from './data-point.ts'
import { drawable } from './drawable.ts'

/** Where there are more places, only every n-th is used; that is still finer than any picture. */
const MOST_PLACES = 4000

/**
 * The median of several curves at each place where one of them has a point. A curve counts with its latest value from its
 * first point on, also after its end: a run that stopped early keeps its champion.
 *
 * @param curves each ascending in x; points that cannot be drawn are skipped
 */
export function medianRun(curves: readonly (readonly DataPoint[])[]): DataPoint[] {
  const clean = curves.map((curve) => curve.filter(({ x, y }) => drawable(x) && drawable(y)))
  const all = [...new Set(clean.flatMap((curve) => curve.map(({ x }) => x)))].sort((a, b) => a - b)
  const every = Math.ceil(all.length / MOST_PLACES)
  const places = all.filter((_, i) => i % every === 0 || i === all.length - 1)
  const next = clean.map(() => 0)
  return places.map((x) => {
    const values: number[] = []
    clean.forEach((curve, i) => {
      while (next[i]! < curve.length && curve[next[i]!]!.x <= x) next[i]! += 1
      if (next[i]! > 0) values.push(curve[next[i]! - 1]!.y)
    })
    return { x, y: quantile(values, 0.5) }
  })
}
