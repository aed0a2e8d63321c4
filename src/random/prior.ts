import type { Genome } from './genome.ts'
import type { RandomStream } from './stream.ts'

/** Entries `start` (inclusive) to `end` (exclusive) of a vector, and the distribution that all of them have. */
export interface PriorSegment {
  readonly start: number
  readonly end: number
  /** normal: standard deviation `scale`; uniform: in ± `scale`; zero: no deviation. */
  readonly kind: 'normal' | 'uniform' | 'zero'
  readonly scale: number
  /** The centre of the distribution; default 0. */
  readonly centre?: number
}

/**
 * Draws a new vector. Draws are float32; their product with the scale and the sum with the centre are computed in float64
 * and rounded to the vector's type.
 * @param segments in order of `start`, together covering the vector
 */
export function drawPrior(segments: readonly PriorSegment[], vector: Genome, stream: RandomStream): void {
  for (const segment of segments) drawSegment(segment, vector.subarray(segment.start, segment.end), stream)
}

function drawSegment(segment: PriorSegment, entries: Genome, stream: RandomStream): void {
  const { kind, scale, centre = 0 } = segment
  if (kind === 'zero') {
    entries.fill(centre)
    return
  }
  const draws = entries instanceof Float32Array ? entries : new Float32Array(entries.length)
  if (kind === 'normal') {
    stream.fillNormal(draws)
    for (let i = 0; i < entries.length; i++) entries[i] = draws[i] * scale
  } else {
    stream.fillUniform(draws)
    for (let i = 0; i < entries.length; i++) entries[i] = (2 * draws[i] - 1) * scale
  }
  // Without a centre nothing is added: 0 + -0 would change the sign of a zero.
  if (centre !== 0) for (let i = 0; i < entries.length; i++) entries[i] += centre
}
