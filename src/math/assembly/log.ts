/** ../log.ts, four at a time. Always plain arithmetic, in every build. */

// @ts-ignore: decorator
@inline
function logReduced(t: v128, e: v128): v128 {
  const z = f32x4.mul(t, t);
  let p = f32x4.add(f32x4.mul(f32x4.splat(7.0376836292e-2), t), f32x4.splat(-1.1514610310e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.1676998740e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(p, t), z);
  y = f32x4.add(y, f32x4.mul(e, f32x4.splat(-2.12194440e-4)));
  y = f32x4.sub(y, f32x4.mul(z, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(t, y), f32x4.mul(e, f32x4.splat(0.693359375)));
}

// @ts-ignore: decorator
@inline
function shiftedBits(x: v128): v128 {
  return i32x4.sub(x, i32x4.splat(0x3f3504f3));
}

// @ts-ignore: decorator
@inline
function mantissaMinusOne(i: v128): v128 {
  const m = i32x4.add(v128.and(i, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  return f32x4.sub(m, f32x4.splat(1));
}

// @ts-ignore: decorator
@inline
export function logNormalV(x: v128): v128 {
  const i = shiftedBits(x);
  return logReduced(mantissaMinusOne(i), f32x4.convert_i32x4_s(i32x4.shr_s(i, 23)));
}

// @ts-ignore: decorator
@inline
export function logV(x: v128): v128 {
  const denormal = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const i = shiftedBits(v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, denormal));
  const e = i32x4.sub(i32x4.shr_s(i, 23), v128.and(denormal, i32x4.splat(23)));
  let y = logReduced(mantissaMinusOne(i), f32x4.convert_i32x4_s(e));
  y = v128.bitselect(f32x4.splat(<f32>-Infinity), y, f32x4.eq(x, f32x4.splat(0)));
  y = v128.bitselect(x, y, f32x4.eq(x, f32x4.splat(<f32>Infinity)));
  return v128.or(y, v128.not(f32x4.ge(x, f32x4.splat(0))));
}
