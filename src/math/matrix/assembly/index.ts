/** The products of ../reference.ts in SIMD, with the same bits. TypeScript provides the memory. */
export { multiply, roomBytes } from "./multiply";
export { addRows, timesRows, timesSymmetric } from "./vectors";
