import { cos, sin } from '../../../math/elementary.ts'
import { type Features, featureCount } from '../../../model/features.ts'
import { purpose } from '../../../random/purpose.ts'
import { RandomStream } from '../../../random/stream.ts'

/** Which features of a point the network gets. */
export type FeatureOptions =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'fourier'
      /** Number of waves; two inputs each. */
      readonly count: number
      /** Standard deviation of the waves' frequencies, in cycles over the picture. */
      readonly scale: number
    }
  | {
      readonly kind: 'sine'
      /** Number of octaves; four inputs each, besides x and y. */
      readonly frequencies: number
    }

/** The features for one run: its seed draws the waves from a normal distribution. */
export function drawFeatures(options: FeatureOptions, seed: number): Features | undefined {
  switch (options.kind) {
    case 'none':
      return undefined
    case 'sine':
      return { kind: 'sine', frequencies: options.frequencies }
    case 'fourier': {
      const { count, scale } = options
      const normals = new Float32Array(2 * count)
      new RandomStream({ seed, purpose: purpose.features }).fillNormal(normals)
      const waves = Array.from({ length: count }, (_, wave): [number, number] => [
        Math.fround(normals[2 * wave]! * scale),
        Math.fround(normals[2 * wave + 1]! * scale),
      ])
      return { kind: 'fourier', waves }
    }
  }
}

/**
 * The network's inputs for points. The same bits on every JavaScript engine.
 *
 * @param points (S, 2) x and y
 * @param features undefined for the points themselves
 * @returns (S, I)
 */
export function encodePoints(points: ArrayLike<number>, features: Features | undefined): Float32Array {
  if (features === undefined) return Float32Array.from(points)
  const width = featureCount(features)
  const encoded = new Float32Array((points.length / 2) * width)
  for (let point = 0; point < points.length / 2; point++) {
    const x = points[2 * point]!
    const y = points[2 * point + 1]!
    if (features.kind === 'fourier') encodeWaves(x, y, features.waves, encoded, point * width)
    else encodeOctaves(x, y, features.frequencies, encoded, point * width)
  }
  return encoded
}

function encodeWaves(
  x: number,
  y: number,
  waves: readonly (readonly [number, number])[],
  out: Float32Array,
  at: number,
): void {
  for (let wave = 0; wave < waves.length; wave++) {
    const [across, down] = waves[wave]!
    const phase = Math.fround(Math.PI * (across * x + down * y))
    out[at + wave] = cos(phase)
    out[at + waves.length + wave] = sin(phase)
  }
}

function encodeOctaves(x: number, y: number, frequencies: number, out: Float32Array, start: number): void {
  let at = start
  out[at++] = x
  out[at++] = y
  let frequency = Math.PI
  for (let octave = 0; octave < frequencies; octave++, frequency *= 2) {
    for (const place of [x, y]) {
      const phase = Math.fround(frequency * place)
      out[at++] = sin(phase)
      out[at++] = cos(phase)
    }
  }
}
