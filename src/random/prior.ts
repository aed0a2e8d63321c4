import type { RandomStream } from './stream.ts'

/** Entries `start` (inclusive) to `end` (exclusive) of a vector, and the distribution around zero that they share. */
export interface PriorSegment {
  readonly start: number
  readonly end: number
  /** normal: standard deviation `scale`; uniform: in ± `scale`; zero: always 0. */
  readonly kind: 'normal' | 'uniform' | 'zero'
  readonly scale: number
}

/**
 * Draws a fresh vector.
 * @param segments in order of `start`, together covering the vector
 */
export function drawPrior(
  segments: readonly PriorSegment[],
  vector: Float32Array,
  stream: RandomStream,
): void {
  for (const segment of segments) drawSegment(segment, vector.subarray(segment.start, segment.end), stream)
}

function drawSegment({ kind, scale }: PriorSegment, entries: Float32Array, stream: RandomStream): void {
  switch (kind) {
    case 'normal':
      stream.fillNormal(entries)
      for (let i = 0; i < entries.length; i++) entries[i] = entries[i]! * scale
      return
    case 'uniform':
      stream.fillUniform(entries)
      for (let i = 0; i < entries.length; i++) entries[i] = (2 * entries[i]! - 1) * scale
      return
    case 'zero':
      entries.fill(0)
  }
}
