/** The products of a matrix and a vector of ../reference.ts, four rows at a time. Strides are bytes. */
import { dot, total, withTail } from "./dot";

/** out = A v */
export function timesRows(out: usize, a: usize, aRow: usize, v: usize, rows: i32, count: i32): void {
  const bytes = <usize>(count & ~3) << 3;
  const rest = count & 3;
  let row = 0;
  for (; row + 4 <= rows; row += 4, out += 32, a += aRow << 2) {
    const second = a + aRow;
    const third = second + aRow;
    const fourth = third + aRow;
    let even0 = f64x2.splat(0);
    let odd0 = f64x2.splat(0);
    let even1 = f64x2.splat(0);
    let odd1 = f64x2.splat(0);
    let even2 = f64x2.splat(0);
    let odd2 = f64x2.splat(0);
    let even3 = f64x2.splat(0);
    let odd3 = f64x2.splat(0);
    for (let at: usize = 0; at < bytes; at += 32) {
      const v0 = v128.load(v + at);
      const v1 = v128.load(v + at, 16);
      even0 = f64x2.add(even0, f64x2.mul(v128.load(a + at), v0));
      odd0 = f64x2.add(odd0, f64x2.mul(v128.load(a + at, 16), v1));
      even1 = f64x2.add(even1, f64x2.mul(v128.load(second + at), v0));
      odd1 = f64x2.add(odd1, f64x2.mul(v128.load(second + at, 16), v1));
      even2 = f64x2.add(even2, f64x2.mul(v128.load(third + at), v0));
      odd2 = f64x2.add(odd2, f64x2.mul(v128.load(third + at, 16), v1));
      even3 = f64x2.add(even3, f64x2.mul(v128.load(fourth + at), v0));
      odd3 = f64x2.add(odd3, f64x2.mul(v128.load(fourth + at, 16), v1));
    }
    store<f64>(out, total(withTail(even0, a + bytes, v + bytes, rest), odd0));
    store<f64>(out, total(withTail(even1, second + bytes, v + bytes, rest), odd1), 8);
    store<f64>(out, total(withTail(even2, third + bytes, v + bytes, rest), odd2), 16);
    store<f64>(out, total(withTail(even3, fourth + bytes, v + bytes, rest), odd3), 24);
  }
  for (; row < rows; row++, out += 8, a += aRow) store<f64>(out, dot(a, v, count));
}

/** out += sign Aᵀ w */
export function addRows(
  out: usize,
  w: usize,
  a: usize,
  aRow: usize,
  rows: i32,
  count: i32,
  sign: f64,
): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4, w += 32, a += aRow << 2) {
    addFour(
      out,
      a,
      aRow,
      sign * load<f64>(w),
      sign * load<f64>(w, 8),
      sign * load<f64>(w, 16),
      sign * load<f64>(w, 24),
      count,
    );
  }
  for (; row < rows; row++, w += 8, a += aRow) addOne(out, a, sign * load<f64>(w), count);
}

function addFour(
  out: usize,
  a: usize,
  aRow: usize,
  w0: f64,
  w1: f64,
  w2: f64,
  w3: f64,
  count: i32,
): void {
  const second = a + aRow;
  const third = second + aRow;
  const fourth = third + aRow;
  const bytes = <usize>(count & ~1) << 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    let sum = v128.load(out + at);
    sum = f64x2.add(sum, f64x2.mul(f64x2.splat(w0), v128.load(a + at)));
    sum = f64x2.add(sum, f64x2.mul(f64x2.splat(w1), v128.load(second + at)));
    sum = f64x2.add(sum, f64x2.mul(f64x2.splat(w2), v128.load(third + at)));
    sum = f64x2.add(sum, f64x2.mul(f64x2.splat(w3), v128.load(fourth + at)));
    v128.store(out + at, sum);
  }
  if (count & 1) {
    let sum = load<f64>(out + bytes);
    sum += w0 * load<f64>(a + bytes);
    sum += w1 * load<f64>(second + bytes);
    sum += w2 * load<f64>(third + bytes);
    sum += w3 * load<f64>(fourth + bytes);
    store<f64>(out + bytes, sum);
  }
}

