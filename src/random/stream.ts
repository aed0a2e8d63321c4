import { fillNormal, fillUint32, fillUniform } from './bulk.ts'
import { normalPair } from './normal.ts'
import { multiplyHigh, philoxBlock, type StreamAddress } from './philox.ts'

/**
 * Which stream: one (seed, purpose) key, one (generation, individual, episode) of its counter. Unsigned 32-bit
 * integers.
 */
export interface StreamId {
  readonly seed: number
  readonly purpose: number
  readonly generation?: number
  readonly individual?: number
  readonly episode?: number
}

const pair: Float32Array = new Float32Array(2)

/** Scratch memory for one block; holds nothing between calls. */
const words: Uint32Array = new Uint32Array(4)

/**
 * The random numbers of one stream, in order: the words of its Philox blocks 0, 1, 2 …, four a block,
 * 2^34 in all. Parts left out of the id are 0. Two streams with the same id give the same numbers on any machine.
 *
 * Scalar draws take the words one after another. A fill starts at the next unused block and takes
 * whole blocks; later scalar draws continue after them.
 */
export class RandomStream {
  readonly #address: StreamAddress
  /** The current block. A plain array, since creating a typed array takes longer than filling it. */
  #block: readonly number[] = []
  /** The next block, and the next word of the current one. */
  #draw = 0
  #word = 4

  constructor(id: StreamId) {
    const { seed, purpose, generation = 0, individual = 0, episode = 0 } = id
    this.#address = { seed, purpose, generation, individual, episode }
  }

  /** An integer in [0, 2^32). One word. */
  uint32(): number {
    if (this.#word === 4) {
      philoxBlock(this.#address, this.#draw++, words)
      this.#block = [words[0]!, words[1]!, words[2]!, words[3]!]
      this.#word = 0
    }
    return this.#block[this.#word++]!
  }

  /** A float64 in [0, 1), a multiple of 2^-53. Two words. */
  float64(): number {
    const high = this.uint32() >>> 5
    return (high * 2 ** 26 + (this.uint32() >>> 6)) * 2 ** -53
  }

  /** A float32 in [0, 1), a multiple of 2^-24. One word. */
  float32(): number {
    return (this.uint32() >>> 8) * 2 ** -24
  }

  /**
   * A uniform integer in [0, bound); 1 ≤ bound ≤ 2^32. One word, rarely more: Lemire,
   * "Fast random integer generation in an interval" (2019), https://doi.org/10.1145/3230636.
   */
  integer(bound: number): number {
    if (bound === 2 ** 32) return this.uint32()
    let word = this.uint32()
    let low = Math.imul(word, bound) >>> 0
    if (low < bound) {
      const threshold = 2 ** 32 % bound
      while (low < threshold) {
        word = this.uint32()
        low = Math.imul(word, bound) >>> 0
      }
    }
    return multiplyHigh(word, bound)
  }

  /** True with probability `p` in [0, 1], rounded up to a multiple of 2^-32. One word. */
  boolean(p: number): boolean {
    return this.uint32() < p * 2 ** 32
  }

  /** A standard normal, in float32 as in `fillNormal`. Two words. */
  normal(): number {
    const radial = this.uint32()
    normalPair(radial, this.uint32(), pair, 0)
    return pair[0]
  }

  /** Fills `out` (n) with words. */
  fillUint32(out: Uint32Array): void {
    fillUint32(out, this.#address, this.#take(out.length))
  }

  /** Fills `out` (n) with float32 in [0, 1), multiples of 2^-24. */
  fillUniform(out: Float32Array): void {
    fillUniform(out, this.#address, this.#take(out.length))
  }

  /** Fills `out` (n) with standard normals. */
  fillNormal(out: Float32Array): void {
    fillNormal(out, this.#address, this.#take(out.length))
  }

  /**
   * Takes the blocks of a fill of `count` numbers, for a caller that draws them by other means.
   * @returns the stream's address and the first block
   */
  claim(count: number): { readonly address: StreamAddress; readonly draw: number } {
    return { address: this.#address, draw: this.#take(count) }
  }

  /** The first of the blocks that a fill of `count` numbers takes. The rest of the current block is dropped. */
  #take(count: number): number {
    const first = this.#draw
    this.#draw += Math.ceil(count / 4)
    this.#word = 4
    return first
  }
}
