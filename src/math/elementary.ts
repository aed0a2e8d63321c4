/**
 * Elementary functions in float32 with the same bits on every JavaScript engine. `Math.exp` and the like may differ
 * between engines; these use only + - × ÷, sqrt and bit operations, each rounded to float32. Arguments are float32
 * numbers. `assembly/` does the same operations in the same order, four at a time.
 */
export { exp, expm1 } from './exp.ts'
export { log } from './log.ts'
export { sigmoid } from './sigmoid.ts'
export { cos, sin } from './sin.ts'
export { softplus } from './softplus.ts'
export { tanh } from './tanh.ts'
