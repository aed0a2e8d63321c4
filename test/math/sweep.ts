/** Every `stride`-th float32 by bit pattern: both signs, every exponent, denormals and NaNs among them. */
export function sweep(stride: number): Float32Array {
  const count = Math.floor(2 ** 32 / stride)
  const bits = new Uint32Array(count)
  for (let i = 0; i < count; i++) bits[i] = i * stride
  return new Float32Array(bits.buffer)
}

/** Values at which something changes: zeros, ends of ranges, and where results leave the normal numbers. */
export const specials: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.625,
  Math.PI,
  -Math.PI / 2,
  2 ** -149,
  -(2 ** -149),
  2 ** -126,
  88.72283,
  88.72284,
  -87.33654,
  -87.33655,
  -103.97,
  -103.98,
  104,
  2 ** 20,
  2 ** 60,
  3.4028234663852886e38,
  -3.4028234663852886e38,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
].map(Math.fround)

/** The error of `found` in units of the last place that float32 has at `exact`. */
function ulps(found: number, exact: number): number {
  if (Math.fround(exact) === found || (Number.isNaN(found) && Number.isNaN(exact))) return 0
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(exact))))
  return Math.abs(found - exact) / 2 ** (exponent - 23)
}

/** The worst error of `f` against `exact`, in ulp, over those of `xs` that lie in [from, to]. */
export function worst(
  f: (x: number) => number,
  exact: (x: number) => number,
  xs: Float32Array,
  from: number,
  to: number,
): number {
  let most = 0
  for (const x of xs) {
    if (!(x >= from && x <= to)) continue
    const error = ulps(f(x), exact(x))
    if (!(error <= most)) most = error
  }
  return most
}
