import { exp } from './exp.ts'

const f = Math.fround

/** 1/(1 + e^-x) in float32, within 3 ulp; 0 below -88.72284, where the true value is under 2^-127. */
export function sigmoid(x: number): number {
  return f(1 / f(1 + exp(-x)))
}
