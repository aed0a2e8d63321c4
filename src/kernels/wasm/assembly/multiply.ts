// One multiply-add. The strict build rounds product and sum, like the reference; the fused build rounds once.

// @ts-ignore: decorator
@inline export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  // @ts-ignore: FUSED is given on the compiler's command line
  if (FUSED) return f32x4.relaxed_madd(a, b, sum)
  return f32x4.add(sum, f32x4.mul(a, b))
}
