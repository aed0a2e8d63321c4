/** The number of floats for S samples of W columns in tiles of T: ⌈S/T⌉ · W · T. */
export function tileFloats(count: number, width: number, tile: number): number {
  return Math.ceil(count / tile) * width * tile
}

/**
 * Transposes samples into tiles, so that T samples of one column are adjacent and fit SIMD lanes.
 * Lanes after the last sample are zero.
 * @param rows  (S, W)
 * @param tiles (⌈S/T⌉, W, T) out
 */
export function packTiles(rows: Float32Array, count: number, tile: number, tiles: Float32Array): void {
  const width = rows.length / count
  tiles.fill(0)
  for (let sample = 0; sample < count; sample++) {
    const lane = sample % tile
    const at = (sample - lane) * width + lane
    for (let column = 0; column < width; column++) {
      tiles[at + column * tile] = rows[sample * width + column]!
    }
  }
}

/**
 * Does the same for selected rows: tile by tile, sample k is row `indices[k]`.
 * @param rows    (S, W)
 * @param indices (count) each < S
 * @param tiles   (⌈count/T⌉, W, T) out
 */
export function gatherTiles(
  rows: Float32Array,
  width: number,
  indices: Uint32Array,
  tile: number,
  tiles: Float32Array,
): void {
  const chosen = new Float32Array(indices.length * width)
  indices.forEach((row, sample) => {
    chosen.set(rows.subarray(row * width, (row + 1) * width), sample * width)
  })
  packTiles(chosen, indices.length, tile, tiles)
}

/**
 * Transposes tiles back into rows.
 * @param tiles (⌈S/T⌉, W, T)
 * @param rows  (S, W) out
 */
export function unpackTiles(tiles: Float32Array, count: number, tile: number, rows: Float32Array): void {
  const width = rows.length / count
  for (let sample = 0; sample < count; sample++) {
    const lane = sample % tile
    const at = (sample - lane) * width + lane
    for (let column = 0; column < width; column++) {
      rows[sample * width + column] = tiles[at + column * tile]!
    }
  }
}
