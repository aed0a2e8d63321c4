/** Copies parts of factors into strips of four rows or columns, side by side, in the order in which tiles read them. */

/**
 * A part (rows, depth) of the left factor, times `sign`, as strips (depth, 4). What a strip has beyond the last row is never stored.
 * Strides are bytes.
 */
export function packLeft(
  out: usize,
  a: usize,
  aRow: usize,
  aColumn: usize,
  rows: i32,
  depth: i32,
  sign: f64,
): void {
  for (let i = 0; i < rows; i += 4, a += aRow << 2, out += <usize>depth << 5) {
    const first = a;
    const second = i + 1 < rows ? first + aRow : first;
    const third = i + 2 < rows ? second + aRow : second;
    const fourth = i + 3 < rows ? third + aRow : third;
    let at = out;
    let offset: usize = 0;
    for (let k = 0; k < depth; k++, at += 32, offset += aColumn) {
      store<f64>(at, sign * load<f64>(first + offset));
      store<f64>(at, sign * load<f64>(second + offset), 8);
      store<f64>(at, sign * load<f64>(third + offset), 16);
      store<f64>(at, sign * load<f64>(fourth + offset), 24);
    }
  }
}

/** A part (depth, columns) of the right factor as strips (depth, 4). */
export function packRight(out: usize, b: usize, bRow: usize, depth: i32, columns: i32): void {
  const strip = <usize>depth << 5;
  const whole = columns & ~3;
  for (let k = 0; k < depth; k++, b += bRow, out += 32) {
    let at = out;
    let from = b;
    for (let j = 0; j < whole; j += 4, at += strip, from += 32) {
      v128.store(at, v128.load(from));
      v128.store(at, v128.load(from, 16), 16);
    }
    for (let j = whole; j < columns; j++, at += 8, from += 8) store<f64>(at, load<f64>(from));
  }
}
