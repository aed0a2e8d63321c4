/**
 * Conversions between a number and its bits, for exact scaling by powers of two.
 * Little-endian, like WebAssembly's memory and every machine that runs this program.
 */
const single: Float32Array = new Float32Array(1)
const word: Int32Array = new Int32Array(single.buffer)
const double: Float64Array = new Float64Array(1)
const words: Int32Array = new Int32Array(double.buffer)

/** The bits of `x` rounded to float32, as a signed 32-bit integer. */
export function bits(x: number): number {
  single[0] = x
  return word[0]
}

/** The float32 with the bits `i`. */
export function fromBits(i: number): number {
  word[0] = i
  return single[0]
}

/** The low 32 bits of the float64 `x`. */
export function lowWord(x: number): number {
  double[0] = x
  return words[0]
}

/** 2^n in float32, for -126 ≤ n ≤ 127. */
export function power(n: number): number {
  return fromBits((n + 127) << 23)
}

/** The magnitude of `x` with the sign of `sign`, signed zeros included. */
export function copySign(x: number, sign: number): number {
  return fromBits((bits(x) & 0x7fffffff) | (bits(sign) & 0x80000000))
}
