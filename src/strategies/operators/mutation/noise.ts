import type { RandomStream } from '../../../random/stream.ts'

/** Fills `noise` (n) with draws of one distribution around zero, of step size 1. */
export type Noise<Options> = (noise: Float32Array, options: Options, stream: RandomStream) => void
