/**
 * The coordinates of a picture's pixels: x runs from left to right and y from top to bottom, each from -1 to 1 for any
 * shape of picture, as in Sitzmann et al. 2020 and Tancik et al. 2020. Points are the centres of pixels, so that a
 * learnt picture does not shift when it is drawn at another size.
 *
 * @param first the first pixel, counted row by row from the top left
 * @param count S, the number of pixels
 * @returns (S, 2)
 */
export function pixelCentres(width: number, height: number, first: number, count: number): Float64Array {
  const points = new Float64Array(count * 2)
  for (let i = 0; i < count; i++) {
    const pixel = first + i
    const column = pixel % width
    const row = (pixel - column) / width
    points[2 * i] = centre(column, width)
    points[2 * i + 1] = centre(row, height)
  }
  return points
}

function centre(place: number, size: number): number {
  return (2 * place + 1 - size) / size
}
