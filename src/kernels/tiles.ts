/**
 * Transposes samples into tiles, so that T samples of one column stand side by side: SIMD takes them in its lanes.
 * Lanes past the last sample are zero.
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
 * The way back.
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
