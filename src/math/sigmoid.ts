import { exp } from './exp.ts'

const f = Math.fround

/** 1/(1 + e^-x) in float32, within 2.5 ulp where it is a normal number, down to x = -87.33655; 0 below -88.72284. */
export function sigmoid(x: number): number {
  return f(1 / f(1 + exp(-x)))
}
