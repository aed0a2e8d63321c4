/** The elementary functions of ../elementary.ts on four lanes of float32, to the same bits. */
export { expV, expm1V } from "./exp";
export { logV } from "./log";
export { sigmoidV } from "./sigmoid";
export { sinV, cosV } from "./sin";
export { softplusV } from "./softplus";
export { tanhV } from "./tanh";
