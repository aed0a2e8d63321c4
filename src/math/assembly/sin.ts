/** ../sin.ts, four at a time. Always plain arithmetic, in every build. */

// @ts-ignore: decorator
@inline
function sinReduced(r: v128, parity: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(r), f32x4.splat(1.57079637));
  const z = f32x4.mul(a, a);
  let p = f32x4.add(f32x4.mul(f32x4.splat(0.00000260609568), z), f32x4.splat(-0.000198097769));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(0.00833306927));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-0.166666597));
  const y = f32x4.add(a, f32x4.mul(f32x4.mul(a, z), p));
  return v128.xor(v128.bitselect(r, y, i32x4.splat(0x80000000)), i32x4.shl(parity, 31));
}

// @ts-ignore: decorator
@inline
function high(x: v128): v128 {
  return i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
}

// @ts-ignore: decorator
@inline
function reduced(x: v128, n: v128): v128 {
  return f64x2.sub(
    f64x2.sub(x, f64x2.mul(n, f64x2.splat(3.1415926534682512))),
    f64x2.mul(n, f64x2.splat(1.2154201013012384e-10)),
  );
}

/** Two pairs of float64 as four float32. */
// @ts-ignore: decorator
@inline
function join(low: v128, high: v128): v128 {
  const a = f32x4.demote_f64x2_zero(low);
  const b = f32x4.demote_f64x2_zero(high);
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
}

/** The low words of four float64. */
// @ts-ignore: decorator
@inline
function lowWords(low: v128, high: v128): v128 {
  return i8x16.shuffle(low, high, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}

// @ts-ignore: decorator
@inline
export function sinV(x: v128): v128 {
  const magic = f64x2.splat(6755399441055744.0);
  const inversePi = f64x2.splat(0.3183098861837907);
  const x0 = f64x2.promote_low_f32x4(x);
  const x1 = f64x2.promote_low_f32x4(high(x));
  const shifted0 = f64x2.add(f64x2.mul(x0, inversePi), magic);
  const shifted1 = f64x2.add(f64x2.mul(x1, inversePi), magic);
  const r0 = reduced(x0, f64x2.sub(shifted0, magic));
  const r1 = reduced(x1, f64x2.sub(shifted1, magic));
  return sinReduced(join(r0, r1), lowWords(shifted0, shifted1));
}

// @ts-ignore: decorator
@inline
export function cosV(x: v128): v128 {
  const magic = f64x2.splat(6755399441055744.0);
  const inversePi = f64x2.splat(0.3183098861837907);
  const half = f64x2.splat(0.5);
  const x0 = f64x2.promote_low_f32x4(x);
  const x1 = f64x2.promote_low_f32x4(high(x));
  const shifted0 = f64x2.add(f64x2.add(f64x2.mul(x0, inversePi), half), magic);
  const shifted1 = f64x2.add(f64x2.add(f64x2.mul(x1, inversePi), half), magic);
  const r0 = reduced(x0, f64x2.sub(f64x2.sub(shifted0, magic), half));
  const r1 = reduced(x1, f64x2.sub(f64x2.sub(shifted1, magic), half));
  return sinReduced(join(r0, r1), lowWords(shifted0, shifted1));
}
