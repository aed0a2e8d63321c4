/**
 * The readable reference of bulk draws: fills a buffer from a stream, starting at block `draw`. Block draw + b makes
 * elements 4b … 4b + 3; leftover words of a partial last block are not used. bulk.ts does the same many times faster
 * and must give the same bits.
 */
import { normalPair } from './normal.ts'
import { philoxBlock, type StreamAddress } from './philox.ts'

const block: Uint32Array = new Uint32Array(4)
const four: Float32Array = new Float32Array(4)

/** Fills `out` (n) with words. */
export function fillUint32(out: Uint32Array, stream: StreamAddress, draw: number): void {
  for (let from = 0; from < out.length; from += 4) {
    philoxBlock(stream, draw++, block)
    for (let i = from; i < from + 4 && i < out.length; i++) out[i] = block[i - from]
  }
}

/** Fills `out` (n) with float32 in [0, 1), multiples of 2^-24: the high 24 bits of each word. */
export function fillUniform(out: Float32Array, stream: StreamAddress, draw: number): void {
  for (let from = 0; from < out.length; from += 4) {
    philoxBlock(stream, draw++, block)
    for (let i = from; i < from + 4 && i < out.length; i++) out[i] = (block[i - from] >>> 8) * 2 ** -24
  }
}

/** Fills `out` (n) with standard normals: two from the first two words of a block, two from the last two. */
export function fillNormal(out: Float32Array, stream: StreamAddress, draw: number): void {
  for (let from = 0; from < out.length; from += 4) {
    philoxBlock(stream, draw++, block)
    normalPair(block[0], block[1], four, 0)
    normalPair(block[2], block[3], four, 2)
    for (let i = from; i < from + 4 && i < out.length; i++) out[i] = four[i - from]
  }
}
