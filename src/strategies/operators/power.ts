import { exp, log } from '../../math/elementary.ts'

/** x^y to float32 accuracy for x ≥ 0, with the same bits on every JavaScript engine; 0^y is 0 for y > 0. */
export function power(x: number, y: number): number {
  return exp(Math.fround(y * log(Math.fround(x))))
}
