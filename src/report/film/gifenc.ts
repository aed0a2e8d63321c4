import { createRequire } from 'node:module'

const require: NodeJS.Require = createRequire(import.meta.url)

/** The parts of gifenc that are used here; the package has no types of its own. */
interface Gifenc {
  GIFEncoder(options: { readonly auto: boolean }): Encoder
  /** At most `colours` colours that represent those of (S, 4) pixels. */
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
  /** 0 loops for ever. */
  readonly repeat?: number
  /** 1 keeps the frame below the next one. */
  readonly dispose?: number
  /** Bits of an index. */
  readonly colorDepth?: number
}

// The package is CommonJS but declares itself an ES module, and loaders disagree on what importing it gives.
export const gifenc: Gifenc = require('gifenc') as Gifenc
