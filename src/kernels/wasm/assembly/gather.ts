// Transposes selected rows into tiles, as gatherTiles of memory/tiles.ts does, four samples by four columns at a time.

/** The address of sample `lane` of a minibatch. */
// @ts-ignore: decorator
@inline function rowAt(rows: usize, row: usize, indices: usize, lane: i32): usize {
  return rows + <usize>load<u32>(indices + (<usize>lane << 2)) * row
}

/** Writes every column of four samples to four lanes. */
// @ts-ignore: decorator
@inline function turn(a: usize, b: usize, c: usize, d: usize, to: usize, row: usize, stride: usize): void {
  const blocks = row & ~15
  let at: usize = 0
  for (; at < blocks; at += 16) {
    const x = v128.load(a + at), y = v128.load(b + at), z = v128.load(c + at), w = v128.load(d + at)
    const xy = v128.shuffle<f32>(x, y, 0, 4, 1, 5), zw = v128.shuffle<f32>(z, w, 0, 4, 1, 5)
    v128.store(to, v128.shuffle<f32>(xy, zw, 0, 1, 4, 5))
    v128.store(to + stride, v128.shuffle<f32>(xy, zw, 2, 3, 6, 7))
    to += stride << 1
    const xy2 = v128.shuffle<f32>(x, y, 2, 6, 3, 7), zw2 = v128.shuffle<f32>(z, w, 2, 6, 3, 7)
    v128.store(to, v128.shuffle<f32>(xy2, zw2, 0, 1, 4, 5))
    v128.store(to + stride, v128.shuffle<f32>(xy2, zw2, 2, 3, 6, 7))
    to += stride << 1
  }
  for (; at < row; at += 4) {
    let four = v128.load32_zero(a + at)
    four = v128.load32_lane(b + at, four, 1)
    four = v128.load32_lane(c + at, four, 2)
    v128.store(to, v128.load32_lane(d + at, four, 3))
    to += stride
  }
}

/** Writes one tile of `count` samples. */
// @ts-ignore: decorator
@inline function gatherTile(rows: usize, row: usize, indices: usize, count: i32, to: usize, stride: usize): void {
  let lane: i32 = 0
  for (; lane + 4 <= count; lane += 4) {
    const a = rowAt(rows, row, indices, lane), b = rowAt(rows, row, indices, lane + 1)
    const c = rowAt(rows, row, indices, lane + 2), d = rowAt(rows, row, indices, lane + 3)
    turn(a, b, c, d, to + (<usize>lane << 2), row, stride)
  }
  for (; lane < count; lane++) {
    let from = rowAt(rows, row, indices, lane)
    const end = from + row
    for (let at = to + (<usize>lane << 2); from < end; from += 4) {
      store<f32>(at, load<f32>(from))
      at += stride
    }
  }
}

/**
 * @param rows    (S, W)
 * @param indices (count) uint32, each < S
 * @param to      (⌈count/T⌉, W, T) out; lanes after the last sample become zero
 */
export function gather(rows: usize, indices: usize, count: i32, width: i32, tile: i32, to: usize): void {
  const row = <usize>width << 2
  const stride = <usize>tile << 2
  const bytes = <usize>width * stride
  for (let left = count; left > 0; left -= tile) {
    if (left < tile) memory.fill(to, 0, bytes)
    gatherTile(rows, row, indices, min(left, tile), to, stride)
    indices += stride
    to += bytes
  }
}
