/** Places at which curves can be read; of more, they are spread evenly. */
const mostPlaces = 400

/** A champion's fitness at a place of its curve: that of the last point up to there; null before the first. @param points x and y by turns */
export function valueAt(points: readonly number[], x: number): number | null {
  let [low, high] = [0, points.length / 2]
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[2 * middle]! <= x) low = middle + 1
    else high = middle
  }
  return low === 0 ? null : points[2 * low - 1]!
}

/** The places at which any of the curves has a point, ascending. */
export function placesOf(curves: readonly { readonly points: readonly number[] }[]): number[] {
  const all = [...new Set(curves.flatMap(({ points }) => points.filter((_, k) => k % 2 === 0)))]
  all.sort((a, b) => a - b)
  const every = Math.ceil(all.length / mostPlaces)
  return all.filter((_, k) => (all.length - 1 - k) % every === 0)
}

/** The index of the place that is nearest to x. @param places ascending, at least one */
export function nearestPlace(places: readonly number[], x: number): number {
  const next = places.findIndex((place) => place >= x)
  if (next < 0) return places.length - 1
  return next > 0 && x - places[next - 1]! < places[next]! - x ? next - 1 : next
}
