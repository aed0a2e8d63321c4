/** ../softplus.ts, four at a time. Always plain arithmetic, in every build. */
import { expV } from "./exp";
import { logNormalV } from "./log";

// @ts-ignore: decorator
@inline
export function softplusV(x: v128): v128 {
  const one = f32x4.splat(1);
  const t = expV(f32x4.neg(f32x4.abs(x)));
  const u = f32x4.add(one, t);
  const log1p = f32x4.sub(logNormalV(u), f32x4.div(f32x4.sub(f32x4.sub(u, one), t), u));
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), log1p);
}
