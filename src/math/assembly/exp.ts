/** ../exp.ts, four at a time. Always plain arithmetic, in every build. */

// @ts-ignore: decorator
@inline
function octavesShifted(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504)), f32x4.splat(12582912.0));
}

// @ts-ignore: decorator
@inline
function octaves(shifted: v128): v128 {
  return f32x4.sub(shifted, f32x4.splat(12582912.0));
}

/** 2^n from the bits of 12582912 + n. */
// @ts-ignore: decorator
@inline
function power(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

// @ts-ignore: decorator
@inline
function whole(shifted: v128): v128 {
  return i32x4.sub(shifted, i32x4.splat(0x4b400000));
}

// @ts-ignore: decorator
@inline
function reduced(x: v128, n: v128): v128 {
  return f32x4.sub(
    f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693145752))),
    f32x4.mul(n, f32x4.splat(1.42860677e-6)),
  );
}

// @ts-ignore: decorator
@inline
function expm1Reduced(r: v128): v128 {
  let p = f32x4.add(f32x4.mul(f32x4.splat(1.987569150e-4), r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  return f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r);
}

/** pmax and pmin return their first operand if either is NaN. */
// @ts-ignore: decorator
@inline
function clamped(x: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(-104)), f32x4.splat(89));
}

// @ts-ignore: decorator
@inline
export function expV(x: v128): v128 {
  const y = clamped(x);
  const shifted = octavesShifted(y);
  const p = f32x4.add(expm1Reduced(reduced(y, octaves(shifted))), f32x4.splat(1));
  const n = whole(shifted);
  const half = i32x4.shr_s(n, 1);
  return f32x4.mul(f32x4.mul(p, power(half)), power(i32x4.sub(n, half)));
}

// @ts-ignore: decorator
@inline
export function expNormalV(x: v128): v128 {
  const shifted = octavesShifted(x);
  const p = f32x4.add(expm1Reduced(reduced(x, octaves(shifted))), f32x4.splat(1));
  return f32x4.mul(p, power(whole(shifted)));
}

// @ts-ignore: decorator
@inline
export function expm1V(x: v128): v128 {
  const y = clamped(x);
  const shifted = octavesShifted(y);
  const p = expm1Reduced(reduced(y, octaves(shifted)));
  const n = whole(shifted);
  const half = i32x4.shr_s(n, 1);
  const scale = power(half);
  const rest = i32x4.sub(n, half);
  const sum = f32x4.add(f32x4.mul(p, scale), f32x4.sub(scale, power(i32x4.neg(rest))));
  const sign = v128.and(x, i32x4.splat(0x80000000));
  return v128.or(f32x4.abs(f32x4.mul(sum, power(rest))), sign);
}
