import type { Genome } from './genome.ts'
import type { RandomStream } from './stream.ts'

/**
 * Entries `start` (inclusive) to `end` (exclusive) of a vector, and the distribution around zero that all of them have.
 */
export interface PriorSegment {
  readonly start: number
  readonly end: number
  /** normal: standard deviation `scale`; uniform: in ± `scale`; zero: always 0. */
  readonly kind: 'normal' | 'uniform' | 'zero'
  readonly scale: number
}

/**
 * Draws a new vector. Draws are float32; their product with the scale is computed in float64 and rounded to the
 * vector's type.
 * @param segments in order of `start`, together covering the vector
 */
export function drawPrior(segments: readonly PriorSegment[], vector: Genome, stream: RandomStream): void {
  for (const segment of segments) drawSegment(segment, vector.subarray(segment.start, segment.end), stream)
}

function drawSegment({ kind, scale }: PriorSegment, entries: Genome, stream: RandomStream): void {
  if (kind === 'zero') {
    entries.fill(0)
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
}
