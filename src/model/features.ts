/**
 * What a network gets in place of a point (x, y). Both coordinates run from -1 to 1 over a picture.
 *
 * - `fourier`: the cosine and sine of π b·(x, y) for each wave b, in cycles over the picture's width and height: Tancik
 *   et al., "Fourier features let networks learn high frequency functions in low dimensional domains" (2020),
 *   https://arxiv.org/abs/2006.10739, eq. 5.
 * - `sine`: x and y, and the sine and cosine of 2^k π x and 2^k π y for k below `frequencies`: Mildenhall et al.,
 *   "NeRF: representing scenes as neural radiance fields for view synthesis" (2020), https://arxiv.org/abs/2003.08934,
 *   eq. 4.
 */
export type Features =
  | { readonly kind: 'fourier'; readonly waves: readonly (readonly [x: number, y: number])[] }
  | { readonly kind: 'sine'; readonly frequencies: number }

/** I, the number of inputs that the features of a point take. */
export function featureCount(features: Features): number {
  return features.kind === 'fourier' ? 2 * features.waves.length : 2 + 4 * features.frequencies
}
