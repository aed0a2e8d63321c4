// @ts-ignore: decorator
@inline
function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return f64x2.add(sum, f64x2.mul(a, b));
}

/**
 * Adds the product of a strip of four rows and one of four columns to a tile of C.
 * @param a (depth, 4) four rows, side by side
 * @param b (depth, 4) four columns, side by side
 */
export function addTile(c: usize, cRow: usize, a: usize, b: usize, depth: i32): void {
  const second = c + cRow;
  const third = second + cRow;
  const fourth = third + cRow;
  let c00 = v128.load(c);
  let c01 = v128.load(c, 16);
  let c10 = v128.load(second);
  let c11 = v128.load(second, 16);
  let c20 = v128.load(third);
  let c21 = v128.load(third, 16);
  let c30 = v128.load(fourth);
  let c31 = v128.load(fourth, 16);
  for (let end = a + (<usize>depth << 5); a < end; a += 32, b += 32) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load64_splat(a);
    c00 = multiplyAdd(a0, b0, c00);
    c01 = multiplyAdd(a0, b1, c01);
    const a1 = v128.load64_splat(a, 8);
    c10 = multiplyAdd(a1, b0, c10);
    c11 = multiplyAdd(a1, b1, c11);
    const a2 = v128.load64_splat(a, 16);
    c20 = multiplyAdd(a2, b0, c20);
    c21 = multiplyAdd(a2, b1, c21);
    const a3 = v128.load64_splat(a, 24);
    c30 = multiplyAdd(a3, b0, c30);
    c31 = multiplyAdd(a3, b1, c31);
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(second, c10);
  v128.store(second, c11, 16);
  v128.store(third, c20);
  v128.store(third, c21, 16);
  v128.store(fourth, c30);
  v128.store(fourth, c31, 16);
}
