import { createRequire } from 'node:module'

const require: NodeJS.Require = createRequire(import.meta.url)

/** The parts of gifenc that are used here; the package has no types of its own. */
interface Gifenc {
  GIFEncoder(options: { readonly auto: boolean }): Encoder
  /** At most so many colours that stand for those of (S, 4) pixels. */
  quantize(rgba: Uint8Array, colours: number): number[][]
}

interface Encoder {
  writeHeader(): void
  writeFrame(indices: Uint8Array, width: number, height: number, options: FrameOptions): void
  bytes(): Uint8Array
}

export interface FrameOptions {
  /** The global colour table, of the first frame. */
  readonly palette?: readonly (readonly number[])[]
  readonly first?: boolean
  readonly transparent?: boolean
  readonly transparentIndex?: number
  /** Milliseconds. */
  readonly delay?: number
  /** 0: for ever. */
  readonly repeat?: number
  /** 1: the frame stays under the next one. */
  readonly dispose?: number
  /** Bits an index takes. */
  readonly colorDepth?: number
}

// A CommonJS module that calls itself one of another kind: loaders do not agree on what importing it gives.
export const gifenc: Gifenc = require('gifenc') as Gifenc
