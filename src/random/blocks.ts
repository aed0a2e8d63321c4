/**
 * Bulk draws, readable: what a buffer holds when it is filled from block `draw` of a stream onwards. Block
 * draw + b makes elements 4b … 4b + 3; words that a last partial block has left over are not used.
 * bulk.ts does the same many times faster, and is held to these bits.
 */
import { normalPair } from './normal.ts'
import { philoxBlock, type StreamAddress } from './philox.ts'

const block: Uint32Array = new Uint32Array(4)
const four: Float32Array = new Float32Array(4)

/** `out` (n) words. */
export function fillUint32(out: Uint32Array, stream: StreamAddress, draw: number): void {
  for (let from = 0; from < out.length; from += 4) {
    philoxBlock(stream, draw++, block)
    for (let i = from; i < from + 4 && i < out.length; i++) out[i] = block[i - from]
  }
}

/** `out` (n) float32 in [0, 1), multiples of 2^-24: the high 24 bits of each word. */
export function fillUniform(out: Float32Array, stream: StreamAddress, draw: number): void {
  for (let from = 0; from < out.length; from += 4) {
    philoxBlock(stream, draw++, block)
    for (let i = from; i < from + 4 && i < out.length; i++) out[i] = (block[i - from] >>> 8) * 2 ** -24
  }
}

/** `out` (n) standard normals: the first two words of a block make two, the last two make two. */
export function fillNormal(out: Float32Array, stream: StreamAddress, draw: number): void {
  for (let from = 0; from < out.length; from += 4) {
    philoxBlock(stream, draw++, block)
    normalPair(block[0], block[1], four, 0)
    normalPair(block[2], block[3], four, 2)
    for (let i = from; i < from + 4 && i < out.length; i++) out[i] = four[i - from]
  }
}
