import type { RandomStream } from '../../../random/stream.ts'
import type { Vectors } from '../../vectors.ts'

/** Fills `noise` (n) with draws of one distribution around zero, of step size 1. */
export type Noise<Options> = (
  noise: Float32Array,
  options: Options,
  stream: RandomStream,
  vectors: Vectors,
) => void
