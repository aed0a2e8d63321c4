/** (0 + 1) + (2 + 3) of four sums side by side. */
// @ts-ignore: decorator
@inline
export function total(even: v128, odd: v128): f64 {
  return (
    f64x2.extract_lane(even, 0) +
    f64x2.extract_lane(even, 1) +
    (f64x2.extract_lane(odd, 0) + f64x2.extract_lane(odd, 1))
  );
}

/** Adds the products of `count` more numbers to the first sum. */
// @ts-ignore: decorator
@inline
export function withTail(even: v128, a: usize, b: usize, count: i32): v128 {
  let first = f64x2.extract_lane(even, 0);
  for (let k = 0; k < count; k++, a += 8, b += 8) first += load<f64>(a) * load<f64>(b);
  return f64x2.replace_lane(even, 0, first);
}

/** The inner product of `count` numbers. */
export function dot(a: usize, b: usize, count: i32): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (const end = a + (<usize>(count & ~3) << 3); a < end; a += 32, b += 32) {
    even = f64x2.add(even, f64x2.mul(v128.load(a), v128.load(b)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
  }
  return total(withTail(even, a, b, count & 3), odd);
}
