/**
 * Elementary functions in float64 within 1 ulp, with the same bits on every JavaScript engine: `Math.exp` and the like may differ
 * from version to version. They use only + - × ÷ and the parts of numbers. For loops over float32 there is ../elementary.ts.
 */
export { exp } from './exp.ts'
export { log } from './log.ts'
export { pow } from './pow.ts'
export { cos, sin } from './sin.ts'