function addOne(out: usize, a: usize, w: f64, count: i32): void {
  const bytes = <usize>(count & ~1) << 3;
  const weight = f64x2.splat(w);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(out + at, f64x2.add(v128.load(out + at), f64x2.mul(weight, v128.load(a + at))));
  }
  if (count & 1) store<f64>(out + bytes, load<f64>(out + bytes) + w * load<f64>(a + bytes));
}

/** out = A v of a symmetric matrix, of which the lower triangle is read, once. */
export function timesSymmetric(out: usize, a: usize, aRow: usize, v: usize, n: i32): void {
  let row = 0;
  for (; row + 4 <= n; row += 4, a += aRow << 2) addFourSymmetric(out, a, aRow, v, row);
  for (; row < n; row++, a += aRow) {
    const own = <usize>row << 3;
    store<f64>(out + own, dot(a, v, row) + load<f64>(a + own) * load<f64>(v + own));
    addOne(out, a, load<f64>(v + own), row);
  }
}

/** Rows `count` to `count` + 3, a multiple of four, as rows and as columns. */
function addFourSymmetric(out: usize, a: usize, aRow: usize, v: usize, count: i32): void {
  const second = a + aRow;
  const third = second + aRow;
  const fourth = third + aRow;
  const own = <usize>count << 3;
  const w0 = v128.load64_splat(v + own);
  const w1 = v128.load64_splat(v + own, 8);
  const w2 = v128.load64_splat(v + own, 16);
  const w3 = v128.load64_splat(v + own, 24);
  let even0 = f64x2.splat(0);
  let odd0 = f64x2.splat(0);
  let even1 = f64x2.splat(0);
  let odd1 = f64x2.splat(0);
  let even2 = f64x2.splat(0);
  let odd2 = f64x2.splat(0);
  let even3 = f64x2.splat(0);
  let odd3 = f64x2.splat(0);
  for (let at: usize = 0; at < own; at += 32) {
    let x = v128.load(v + at);
    let sum = v128.load(out + at);
    let entries = v128.load(a + at);
    even0 = f64x2.add(even0, f64x2.mul(entries, x));
    sum = f64x2.add(sum, f64x2.mul(w0, entries));
    entries = v128.load(second + at);
    even1 = f64x2.add(even1, f64x2.mul(entries, x));
    sum = f64x2.add(sum, f64x2.mul(w1, entries));
    entries = v128.load(third + at);
    even2 = f64x2.add(even2, f64x2.mul(entries, x));
    sum = f64x2.add(sum, f64x2.mul(w2, entries));
    entries = v128.load(fourth + at);
    even3 = f64x2.add(even3, f64x2.mul(entries, x));
    sum = f64x2.add(sum, f64x2.mul(w3, entries));
    v128.store(out + at, sum);
    x = v128.load(v + at, 16);
    sum = v128.load(out + at, 16);
    entries = v128.load(a + at, 16);
    odd0 = f64x2.add(odd0, f64x2.mul(entries, x));
    sum = f64x2.add(sum, f64x2.mul(w0, entries));
    entries = v128.load(second + at, 16);
    odd1 = f64x2.add(odd1, f64x2.mul(entries, x));
    sum = f64x2.add(sum, f64x2.mul(w1, entries));
    entries = v128.load(third + at, 16);
    odd2 = f64x2.add(odd2, f64x2.mul(entries, x));
    sum = f64x2.add(sum, f64x2.mul(w2, entries));
    entries = v128.load(fourth + at, 16);
    odd3 = f64x2.add(odd3, f64x2.mul(entries, x));
    sum = f64x2.add(sum, f64x2.mul(w3, entries));
    v128.store(out + at, sum, 16);
  }
  finish(out + own, a + own, v + own, 0, total(even0, odd0));
  finish(out + own, second + own, v + own, 1, total(withTail(even1, second + own, v + own, 1), odd1));
  finish(out + own, third + own, v + own, 2, total(withTail(even2, third + own, v + own, 2), odd2));
  finish(out + own, fourth + own, v + own, 3, total(withTail(even3, fourth + own, v + own, 3), odd3));
}

/** The rest of row `k` of four, from their first diagonal element on. */
// @ts-ignore: decorator
@inline
function finish(out: usize, a: usize, v: usize, k: i32, sum: f64): void {
  const own = <usize>k << 3;
  store<f64>(out + own, sum + load<f64>(a + own) * load<f64>(v + own));
  addOne(out, a, load<f64>(v + own), k);
}
