/**
 * Scales `gradient` (P) in place so that its Euclidean norm over all parameters is at most `maximum` > 0 (Pascanu
 * et al. 2013, https://arxiv.org/abs/1211.5063, algorithm 1). If the norm is not finite, the gradient stays unchanged
 * and the returned norm shows it.
 * @returns the norm before scaling
 */
export function clipByNorm(gradient: Float32Array, maximum: number): number {
  const norm = euclideanNorm(gradient)
  if (norm > maximum && norm < Infinity) {
    const scale = maximum / norm
    for (let i = 0; i < gradient.length; i++) gradient[i] *= scale
  }
  return norm
}

/** Limits every entry of `gradient` (P) to ± `maximum` > 0, in place; NaN stays NaN. */
export function clipByValue(gradient: Float32Array, maximum: number): void {
  for (let i = 0; i < gradient.length; i++) {
    const g = gradient[i]
    if (g > maximum) gradient[i] = maximum
    else if (g < -maximum) gradient[i] = -maximum
  }
}

/** In float64, squares of float32 cannot overflow. Four partial sums let additions run in parallel. */
function euclideanNorm(vector: Float32Array): number {
  const whole = vector.length & ~3
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let i = 0; i < whole; i += 4) {
    a += vector[i] * vector[i]
    b += vector[i + 1] * vector[i + 1]
    c += vector[i + 2] * vector[i + 2]
    d += vector[i + 3] * vector[i + 3]
  }
  for (let i = whole; i < vector.length; i++) a += vector[i] * vector[i]
  return Math.sqrt(a + b + (c + d))
}
