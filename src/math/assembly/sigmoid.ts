/** ../sigmoid.ts, four at a time. Always plain arithmetic, in every build. */
import { expV } from "./exp";

// @ts-ignore: decorator
@inline
export function sigmoidV(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, expV(f32x4.neg(x))));
}
